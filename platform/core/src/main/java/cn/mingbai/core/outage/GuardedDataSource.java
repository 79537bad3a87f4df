package cn.mingbai.core.outage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The pool, but for the time in which the database is away: then it refuses at once instead of letting everybody wait. */
final class GuardedDataSource extends DelegatingDataSource {

    private final DatabaseWatch watch;

    GuardedDataSource(DataSource pool, DatabaseWatch watch) {
        super(pool);
        this.watch = watch;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (watch.isAway()) {
            throw new SQLTransientConnectionException("expected the database to answer, but it is away", "08001");
        }
        var connection = super.getConnection();
        watch.gave(connection.unwrap(org.mariadb.jdbc.Connection.class));
        return connection;
    }

    // Spring Boot looks for the pool behind it.
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Objects.requireNonNull(getTargetDataSource()).unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return Objects.requireNonNull(getTargetDataSource()).isWrapperFor(type);
    }
}
