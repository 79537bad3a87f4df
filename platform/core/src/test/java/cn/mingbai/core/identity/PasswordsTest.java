package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.error.RuleViolation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    /** As many as there are threads that answer requests: server.tomcat.threads.max. */
    private static final int REQUEST_THREADS = 400;

    @Test
    void aMorningOfLogInsNeverHoldsHalfOfTheThreadsThatAnswer() throws Exception {
        var passwords = new Passwords();
        var hash = passwords.hash("password");
        var refused = new AtomicInteger();
        var answered = new AtomicInteger();
        var ready = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < REQUEST_THREADS; i++) {
                threads.submit(() -> {
                    ready.await();
                    try {
                        assertThat(passwords.matches("password", hash)).isTrue();
                        answered.incrementAndGet();
                    } catch (RuleViolation busy) {
                        assertThat(busy.key()).isEqualTo("core.identity.busy");
                        refused.incrementAndGet();
                    }
                    return true;
                });
            }
            ready.countDown();
        } finally {
            passwords.stop();
        }
        assertThat(answered.get() + refused.get()).isEqualTo(REQUEST_THREADS);
        assertThat(answered.get()).as("whoever waits is answered").isPositive();
        assertThat(refused.get()).as("the others are told at once").isGreaterThan(REQUEST_THREADS / 2);
    }
}
