package cn.mingbai.app.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How benches wait: until a moment, or until so much has been counted. */
final class Waiting {

    private Waiting() {}

    /** Waits until {@link System#nanoTime} says this or more. */
    static void until(long nanos) throws InterruptedException {
        for (var left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("while it waited for a moment");
            }
        }
    }

    /** A count that many threads raise, and that one may wait for; to be waited for costs those who raise it next to nothing. */
    static final class Count {

        private record Mark(int at, CountDownLatch reached) {}

        private final AtomicInteger value = new AtomicInteger();
        private volatile Mark mark = new Mark(Integer.MAX_VALUE, new CountDownLatch(1));

        int get() {
            return value.get();
        }

        void increment() {
            signal(value.incrementAndGet());
        }

        private void signal(int count) {
            var awaited = mark;
            if (count >= awaited.at) {
                awaited.reached.countDown();
            }
        }

        /** Waits until it has come to this or more. */
        void await(int at) throws InterruptedException {
            var awaited = new Mark(at, new CountDownLatch(1));
            mark = awaited;
            // It may have come so far before anybody knew that it is waited for.
            signal(value.get());
            awaited.reached.await();
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }
}
