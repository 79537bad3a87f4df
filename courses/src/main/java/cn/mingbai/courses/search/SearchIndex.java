package cn.mingbai.courses.search;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.search.SearchChanges;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * This node's index: looked after by one thread in the background, from the start of the application on. It is built anew
 * when it is missing, damaged, of an older form, or older than the data; meanwhile the one before answers, if there is one.
 *
 * @see "ADR 0023"
 */
@Component
@Internal
class SearchIndex implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** How often it looks whether the data has changed, here or on another node. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** How often the files are read to their end, in case the disk spoils them under a running node. */
    private static final Duration VERIFY = Duration.ofMinutes(30);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final List<SearchDocuments> documents;
    private final Path path;
    private final Glossary glossary = Glossary.shipped();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private final Condition settled = lock.newCondition();

    private volatile IndexFolder.@Nullable Open current;
    private boolean isCalled;
    private boolean isDamaged;
    private boolean isStopping;
    private long rounds;
    private long verifiedAt = System.nanoTime();
    private @Nullable Thread thread;

    SearchIndex(List<SearchDocuments> documents, @Value("${mingbai.data}") Path data) {
        this.documents = documents.stream()
                .sorted(Comparator.comparing(one -> one.getClass().getName()))
                .toList();
        this.path = data.resolve("search");
    }

    /** Reads from an open index. */
    interface Reading<T> {
        T from(PassageIndex index) throws IOException;
    }

    Glossary glossary() {
        return glossary;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        lock.lock();
        try {
            if (thread == null) {
                isStopping = false;
                isCalled = true;
                thread = Thread.ofPlatform().name("search-index").daemon().start(this::lookAfter);
            }
        } finally {
            lock.unlock();
        }
    }

    @EventListener(SearchChanges.Changed.class)
    void changed() {
        lock.lock();
        try {
            isCalled = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the index answers, or nothing while there is none. A damage that shows while reading answers nothing either, and
     * the index is built anew.
     */
    <T> Optional<T> read(Reading<T> reading) {
        var open = current;
        // One that was just replaced is closed: the next one is there already.
        while (open != null && !open.index().retain()) {
            open = current == open ? null : current;
        }
        if (open == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.from(open.index()));
        } catch (IOException | RuntimeException | InternalError | AssertionError | OutOfMemoryError damaged) {
            // Under -ea, as in tests, Lucene asserts of spoilt postings what otherwise ends in an exception or
            // nonsense. For a spoilt length it asks for more memory than there is, and gets none of it.
            LOG.warn("The search index in {} cannot be read: it is built anew.", open.path(), damaged);
            damaged();
            return Optional.empty();
        } finally {
            release(open.index());
        }
    }

    private static void release(PassageIndex index) {
        try {
            index.release();
        } catch (IOException failed) {
            LOG.warn("A search index could not be closed.", failed);
        }
    }

    private void damaged() {
        lock.lock();
        try {
            isDamaged = true;
            isCalled = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What the caller may find besides what everybody may. */
    Set<String> readable(Caller caller) {
        var readable = new HashSet<String>();
        documents.forEach(one -> readable.addAll(one.readable(caller)));
        return readable;
    }

    /** Waits until the index is that of the data as it is now. */
    void awaitFresh(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            // A round that runs already may have read the data before; the one after it has not.
            var wanted = rounds + 2;
            var left = longest.toNanos();
            while (rounds < wanted && left > 0) {
                isCalled = true;
                called.signalAll();
                left = settled.awaitNanos(left);
            }
            if (rounds < wanted) {
                throw new IllegalStateException("the search index was not ready within " + longest);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lookAfter() {
        try (var folder = IndexFolder.at(path, glossary)) {
            current = folder.open().orElse(null);
            while (true) {
                var wait = LOOK;
                try {
                    refresh(folder);
                } catch (IOException | RuntimeException failed) {
                    LOG.error("The search index could not be built: it is tried again in a moment.", failed);
                    wait = AFTER_FAILURE;
                }
                if (!goOn(wait)) {
                    return;
                }
            }
        } catch (IOException failed) {
            LOG.warn("The folder of the search index could not be closed.", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            var open = current;
            current = null;
            if (open != null) {
                IndexFolder.close(open.index());
            }
        }
    }

    private boolean goOn(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            rounds++;
            settled.signalAll();
            var left = wait.toNanos();
            while (!isCalled && !isStopping && left > 0) {
                left = called.awaitNanos(left);
            }
            isCalled = false;
            return !isStopping;
        } finally {
            lock.unlock();
        }
    }

    private void refresh(IndexFolder folder) throws IOException {
        var open = current;
        var stamp = stamp();
        var isDamagedNow = takeDamage();
        if (open != null && !isDamagedNow && open.stamp().equals(stamp) && isWhole(open)) {
            return;
        }
        var start = System.nanoTime();
        var built = folder.build(stamp, this::readAll);
        current = built;
        if (open != null) {
            IndexFolder.close(open.index());
        }
        folder.removeOthers(built.path());
        LOG.info(
                "The search index holds {} passages, built in {} ms.",
                built.index().size(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private boolean takeDamage() {
        lock.lock();
        try {
            var was = isDamaged;
            isDamaged = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWhole(IndexFolder.Open open) {
        if (System.nanoTime() - verifiedAt < VERIFY.toNanos()) {
            return true;
        }
        verifiedAt = System.nanoTime();
        try {
            open.index().verify();
            return true;
        } catch (IOException damaged) {
            LOG.warn("The search index in {} is not whole any more: it is built anew.", open.path(), damaged);
            return false;
        }
    }

    private void readAll(Consumer<SearchPassage> passages) {
        documents.forEach(one -> one.read(passages));
    }

    private String stamp() {
        var stamp = new StringBuilder().append(PassageFields.FORM).append('\n').append(glossary.digest());
        documents.forEach(one -> stamp.append('\n')
                .append(one.getClass().getSimpleName())
                .append(' ')
                .append(one.stamp()));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(stamp.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    /** Stops looking after it and closes it; {@link #start} begins again. */
    @Override
    public void destroy() {
        Thread running;
        lock.lock();
        try {
            isStopping = true;
            running = thread;
            thread = null;
            called.signalAll();
        } finally {
            lock.unlock();
        }
        if (running == null) {
            return;
        }
        try {
            running.join(Duration.ofSeconds(STOP_SECONDS));
            if (running.isAlive()) {
                running.interrupt();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static final int STOP_SECONDS = 5;
}
