package cn.mingbai.core.identity;

import cn.mingbai.core.error.RuleViolation;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id (19 MiB, two passes, one lane) on threads of their own, one for two processors, so that a
 * morning's log-ins leave the other half to everybody else.
 */
@Component
class Passwords {

    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    // Each holds a thread that answers requests: fewer than half of them, so that who is answering a test is never kept
    // waiting by a morning of log-ins. server.tomcat.threads.max is 400.
    private static final int WAITING = 150;

    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 128;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("argon2-", 1).daemon().factory());

    // Verified against when there is no such account, so that answering takes as long as for a real one. The start does
    // not
    // wait for it.
    private final CompletableFuture<String> nobody =
            CompletableFuture.supplyAsync(() -> argon2.encode("nobody's password"));

    /** The hash of a new password. */
    String hash(String password) {
        return onThreads(() -> argon2.encode(password));
    }

    /** Whether the password fits; takes equally long for a null hash, and says no. */
    boolean matches(String password, @org.jspecify.annotations.Nullable String hash) {
        if (password.length() > MAX_LENGTH) {
            return false;
        }
        var fits = onThreads(() -> argon2.matches(password, hash == null ? nobody.join() : hash));
        return fits && hash != null;
    }

    /** How many hashes were computed so far; for tests. */
    long computed() {
        return threads.getCompletedTaskCount();
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private <T> T onThreads(java.util.concurrent.Callable<T> work) {
        try {
            return threads.submit(work).get(60, TimeUnit.SECONDS);
        } catch (RejectedExecutionException full) {
            throw new RuleViolation("core.identity.busy");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RuleViolation("core.identity.busy");
        } catch (ExecutionException | java.util.concurrent.TimeoutException failed) {
            throw new IllegalStateException("expected Argon2id to answer", failed);
        }
    }
}
