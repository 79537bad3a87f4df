package cn.mingbai.courses.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts the part out of a text that answers, and marks in it what was asked for. */
final class Excerpt {

    private static final Pattern SENTENCE = Pattern.compile("[^。！？；\\n]*[。！？；\\n]?");
    private static final Pattern CLAUSE = Pattern.compile("[^，。！？；\\n]+");
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,2})(工作日|.{0,3})");
    private static final Pattern DATED =
            Pattern.compile("[0-9零〇一二三四五六七八九十百两半]+(个工作日|个月|天|日内|日前|日办|日、|日$|日(?=[^期常子报记])|年|小时)|次月|下月|当天|马上|立即|及时");
    private static final String[] NUMERALS = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    private static final int TEN = 10;

    private Excerpt() {}

    /** The part of about {@code length} characters that holds most of what was asked for, with it marked. */
    static List<Piece> of(String text, Question question, int length) {
        var words = written(question);
        var sentences = SENTENCE.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(sentence -> !sentence.isBlank())
                .toList();
        var best = 0;
        var most = -1.0;
        for (var i = 0; i < sentences.size(); i++) {
            var weight = weight(sentences.get(i), words, question.asksTime());
            if (weight > most) {
                most = weight;
                best = i;
            }
        }
        var first = best;
        var last = best;
        var size = sentences.isEmpty() ? 0 : sentences.get(best).length();
        // On to what follows, then back to what leads there, while there is room.
        while (size < length && (last + 1 < sentences.size() || first > 0)) {
            if (last + 1 < sentences.size() && (last - best <= best - first || first == 0)) {
                size += sentences.get(++last).length();
            } else {
                size += sentences.get(--first).length();
            }
        }
        var part = new StringBuilder(first > 0 ? "…" : "");
        for (var i = first; i <= last && i < sentences.size(); i++) {
            part.append(sentences.get(i).replace('\n', ' '));
        }
        var cut = part.toString().strip();
        if (cut.length() > 2 * length) {
            cut = cut.substring(0, cut.offsetByCodePoints(0, cut.codePointCount(0, 2 * length))) + "…";
        } else if (last + 1 < sentences.size()) {
            cut += "…";
        }
        return marked(cut, words);
    }

    /** The clauses that name a day or a span of time, at most {@code most}, those first that hold what was asked for. */
    static List<String> deadlines(String text, Question question, int most) {
        var words = written(question);
        record Clause(String text, double weight) {}
        return CLAUSE.matcher(text)
                .results()
                .map(found -> found.group().strip())
                .filter(clause -> DATED.matcher(clause).find())
                .distinct()
                .map(clause -> new Clause(clause, weight(clause, words, false)))
                .sorted((one, other) -> Double.compare(other.weight(), one.weight()))
                .limit(most)
                .map(Clause::text)
                .toList();
    }

    private static double weight(String sentence, Set<String> words, boolean asksTime) {
        var lower = sentence.toLowerCase(Locale.ROOT);
        var weight = words.stream()
                .filter(lower::contains)
                .mapToDouble(String::length)
                .sum();
        return asksTime && DATED.matcher(sentence).find() ? weight + 2 : weight;
    }

    static List<Piece> marked(String text, Question question) {
        return marked(text, written(question));
    }

    private static List<Piece> marked(String text, Set<String> words) {
        var lower = text.toLowerCase(Locale.ROOT);
        var marks = new BitSet(text.length());
        // Capitals of some scripts are longer than their small letters: then nothing is marked rather than the wrong
        // thing.
        if (lower.length() == text.length()) {
            for (var word : words) {
                for (var at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                    marks.set(at, at + word.length());
                }
            }
        }
        var pieces = new ArrayList<Piece>();
        for (var at = 0; at < text.length(); ) {
            var isMarked = marks.get(at);
            var end = isMarked ? marks.nextClearBit(at) : marks.nextSetBit(at);
            end = end < 0 ? text.length() : Math.min(end, text.length());
            pieces.add(new Piece(text.substring(at, end), isMarked));
            at = end;
        }
        return pieces;
    }

    /** What was asked for, in every way in which a text may write it: 7天 also as 七天. */
    private static Set<String> written(Question question) {
        var words = new LinkedHashSet<String>();
        for (var mark : question.marks()) {
            words.add(mark);
            QUANTITY.matcher(mark).results().forEach(found -> {
                var number = Integer.parseInt(found.group(1));
                var rest = mark.substring(found.end(1));
                var before = mark.substring(0, found.start());
                if (found.start() == 0) {
                    words.add(before + numeral(number) + rest);
                }
                if (rest.equals("工作日")) {
                    words.add(found.group(1) + "个工作日");
                    words.add(numeral(number) + "个工作日");
                } else if (rest.equals("天")) {
                    words.add(found.group(1) + "日");
                    words.add(numeral(number) + "日");
                }
            });
            if (mark.endsWith("%")) {
                words.add("百分之" + mark.replace("%", ""));
            }
        }
        return words;
    }

    private static String numeral(int number) {
        if (number < TEN) {
            return NUMERALS[number];
        }
        var tens = number / TEN == 1 ? "十" : NUMERALS[number / TEN] + "十";
        return number % TEN == 0 ? tens : tens + NUMERALS[number % TEN];
    }
}
