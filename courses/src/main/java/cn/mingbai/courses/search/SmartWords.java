package cn.mingbai.courses.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.cn.smart.CharType;
import org.apache.lucene.analysis.cn.smart.Utility;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a normalised text into the words into which smartcn cuts it: by its dictionary of words and of neighbours, along the
 * likeliest way through each sentence. Only the looking up is another one, because nearly all of the time in which an index
 * is built goes into this. One object cuts one text.
 *
 * @see org.apache.lucene.analysis.cn.smart.hhmm.HHMMSegmenter
 */
final class SmartWords {

    /** As much is looked at in one go, as smartcn does; a longer sentence is cut here. */
    private static final int CHUNK = 1024;

    private static final int FEW = 128;
    private static final double SMOOTH = 0.1;
    private static final double TINY = 1.0 / Utility.MAX_FREQUENCE;

    private static final BreakIterator SENTENCES = BreakIterator.getSentenceInstance(Locale.ROOT);

    /** Read when the first text is cut. */
    private static final class Shipped {
        private static final SmartDictionary DICTIONARY = SmartDictionary.read();
    }

    private final SmartDictionary dictionary = Shipped.DICTIONARY;
    private final List<String> found = new ArrayList<>();

    private String sentence = "";
    private int[] types = new int[FEW];
    /** For each place the first of the words that begin there or, where none does, behind it. */
    private int[] firsts = new int[FEW];

    /** The words that could be in the sentence, in the order of their beginnings. */
    private int count;

    private int[] starts = new int[FEW];
    private int[] ends = new int[FEW];
    private int[] frequencies = new int[FEW];
    /** What a word is looked up as; null where that is the word itself. */
    private char[] @Nullable [] likes = new char[FEW] @Nullable [];

    private double[] costs = new double[FEW];
    private int[] befores = new int[FEW];

    private SmartWords() {}

    /** The words of two and more characters, in their order. */
    static List<String> of(String normalised) {
        var words = new SmartWords();
        var sentences = (BreakIterator) SENTENCES.clone();
        for (var at = 0; at < normalised.length(); at += CHUNK) {
            var chunk = normalised.substring(at, Math.min(normalised.length(), at + CHUNK));
            sentences.setText(chunk);
            var start = sentences.first();
            for (var end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
                words.cut(chunk.substring(start, end));
                start = end;
            }
        }
        return words.found;
    }

    private void cut(String next) {
        sentence = next;
        count = 0;
        if (types.length < sentence.length() + 2) {
            types = new int[sentence.length() + 2];
            firsts = new int[types.length];
        }
        for (var i = 0; i < sentence.length(); i++) {
            types[i] = Utility.getCharType(sentence.charAt(i));
        }
        candidates();
        for (var word = 0; word < count - 1; word++) {
            follow(word);
        }
        var at = found.size();
        for (var word = befores[count - 1]; word > 0; word = befores[word]) {
            var written = written(word);
            if (written.length() > 1) {
                found.add(at, written);
            }
        }
    }

    private String written(int word) {
        var part = sentence.substring(starts[word], ends[word]);
        return part.indexOf(' ') < 0 ? part : part.replace(" ", "");
    }

    private void candidates() {
        Arrays.fill(firsts, 0, sentence.length() + 1, -1);
        add(-1, 0, dictionary.frequency(Utility.START_CHAR_ARRAY), Utility.START_CHAR_ARRAY);
        for (var i = 0; i < sentence.length(); ) {
            i = switch (types[i]) {
                case CharType.SPACE_LIKE -> i + 1;
                case CharType.HANZI -> hanFrom(i);
                case CharType.LETTER -> runFrom(i, Utility.STRING_CHAR_ARRAY);
                case CharType.DIGIT -> runFrom(i, Utility.NUMBER_CHAR_ARRAY);
                case CharType.DELIMITER -> add(i, i + 1, Utility.MAX_FREQUENCE, null);
                case CharType.SURROGATE -> add(i, i + 1, 0, null);
                default -> add(i, i + 1, dictionary.frequency(Utility.STRING_CHAR_ARRAY), Utility.STRING_CHAR_ARRAY);
            };
        }
        add(
                sentence.length(),
                sentence.length() + 1,
                dictionary.frequency(Utility.END_CHAR_ARRAY),
                Utility.END_CHAR_ARRAY);
        for (var i = sentence.length() - 1; i >= 0; i--) {
            firsts[i] = firsts[i] < 0 ? firsts[i + 1] : firsts[i];
        }
    }

    /** Every word that begins with this character; blanks between characters do not part them. */
    private int hanFrom(int start) {
        var node = dictionary.child(SmartDictionary.ROOT, sentence.charAt(start));
        add(start, start + 1, Math.max(0, dictionary.frequency(node)), null);
        var end = start + 1;
        while (node >= 0) {
            while (end < sentence.length() && types[end] == CharType.SPACE_LIKE) {
                end++;
            }
            if (end == sentence.length() || types[end] != CharType.HANZI) {
                break;
            }
            node = dictionary.child(node, sentence.charAt(end++));
            if (dictionary.frequency(node) >= 0) {
                add(start, end, dictionary.frequency(node), null);
            }
        }
        return start + 1;
    }

    private int runFrom(int start, char[] like) {
        var end = start + 1;
        while (end < sentence.length() && types[end] == types[start]) {
            end++;
        }
        return add(start, end, dictionary.frequency(like), like);
    }

    private int add(int start, int end, int frequency, char @Nullable [] like) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            frequencies = Arrays.copyOf(frequencies, 2 * count);
            likes = Arrays.copyOf(likes, 2 * count);
            costs = Arrays.copyOf(costs, 2 * count);
            befores = Arrays.copyOf(befores, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        frequencies[count] = frequency;
        likes[count] = like;
        costs[count] = count == 0 ? 0 : Double.MAX_VALUE;
        befores[count] = 0;
        if (start >= 0 && firsts[start] < 0) {
            firsts[start] = count;
        }
        count++;
        return end;
    }

    /** Goes on from a word to each that can stand behind it, if that is the likeliest way there so far. */
    private void follow(int word) {
        var hash = SmartDictionary.hash(hash(SmartDictionary.NOTHING, word), SmartDictionary.BETWEEN);
        var apart = cost(frequencies[word], 0);
        var next = firsts[ends[word]];
        for (var start = starts[next]; next < count && starts[next] == start; next++) {
            var together = dictionary.together(hash(hash, next));
            var cost = costs[word] + (together == 0 ? apart : cost(frequencies[word], together));
            if (cost < costs[next]) {
                costs[next] = cost;
                befores[next] = word;
            }
        }
    }

    /** How unlikely it is that a word of this frequency is followed by one beside which it stood so often. */
    private static double cost(double frequency, int together) {
        return -Math.log(SMOOTH * (1.0 + frequency) / (Utility.MAX_FREQUENCE + 0.0)
                + (1.0 - SMOOTH) * ((1.0 - TINY) * together / (1.0 + frequency) + TINY));
    }

    private long hash(long before, int word) {
        var hash = before;
        var like = likes[word];
        if (like != null) {
            for (var c : like) {
                hash = SmartDictionary.hash(hash, c);
            }
            return hash;
        }
        for (var i = starts[word]; i < ends[word]; i++) {
            if (types[i] != CharType.SPACE_LIKE) {
                hash = SmartDictionary.hash(hash, sentence.charAt(i));
            }
        }
        return hash;
    }
}
