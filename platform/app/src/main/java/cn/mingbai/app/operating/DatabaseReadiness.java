package cn.mingbai.app.operating;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, asked on a connection of its own. The pool hands out connections that it believes in and
 * lets who asks wait for one; whoever sends people here must know within seconds, also when all connections are taken.
 */
@Component("dbHealthIndicator")
class DatabaseReadiness extends AbstractHealthIndicator {

    /** How long connecting, and each answer, may take. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcConnectionDetails database;

    DatabaseReadiness(JdbcConnectionDetails database) {
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var patience = String.valueOf(PATIENCE.toMillis());
        var properties = new Properties();
        properties.setProperty("user", Objects.requireNonNullElse(database.getUsername(), ""));
        properties.setProperty("password", Objects.requireNonNullElse(database.getPassword(), ""));
        properties.setProperty("connectTimeout", patience);
        properties.setProperty("socketTimeout", patience);
        try (var connection = DriverManager.getConnection(database.getJdbcUrl(), properties);
                var statement = connection.createStatement()) {
            statement.execute("select 1");
            builder.status(Status.UP);
        } catch (SQLException away) {
            // Without the cause: it is said at each look, and who may look must not learn addresses and accounts.
            builder.status(Status.DOWN);
        }
    }
}
