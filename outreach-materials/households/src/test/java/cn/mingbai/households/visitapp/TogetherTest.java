package cn.mingbai.households.visitapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private final ConcurrentLinkedQueue<List<Integer>> groups = new ConcurrentLinkedQueue<>();

    @Test
    void whoComesAloneIsDoneAlone() {
        var together = new Together<Integer>(1, 10, Duration.ZERO, groups::add);
        together.doWith(1, 1);
        together.doWith(2, 1);
        assertThat(groups).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComesWhileAllPlacesAreTakenIsDoneWithOthersUpToTheLimit() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var together = new Together<Integer>(1, 4, Duration.ZERO, group -> {
            groups.add(group);
            if (group.contains(0)) {
                begun.countDown();
                awaited(go);
            }
        });
        try (var threads = Executors.newFixedThreadPool(8)) {
            var running = new ArrayList<Future<?>>();
            running.add(threads.submit(() -> together.doWith(0, 1)));
            begun.await();
            for (var i = 1; i <= 6; i++) {
                var what = i;
                running.add(threads.submit(() -> together.doWith(what, 1)));
            }
            while (together.waiting() < 6) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (var each : running) {
                each.get();
            }
        }
        assertThat(groups).extracting(List::size).containsExactly(1, 4, 2);
        assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void whatIsHeavierThanTheLimitIsDoneAlone() {
        var together = new Together<Integer>(1, 4, Duration.ZERO, groups::add);
        together.doWith(1, 100);
        assertThat(groups).containsExactly(List.of(1));
    }

    @Test
    void whoComesSoonAfterAnotherWaitsForOthersUntilAsMuchHasComeAsOneGroupHolds() throws Exception {
        var together = new Together<Integer>(2, 4, Duration.ofHours(1), groups::add);
        together.doWith(0, 1);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var running = new ArrayList<Future<?>>();
            for (var i = 1; i <= 3; i++) {
                var what = i;
                running.add(threads.submit(() -> together.doWith(what, 1)));
            }
            while (together.waiting() < 2) {
                Thread.onSpinWait();
            }
            assertThat(groups).containsExactly(List.of(0));
            running.add(threads.submit(() -> together.doWith(4, 1)));
            for (var each : running) {
                each.get();
            }
        }
        assertThat(groups).extracting(List::size).containsExactly(1, 4);
        assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void whoComesLaterDoesNotWait() {
        var together = new Together<Integer>(1, 4, Duration.ofMillis(1), groups::add);
        for (var i = 0; i < 20; i++) {
            together.doWith(i, 1);
        }
        assertThat(groups).hasSize(20);
    }

    @Test
    void nobodyFailsForAnother() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var done = new AtomicInteger();
        var together = new Together<Integer>(1, 10, Duration.ZERO, group -> {
            if (group.contains(0)) {
                begun.countDown();
                awaited(go);
            }
            if (group.contains(3)) {
                throw new IllegalStateException("three");
            }
            done.addAndGet(group.size());
        });
        try (var threads = Executors.newFixedThreadPool(8)) {
            var running = new ArrayList<Future<?>>();
            running.add(threads.submit(() -> together.doWith(0, 1)));
            begun.await();
            for (var i = 1; i <= 4; i++) {
                var what = i;
                running.add(threads.submit(() -> together.doWith(what, 1)));
            }
            while (together.waiting() < 4) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (var i = 0; i <= 4; i++) {
                var each = running.get(i);
                if (i == 3) {
                    assertThatThrownBy(each::get).hasRootCauseMessage("three");
                } else {
                    each.get();
                }
            }
        }
        assertThat(done).hasValue(4);
        together.doWith(9, 1);
        assertThat(done).hasValue(5);
    }

    @Test
    void thousandsFromManyThreadsAreEachDoneOnce() throws Exception {
        var done = new ConcurrentLinkedQueue<Integer>();
        var together = new Together<Integer>(2, 7, Duration.ZERO, done::addAll);
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var i = 0; i < 16; i++) {
                var first = i * 500;
                running.add(threads.submit(() -> {
                    for (var what = first; what < first + 500; what++) {
                        together.doWith(what, 1 + what % 3);
                    }
                }));
            }
            for (var each : running) {
                each.get();
            }
        }
        assertThat(done).hasSize(8000).doesNotHaveDuplicates();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
