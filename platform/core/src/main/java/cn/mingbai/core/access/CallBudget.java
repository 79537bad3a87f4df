package cn.mingbai.core.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Bounds how often something is done under one name on this node: so many at once, so many a second in the long run. */
public final class CallBudget {

    private static final int MANY = 50_000;
    private static final double NANOS = 1e9;

    private final double atOnce;
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Left> left = new ConcurrentHashMap<>();

    /**
     * A budget that nobody has drawn on yet.
     *
     * @param atOnce how many calls one name has when it was not seen for long, at least 1
     * @param perSecond how many are added a second, up to {@code atOnce}
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public CallBudget(double atOnce, double perSecond, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** What was left at an instant. */
    private record Left(double calls, long at) {}

    private double now(Left one, long nanos) {
        return Math.min(atOnce, one.calls + Math.max(0, nanos - one.at) / NANOS * perSecond);
    }

    /** Takes one call, or says that none is left. */
    public boolean takes(String name) {
        var nanos = nanoTime.getAsLong();
        if (left.size() > MANY) {
            left.values().removeIf(one -> now(one, nanos) >= atOnce);
        }
        var allowed = new boolean[1];
        left.compute(name, (key, before) -> {
            var calls = before == null ? atOnce : now(before, nanos);
            allowed[0] = calls >= 1;
            return new Left(allowed[0] ? calls - 1 : calls, nanos);
        });
        return allowed[0];
    }
}
