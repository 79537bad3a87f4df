package cn.mingbai.core.outage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database twice a second, on a connection of its own, whether it is there. When it does not answer, nobody waits any
 * longer: connections that wait for an answer are cut, since a line that was interrupted has made mutes of them even when it
 * is whole again, and new ones are refused at once, until it answers on a new one.
 *
 * <p>A time limit on every statement instead would have to be so short that it ended what rightly takes a minute: a
 * recount, an export, a migration.
 */
final class DatabaseWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int CONNECT_MS = 2000;
    private static final int PATIENCE_S = 3;

    private final String url;
    private final Properties properties = new Properties();

    /** The connections behind those of the pool. */
    private final Set<Connection> given = Collections.newSetFromMap(new WeakHashMap<>());

    private final Thread thread;
    private @Nullable Connection own;
    private volatile boolean away;
    private volatile boolean closed;

    DatabaseWatch(String url, @Nullable String user, @Nullable String password) {
        this.url = url;
        properties.setProperty("user", user == null ? "" : user);
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_MS));
        properties.setProperty("socketTimeout", String.valueOf(PATIENCE_S * 1000));
        thread = Thread.ofVirtual().name("database-watch").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** Whether the database did not answer when it was asked last. */
    boolean isAway() {
        return away;
    }

    /** Remembers a connection, to be cut when the database goes away. */
    void gave(Connection connection) {
        synchronized (given) {
            given.add(connection);
        }
    }

    private void watch() {
        while (!closed) {
            var first = own == null;
            if (answers()) {
                back();
            } else {
                failed();
                if (!first) {
                    continue;
                }
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private boolean answers() {
        try {
            var connection = own;
            if (connection == null) {
                connection = DriverManager.getConnection(url, properties);
                own = connection;
            }
            if (connection.isValid(PATIENCE_S)) {
                return true;
            }
        } catch (SQLException gone) {
            // Counted by the caller.
        }
        forget();
        return false;
    }

    private void forget() {
        var connection = own;
        own = null;
        if (connection != null) {
            cut(List.of(connection));
        }
    }

    private void back() {
        if (away) {
            away = false;
            LOG.info("The database answers again.");
        }
    }

    private void failed() {
        if (closed) {
            return;
        }
        if (!away) {
            away = true;
            LOG.error("The database does not answer; its connections are cut and requests refused until it does.");
        }
        List<Connection> waiting;
        synchronized (given) {
            waiting = new ArrayList<>(given);
            given.clear();
        }
        cut(waiting);
    }

    /** Each by itself, because the driver first asks the server to end what the connection does, which is not there. */
    private static void cut(List<Connection> connections) {
        for (var connection : connections) {
            Thread.ofVirtual().start(() -> {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException gone) {
                    LOG.debug("A connection was gone before it was cut", gone);
                }
            });
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        forget();
    }
}
