package cn.mingbai.core.outage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Puts the guard before the application's pool. */
@Component
class DatabaseGuard implements BeanPostProcessor, DisposableBean {

    private final List<DatabaseWatch> watches = new ArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!"dataSource".equals(name) || !(bean instanceof HikariDataSource pool)) {
            return bean;
        }
        var watch = new DatabaseWatch(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        watches.add(watch);
        watch.start();
        return new GuardedDataSource(pool, watch);
    }

    @Override
    public void destroy() {
        watches.forEach(DatabaseWatch::close);
    }
}
