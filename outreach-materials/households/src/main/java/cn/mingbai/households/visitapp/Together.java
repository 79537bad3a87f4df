package cn.mingbai.households.visitapp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does together what is asked for at the same time. Whoever comes when nothing has begun lately begins at once; whoever
 * comes soon after something began, or while all places are taken, waits, and the next that begins takes all that waits, up
 * to a limit: so that under load many share one transaction, while one alone waits for nobody.
 *
 * @param <T> what is to be done
 */
final class Together<T> {

    private final int places;
    private final int most;
    private final long apart;
    private final Consumer<List<T>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition full = lock.newCondition();
    private final Deque<Asked<T>> waiting = new ArrayDeque<>();
    private int weightWaiting;
    private int taken;

    /** Whether somebody who has a place waits for others to come; all who come meanwhile go with them. */
    private boolean gathering;

    /** What may still come to who gathers. */
    private int room;

    private long begun;

    /**
     * Together.
     *
     * @param places how many groups are done at the same time
     * @param most the greatest weight of a group of more than one
     * @param apart how long after one group the next begins, unless as much waits as one group may hold
     * @param work does all of a group or nothing of it
     */
    Together(int places, int most, Duration apart, Consumer<List<T>> work) {
        this.places = places;
        this.most = most;
        this.apart = apart.toNanos();
        this.work = work;
        this.begun = System.nanoTime() - this.apart;
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
            if (taken < places && !gathering && waiting.isEmpty()) {
                call(asked);
            } else {
                waiting.addLast(asked);
                weightWaiting += weight;
                if (gathering && weightWaiting >= room) {
                    full.signal();
                }
            }
            while (!asked.called && !asked.done) {
                asked.turn.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        if (!asked.done) {
            lead(asked);
        }
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
        var group = gathered(asked);
        try {
            attempt(group);
        } finally {
            lock.lock();
            try {
                for (var each : group) {
                    each.done = true;
                    each.turn.signal();
                }
                taken--;
                callNext();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The group of whoever has a place, when its time has come. */
    private List<Asked<T>> gathered(Asked<T> asked) {
        var group = new ArrayList<Asked<T>>();
        group.add(asked);
        lock.lock();
        try {
            while (weightWaiting < room && awaited(begun + apart - System.nanoTime())) {
                // More may have come meanwhile.
            }
            gathering = false;
            begun = System.nanoTime();
            var weight = asked.weight;
            while (!waiting.isEmpty() && weight + waiting.getFirst().weight <= most) {
                var next = waiting.removeFirst();
                weight += next.weight;
                weightWaiting -= next.weight;
                group.add(next);
            }
            callNext();
        } finally {
            lock.unlock();
        }
        return group;
    }

    /** Waits so long or until as much has come as one group may hold; false when there is no time left. */
    private boolean awaited(long nanos) {
        try {
            return nanos > 0 && full.awaitNanos(nanos) > 0;
        } catch (InterruptedException stopping) {
            // What was asked for is done all the same, and at once.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives a free place to who waits longest, unless they go with somebody who gathers. */
    private void callNext() {
        if (taken < places && !gathering && !waiting.isEmpty()) {
            var next = waiting.removeFirst();
            weightWaiting -= next.weight;
            call(next);
            next.turn.signal();
        }
    }

    private void call(Asked<T> asked) {
        taken++;
        gathering = true;
        room = most - asked.weight;
        asked.called = true;
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
