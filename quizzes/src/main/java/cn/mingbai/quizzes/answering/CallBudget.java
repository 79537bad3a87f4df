package cn.mingbai.quizzes.answering;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bounds how often one token is used on this node: sixty calls at once, ten a second in the long run, which is ten times
 * what a page needs. A script that goes wild with its own token slows nobody else down.
 */
@Component
class CallBudget {

    static final int AT_ONCE = 60;
    private static final double PER_SECOND = 10;
    private static final int MANY = 50_000;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Left> left = new ConcurrentHashMap<>();

    @Autowired
    CallBudget() {
        this(System::nanoTime);
    }

    CallBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What was left at an instant. */
    private record Left(double calls, long at) {

        double now(long nanos) {
            return Math.min(AT_ONCE, calls + Math.max(0, nanos - at) / NANOS * PER_SECOND);
        }
    }

    /** Takes one call, or says that none is left. */
    boolean takes(String token) {
        var now = nanoTime.getAsLong();
        if (left.size() > MANY) {
            left.values().removeIf(one -> one.now(now) >= AT_ONCE);
        }
        var allowed = new boolean[1];
        left.compute(token, (key, before) -> {
            var calls = before == null ? AT_ONCE : before.now(now);
            allowed[0] = calls >= 1;
            return new Left(allowed[0] ? calls - 1 : calls, now);
        });
        return allowed[0];
    }
}
