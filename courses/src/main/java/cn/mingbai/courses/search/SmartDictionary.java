package cn.mingbai.courses.search;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.analysis.cn.smart.hhmm.HHMMSegmenter;

/**
 * The dictionary that smartcn ships: how often a word was seen, and how often two words were seen beside each other. It is
 * read from the library's own files into tables that are half empty: in the library's table of neighbours, nine tenths
 * full, a pair that is not there is looked for in dozens of places, and most pairs are not there.
 */
final class SmartDictionary {

    /** The beginning of every word. */
    static final int ROOT = 0;

    /** Stands between two words whose hash is asked for. */
    static final char BETWEEN = '@';

    /** The hash of no character. */
    static final long NOTHING = 0xcbf29ce484222325L;

    private static final long PRIME = 1_099_511_628_211L;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int LOW = 0xff;
    private static final int FIRST_NODES = 1 << 16;

    private final Table children;
    private final Table pairs;
    private int[] frequencies = new int[FIRST_NODES];
    private int nodes = 1;

    private SmartDictionary(
            char[] firsts, short[] places, char[][][] words, int[][] seen, long[] hashes, int[] beside) {
        children = new Table(Arrays.stream(words)
                .filter(Objects::nonNull)
                .mapToInt(list -> 2 * list.length)
                .sum());
        frequencies[ROOT] = -1;
        for (var i = 0; i < firsts.length; i++) {
            if (firsts[i] != 0) {
                var rests = words[places[i]];
                // A first one is a beginning even where no word follows.
                var first = grow(ROOT, firsts[i]);
                for (var j = 0; j < rests.length; j++) {
                    var node = first;
                    for (var c : rests[j] == null ? new char[0] : rests[j]) {
                        node = grow(node, c);
                    }
                    frequencies[node] = seen[places[i]][j];
                }
            }
        }
        pairs = new Table(hashes.length);
        for (var i = 0; i < hashes.length; i++) {
            if (hashes[i] != 0) {
                pairs.put(hashes[i], beside[i]);
            }
        }
    }

    static SmartDictionary read() {
        try (var words = open("coredict.mem");
                var pairs = open("bigramdict.mem")) {
            var places = (short[]) words.readObject();
            var firsts = (char[]) words.readObject();
            return new SmartDictionary(
                    firsts,
                    places,
                    (char[][][]) words.readObject(),
                    (int[][]) words.readObject(),
                    (long[]) pairs.readObject(),
                    (int[]) pairs.readObject());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected the dictionary of smartcn on the class path", unreadable);
        } catch (ClassNotFoundException other) {
            throw new IllegalStateException("expected the dictionary of smartcn to be arrays of numbers", other);
        }
    }

    private static ObjectInputStream open(String name) throws IOException {
        var file = HHMMSegmenter.class.getResourceAsStream(name);
        if (file == null) {
            throw new IOException("no " + name);
        }
        var stream = new ObjectInputStream(file);
        stream.setObjectInputFilter(SmartDictionary::onlyNumbers);
        return stream;
    }

    private static ObjectInputFilter.Status onlyNumbers(ObjectInputFilter.FilterInfo info) {
        var type = info.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        while (type.isArray()) {
            type = type.componentType();
        }
        return type.isPrimitive() ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    private int grow(int node, char c) {
        var there = child(node, c);
        if (there >= 0) {
            return there;
        }
        if (nodes == frequencies.length) {
            frequencies = Arrays.copyOf(frequencies, 2 * nodes);
        }
        frequencies[nodes] = -1;
        children.put(key(node, c), nodes);
        return nodes++;
    }

    private static long key(int node, char c) {
        return (((long) node << Character.SIZE) | c) + 1;
    }

    /** Where one comes from {@code node} by one more character; -1 where no word begins like that. */
    int child(int node, char c) {
        return children.get(key(node, c), -1);
    }

    /** How often the word that ends at {@code node} was seen; -1 where none ends, or there is no node. */
    int frequency(int node) {
        return node < 0 ? -1 : frequencies[node];
    }

    /** How often a word was seen; 0 for what is none. */
    int frequency(char[] word) {
        var node = ROOT;
        for (var i = 0; i < word.length && node >= 0; i++) {
            node = child(node, word[i]);
        }
        return Math.max(0, frequency(node));
    }

    /** How often two words stood beside each other, by the hash of both with {@link #BETWEEN} between them. */
    int together(long hash) {
        return pairs.get(hash, 0);
    }

    /** The hash of what {@code before} is the hash of, with one more character. */
    static long hash(long before, char c) {
        var half = (before ^ (c & LOW)) * PRIME;
        return (half ^ (c >> Byte.SIZE)) * PRIME;
    }

    /** Numbers by keys that are not 0, at most half full. */
    private static final class Table {
        private final long[] keys;
        private final int[] values;
        private final int shift;

        Table(int most) {
            var bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * most);
            keys = new long[1 << bits];
            values = new int[1 << bits];
            shift = Long.SIZE - bits;
        }

        /** Of two under one key the first stays. */
        void put(long key, int value) {
            var at = at(key);
            if (keys[at] == 0) {
                keys[at] = key;
                values[at] = value;
            }
        }

        int get(long key, int none) {
            var at = at(key);
            return keys[at] == 0 ? none : values[at];
        }

        private int at(long key) {
            var at = (int) ((key * SPREAD) >>> shift);
            while (keys[at] != 0 && keys[at] != key) {
                at = (at + 1) & (keys.length - 1);
            }
            return at;
        }
    }
}
