package cn.mingbai.core.operating;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A reading for gauges that is taken at most every ten seconds, however many gauges show a part of it and however often
 * somebody asks. What cannot be read is no number, and is not tried again sooner: a database that is away must not hold
 * up each figure on its own.
 */
public final class Sampled<T> {

    private static final long AGE = Duration.ofSeconds(10).toNanos();

    private final Supplier<T> source;
    private @Nullable T value;
    private long taken;
    private boolean tried;

    /** Readings of {@code source}, which may fail. */
    public Sampled(Supplier<T> source) {
        this.source = source;
    }

    /** A part of the reading, or not a number when there is none. */
    public synchronized double number(ToDoubleFunction<T> part) {
        var now = System.nanoTime();
        if (!tried || now - taken > AGE) {
            try {
                value = source.get();
            } catch (RuntimeException unreadable) {
                value = null;
            }
            tried = true;
            taken = System.nanoTime();
        }
        return value == null ? Double.NaN : part.applyAsDouble(value);
    }
}
