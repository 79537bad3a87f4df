package cn.mingbai.courses.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a normalised text is cut into: pairs of characters, words, groups of the glossary, and numbers with their units. */
final class Tokens {

    private static final Pattern QUANTITY = Pattern.compile(
            "(\\d{1,9}(?:\\.\\d{1,2})?)(个工作日|工作日|个月|小时|周岁|分钟|天|日|条|人|名|倍|%|岁|元|年|月|次|级|户|号|口|/\\d{1,3})");

    /** Numbers before another one that names the unit of all: 30、45和下放后的20个工作日. */
    private static final Pattern LISTED =
            Pattern.compile("((?:\\d{1,4}[、和或至到])+)[^\\d、，。]{0,5}\\d{1,4}(个工作日|个月|天|日|人|户|岁|元)");

    private static final int LONGEST_WORD = 64;

    private Tokens() {}

    /** Every two neighbours of a run of letters of no alphabet, a lone one by itself, and words of letters and digits. */
    static List<String> pairs(String normalised) {
        var tokens = new ArrayList<String>();
        runs(normalised, (run, isHan) -> {
            if (!isHan) {
                // An index takes no endless word.
                tokens.add(run.length() <= LONGEST_WORD ? run : run.substring(0, LONGEST_WORD));
                return;
            }
            var points = run.codePoints().toArray();
            if (points.length == 1) {
                tokens.add(run);
            }
            for (var i = 0; i + 1 < points.length; i++) {
                tokens.add(new String(points, i, 2));
            }
        });
        return tokens;
    }

    /** Every single letter of no alphabet: for a question of one character, such as 车 or 𠮷. */
    static List<String> singles(String normalised) {
        var tokens = new ArrayList<String>();
        runs(normalised, (run, isHan) -> {
            if (isHan) {
                run.codePoints().forEach(c -> tokens.add(Character.toString(c)));
            }
        });
        return tokens;
    }

    /** Words of two and more characters, by smartcn; it cannot take characters beyond the first plane. */
    static List<String> words(String normalised) {
        var plain = new StringBuilder(normalised.length());
        normalised.codePoints().forEach(c -> plain.appendCodePoint(Character.isBmpCodePoint(c) ? c : ' '));
        var tokens = SmartWords.of(plain.toString());
        // An index takes no endless word.
        tokens.removeIf(word -> word.length() > LONGEST_WORD);
        return tokens;
    }

    /** Numbers with their units, each in one way: 60日 and 60天 as 60天, 30个工作日 as 30工作日. */
    static List<String> quantities(String normalised) {
        var tokens = new ArrayList<String>();
        QUANTITY.matcher(normalised).results().forEach(found -> tokens.add(found.group(1) + unit(found.group(2))));
        LISTED.matcher(normalised).results().forEach(found -> {
            for (var number : found.group(1).split("[^0-9]+")) {
                tokens.add(number + unit(found.group(2)));
            }
        });
        return tokens;
    }

    private static String unit(String written) {
        return switch (written) {
            case "个工作日" -> "工作日";
            case "日", "号" -> "天";
            case "名", "口" -> "人";
            case "周岁" -> "岁";
            case "个月" -> "月";
            default -> written;
        };
    }

    /** Whether the text names a span of time or a day by a number. */
    static boolean namesTime(String normalised) {
        return QUANTITY.matcher(normalised).results().anyMatch(found -> switch (found.group(2)) {
            case "个工作日", "工作日", "个月", "天", "日", "小时" -> true;
            default -> false;
        });
    }

    private interface Sink {
        void run(String run, boolean isHan);
    }

    private static void runs(String text, Sink sink) {
        var run = new StringBuilder();
        var isHan = false;
        for (var i = 0; i < text.length(); ) {
            var c = text.codePointAt(i);
            var han = Character.isIdeographic(c);
            var word = han || Character.isLetterOrDigit(c);
            if (!run.isEmpty() && (!word || han != isHan)) {
                sink.run(run.toString(), isHan);
                run.setLength(0);
            }
            if (word) {
                run.appendCodePoint(c);
                isHan = han;
            }
            i += Character.charCount(c);
        }
        if (!run.isEmpty()) {
            sink.run(run.toString(), isHan);
        }
    }
}
