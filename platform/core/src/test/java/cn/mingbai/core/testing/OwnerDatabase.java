package cn.mingbai.core.testing;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/** The database as its owner sees it, who may change how it is built: for what no application does. */
@Component
public class OwnerDatabase {

    private final DriverManagerDataSource source;

    OwnerDatabase(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.flyway.user}") String user,
            @Value("${spring.flyway.password}") String password) {
        source = new DriverManagerDataSource(url, user, password);
    }

    /** Statements of the owner, each on a connection of its own. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(source);
    }

    /** Connections of the owner. */
    public DriverManagerDataSource source() {
        return source;
    }
}
