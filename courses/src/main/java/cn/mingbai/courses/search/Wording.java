package cn.mingbai.courses.search;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way of writing what people write in many: full-width as half-width, Chinese numbers before a unit as digits (七天 as
 * 7天, 三成 as 30%, 三分之二 as 2/3), capitals as small letters.
 */
final class Wording {

    private static final String NUMERALS = "零〇一二三四五六七八九十百千两";
    private static final String ANY = "[" + NUMERALS + "]";

    /** Units after which a word of numerals is a number; 第 before it and 款 or 项 after it make an article. */
    private static final List<String> UNITS = List.of(
            "个", "工作日", "条", "天", "日", "人", "名", "倍", "周岁", "岁", "元", "年", "月", "次", "级", "户", "款", "项", "点", "小时",
            "分钟", "口", "块", "万", "号", "步");

    /** What stands between the numbers of a list. */
    private static final String LISTING = "、和或至到";

    private static final Pattern SHARE = Pattern.compile("(" + ANY + "{1,3})分之(" + ANY + "{1,3})");
    private static final Pattern TENTHS = Pattern.compile("([一二三四五六七八九两])成(?!员|年|立|为|本|功|绩|因|套|分)");
    private static final Pattern DECIMAL = Pattern.compile("([零〇一二三四五六七八九十两])点([零〇一二三四五六七八九]{1,2})(?=倍|元|万|个)");
    private static final Pattern LISTED = Pattern.compile("(" + ANY + "{2,3})(?=(?:[" + LISTING + "]" + ANY + "{1,3})*["
            + LISTING + "][^、，。]{0,5}?" + ANY + "+(?:个|天|日|人|户|岁|元))");

    private static final int TENTH = 10;
    private static final int YEAR_DIGITS = 4;

    private Wording() {}

    /** The text in that one way. */
    static String normalised(String text) {
        var plain = spaced(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        // Looking for a form is slow, and most texts hold none: what it cannot be without is looked for first.
        if (plain.contains("分之")) {
            plain = SHARE.matcher(plain).replaceAll(match -> share(match.group(1), match.group(2), match.group()));
        }
        if (plain.indexOf('成') >= 0) {
            plain = TENTHS.matcher(plain).replaceAll(match -> value(match.group(1)) * TENTH + "%");
        }
        if (plain.indexOf('点') >= 0) {
            plain = DECIMAL.matcher(plain).replaceAll(match -> value(match.group(1)) + "." + digits(match.group(2)));
        }
        if (lists(plain)) {
            plain = LISTED.matcher(plain).replaceAll(match -> {
                var value = number(match.group(1));
                return Matcher.quoteReplacement(value == null ? match.group(1) : value);
            });
        }
        return numbered(plain).strip();
    }

    /** Every run of blanks and control characters as one blank. */
    private static String spaced(String text) {
        var spaced = new StringBuilder(text.length());
        var isBlank = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSpaceChar(c)) {
                isBlank = true;
            } else {
                if (isBlank) {
                    spaced.append(' ');
                    isBlank = false;
                }
                spaced.append(c);
            }
        }
        return isBlank ? spaced.append(' ').toString() : spaced.toString();
    }

    /** Whether a numeral stands before what parts the numbers of a list. */
    private static boolean lists(String text) {
        for (var i = 1; i < text.length(); i++) {
            if (LISTING.indexOf(text.charAt(i)) >= 0 && NUMERALS.indexOf(text.charAt(i - 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Numerals before a unit as digits. */
    private static String numbered(String text) {
        var numbered = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); ) {
            var end = i;
            while (end < text.length() && NUMERALS.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            if (end == i) {
                numbered.append(text.charAt(i++));
                continue;
            }
            var numerals = text.substring(i, end);
            var value = isUnitAt(text, end) ? number(numerals) : null;
            numbered.append(value == null ? numerals : value);
            i = end;
        }
        return numbered.toString();
    }

    private static boolean isUnitAt(String text, int at) {
        for (var unit : UNITS) {
            if (text.startsWith(unit, at)) {
                return true;
            }
        }
        return false;
    }

    private static String share(String whole, String part, String written) {
        var below = number(whole);
        var above = number(part);
        if (below == null || above == null) {
            return Matcher.quoteReplacement(written);
        }
        return "100".equals(below) ? above + "%" : above + "/" + below;
    }

    /** The number in digits, or null where the numerals are no number: 一二级 names two. */
    private static @org.jspecify.annotations.Nullable String number(String numerals) {
        if (numerals.codePoints().noneMatch(c -> "十百千".indexOf(c) >= 0)) {
            return numerals.length() == 1 || numerals.length() >= YEAR_DIGITS ? digits(numerals) : null;
        }
        var sum = 0;
        var digit = -1;
        for (var i = 0; i < numerals.length(); i++) {
            var c = numerals.charAt(i);
            var unit = "十百千".indexOf(c);
            if (unit < 0) {
                digit = value(String.valueOf(c));
            } else {
                sum += (digit < 0 ? 1 : digit) * (int) Math.pow(TENTH, unit + 1.0);
                digit = 0;
            }
        }
        return String.valueOf(sum + Math.max(digit, 0));
    }

    private static String digits(String numerals) {
        var digits = new StringBuilder();
        numerals.codePoints().forEach(c -> digits.append(value(Character.toString(c))));
        return digits.toString();
    }

    private static int value(String numeral) {
        return switch (numeral) {
            case "零", "〇" -> 0;
            case "两" -> 2;
            default -> "一二三四五六七八九十".indexOf(numeral) + 1;
        };
    }
}
