package cn.mingbai.core.copies;

import cn.mingbai.core.access.Internal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Copies of what is read at every turn and seldom written, in this node's memory, followed by versions: whoever writes raises
 * the version of the topic in the same transaction, and a reader that is in a read-only snapshot uses what was read under the
 * version which that snapshot sees. So a copy is never older or newer than the reader's snapshot, on every node. Everybody
 * else reads anew, writers their own changes among them.
 *
 * @see "ADR 0055"
 */
@Component
@Internal
public class Copies {

    private final JdbcTemplate jdbc;

    Copies(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What changes together.
     *
     * @param name of at most 20 characters
     */
    public record Topic(String name) {}

    /**
     * Says in the caller's transaction that it changes something of a topic. The version is raised when it commits: until
     * then, nobody waits for it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void raise(Topic topic) {
        var raising = registered(Raising.class);
        if (raising == null) {
            raising = new Raising();
            TransactionSynchronizationManager.registerSynchronization(raising);
        }
        raising.topics.add(topic.name());
    }

    /** Whether the caller is in a read-only snapshot: everybody else reads anew. */
    public static boolean areUsed() {
        return CommittedReads.isSnapshot();
    }

    /** Copies by keys, of which the ones used last are kept. */
    public <K, V> Kept<K, V> kept(Topic topic, int most) {
        return new Kept<>(topic, most);
    }

    /** Raises versions in the order of their topics, so that two writers do not wait for each other. */
    private final class Raising implements TransactionSynchronization, Ordered {

        private final TreeSet<String> topics = new TreeSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            topics.forEach(topic -> jdbc.update(
                    "insert into copy_version (topic, version) values (?, 1)"
                            + " on duplicate key update version = version + 1",
                    topic));
        }

        // Before others that write, in the same order in every transaction.
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    /** What a read-only transaction has seen. */
    private static final class Seen implements TransactionSynchronization {

        private @Nullable Map<String, Long> versions;
        private final Map<Object, Object> answers = new HashMap<>();
    }

    private static Seen seen() {
        var seen = registered(Seen.class);
        if (seen == null) {
            seen = new Seen();
            TransactionSynchronizationManager.registerSynchronization(seen);
        }
        return seen;
    }

    /**
     * What was answered to the same question in this read-only snapshot, or what is read now: a question asked at every turn
     * is asked of the database once.
     *
     * @param question with what it depends on; its type says what is answered
     * @param reading reads it; what it answers must not be changed by anybody
     */
    @SuppressWarnings("unchecked")
    public static <V> V once(Object question, Supplier<V> reading) {
        if (!areUsed()) {
            return reading.get();
        }
        var answers = seen().answers;
        var known = answers.get(question);
        if (known == null) {
            known = Objects.requireNonNull(reading.get());
            answers.put(question, known);
        }
        return (V) known;
    }

    private long version(Topic topic) {
        var seen = seen();
        var versions = seen.versions;
        if (versions == null) {
            var read = new HashMap<String, Long>();
            jdbc.query("select topic, version from copy_version", row -> {
                read.put(row.getString(1), row.getLong(2));
            });
            versions = read;
            seen.versions = read;
        }
        return versions.getOrDefault(topic.name(), 0L);
    }

    // Of the transaction that is active; another one inside it has synchronizations of its own.
    private static <T> @Nullable T registered(Class<T> type) {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** Copies of one kind; safe for many threads. */
    public final class Kept<K, V> {

        private record Copy<V>(long version, V value) {}

        private final Topic topic;
        private final Map<K, Copy<V>> copies;

        private Kept(Topic topic, int most) {
            this.topic = topic;
            this.copies = new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Copy<V>> eldest) {
                    return size() > most;
                }
            };
        }

        /**
         * What is kept under a key, or what is read now and then kept.
         *
         * @param reading reads it, in the caller's transaction; what it answers must not be changed by anybody
         */
        public V get(K key, Supplier<V> reading) {
            if (!areUsed()) {
                return reading.get();
            }
            var version = version(topic);
            synchronized (copies) {
                var known = copies.get(key);
                if (known != null && known.version() == version) {
                    return known.value();
                }
            }
            var value = reading.get();
            synchronized (copies) {
                var known = copies.get(key);
                // A reader in an older snapshot does not take the place of a newer one's.
                if (known == null || known.version() < version) {
                    copies.put(key, new Copy<>(version, value));
                }
            }
            return value;
        }
    }
}
