package cn.mingbai.households.visitapp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does together what is asked for at the same time. Whoever comes when a place is free begins at once; whoever comes while
 * all places are taken waits, and the next free place does all that waits, up to a limit: so that under load many share one
 * transaction, and nobody waits for company.
 *
 * @param <T> what is to be done
 */
final class Together<T> {

    private final int places;
    private final int most;
    private final Consumer<List<T>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Asked<T>> waiting = new ArrayDeque<>();
    private int taken;

    /**
     * Together.
     *
     * @param places how many groups are done at the same time
     * @param most the greatest weight of a group of more than one
     * @param work does all of a group or nothing of it
     */
    Together(int places, int most, Consumer<List<T>> work) {
        this.places = places;
        this.most = most;
        this.work = work;
    }

    private static final class Asked<T> {
        private final T what;
        private final int weight;
        private final Condition turn;
        private boolean called;
        private boolean done;
        private @Nullable RuntimeException failed;

        Asked(T what, int weight, Condition turn) {
            this.what = what;
            this.weight = weight;
            this.turn = turn;
        }
    }

    /**
     * Does it, alone or with others; returns when it is done. When a group fails, each of it is tried alone, so that nobody
     * fails for another.
     *
     * @param weight how much it is
     */
    void doWith(T what, int weight) {
        var asked = new Asked<>(what, weight, lock.newCondition());
        lock.lock();
        try {
            if (taken < places && waiting.isEmpty()) {
                taken++;
                asked.called = true;
            } else {
                waiting.addLast(asked);
            }
            while (!asked.called && !asked.done) {
                asked.turn.awaitUninterruptibly();
            }
            if (asked.done) {
                throwIfFailed(asked);
                return;
            }
        } finally {
            lock.unlock();
        }
        lead(asked);
        throwIfFailed(asked);
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private static void throwIfFailed(Asked<?> asked) {
        if (asked.failed != null) {
            throw asked.failed;
        }
    }

    private void lead(Asked<T> asked) {
        var group = new ArrayList<Asked<T>>();
        group.add(asked);
        lock.lock();
        try {
            var weight = asked.weight;
            while (!waiting.isEmpty() && weight + waiting.getFirst().weight <= most) {
                var next = waiting.removeFirst();
                weight += next.weight;
                group.add(next);
            }
        } finally {
            lock.unlock();
        }
        try {
            attempt(group);
        } finally {
            lock.lock();
            try {
                for (var each : group) {
                    each.done = true;
                    each.turn.signal();
                }
                var next = waiting.pollFirst();
                if (next == null) {
                    taken--;
                } else {
                    next.called = true;
                    next.turn.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void attempt(List<Asked<T>> group) {
        try {
            work.accept(group.stream().map(each -> each.what).toList());
        } catch (RuntimeException failed) {
            if (group.size() == 1) {
                group.getFirst().failed = failed;
            } else {
                group.forEach(each -> attempt(List.of(each)));
            }
        }
    }
}
