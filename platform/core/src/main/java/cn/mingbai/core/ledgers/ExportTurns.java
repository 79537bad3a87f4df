package cn.mingbai.core.ledgers;

import cn.mingbai.core.error.Conflict;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ledgers are made two at a time on a node, whoever asks: each reads a whole unit and keeps a processor and a connection busy.
 * The others wait in the order in which they came, before they have taken a connection, and are told when it takes too long.
 */
public final class ExportTurns {

    /** How many are made at the same time. */
    public static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Semaphore TURNS = new Semaphore(AT_ONCE, true);

    private ExportTurns() {}

    /**
     * Makes an export when it is its turn.
     *
     * @throws Conflict when two others are still being made after a minute
     */
    public static <T> T inTurn(Supplier<T> export) {
        return inTurn(export, PATIENCE);
    }

    static <T> T inTurn(Supplier<T> export, Duration patience) {
        if (!taken(patience)) {
            throw new Conflict("core.export.busy", AT_ONCE);
        }
        try {
            return export.get();
        } finally {
            TURNS.release();
        }
    }

    private static boolean taken(Duration patience) {
        try {
            return TURNS.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
