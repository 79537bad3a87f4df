package cn.mingbai.core.outage;

import cn.mingbai.core.error.NoRoom;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps the system from doing what was asked, although nothing is wrong with what was asked. */
enum Outage {

    /** The database does not answer: 503, try again. */
    DATABASE_AWAY(503, "core.error.page.database-away"),

    /** A disk is full: 507, somebody must make room. */
    DISK_FULL(507, NoRoom.KEY);

    private static final int DEPTH = 30;
    private static final String CONNECTION_STATE = "08";
    private static final int SHUTTING_DOWN = 1053;
    private static final int KILLED = 1927;

    /** MariaDB's: disk full, table full, error on write, no temporary file. */
    private static final Set<Integer> FULL = Set.of(1021, 1114, 1026, 3);

    /** What the pool says of a connection that broke before, when a transaction on it is rolled back; it gives no state. */
    private static final String BROKEN_BEFORE = "Connection is closed";

    private static final String NO_SPACE = "No space left on device";
    private static final String NO_SPACE_ERRNO = "rrcode: 28";

    private final int status;
    private final String key;

    Outage(int status, String key) {
        this.status = status;
        this.key = key;
    }

    int status() {
        return status;
    }

    /** The key of the sentence for whoever asked. */
    String key() {
        return key;
    }

    /** The outage behind a failure, if there is one. */
    static Optional<Outage> behind(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (var depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof NoRoom || cause instanceof SQLException sql && isFull(sql)) {
                return Optional.of(DISK_FULL);
            }
            if (cause instanceof SQLException sql && isAway(sql)) {
                return Optional.of(DATABASE_AWAY);
            }
            if (cause instanceof IOException && said(cause).contains(NO_SPACE)) {
                return Optional.of(DISK_FULL);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean isFull(SQLException failure) {
        return FULL.contains(failure.getErrorCode())
                || said(failure).contains(NO_SPACE)
                || said(failure).contains(NO_SPACE_ERRNO);
    }

    private static boolean isAway(SQLException failure) {
        var state = failure.getSQLState();
        return failure instanceof java.sql.SQLTransientConnectionException
                || failure instanceof java.sql.SQLNonTransientConnectionException
                || state != null && state.startsWith(CONNECTION_STATE)
                || failure.getErrorCode() == SHUTTING_DOWN
                || failure.getErrorCode() == KILLED
                || said(failure).equals(BROKEN_BEFORE);
    }

    private static String said(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? "" : message;
    }
}
