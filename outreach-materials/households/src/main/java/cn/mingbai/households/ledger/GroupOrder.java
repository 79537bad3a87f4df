package cn.mingbai.households.ledger;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of groups (组) as people count them: 一组, 2组, 三组, 十组, 十一组, then 3号楼1单元 before 3号楼2单元. Numerals of
 * either script count by value; a Chinese numeral counts only before a word for a unit or at the end, so that 万家屯 and
 * 十里堡 stay words. A missing group comes last.
 */
final class GroupOrder {

    static final int LENGTH = 255;

    private static final Pattern NUMERAL = Pattern.compile("\\d+|[零〇一二三四五六七八九十百两廿]+(?=[组社队屯号栋幢楼单元室层网片区]|$)");
    private static final String DIGITS = "零一二三四五六七八九";

    private GroupOrder() {}

    /** A key whose order by code points is the order of the groups. */
    static String key(String group) {
        var text = Normalizer.normalize(group.strip(), Normalizer.Form.NFKC);
        if (text.isEmpty()) {
            return "~";
        }
        var key = new StringBuilder();
        var matcher = NUMERAL.matcher(text);
        var end = 0;
        while (matcher.find()) {
            words(key, text.substring(end, matcher.start()));
            key.append(String.format("0%09d", value(matcher)));
            end = matcher.end();
        }
        words(key, text.substring(end));
        return key.length() <= LENGTH ? key.toString() : key.substring(0, LENGTH);
    }

    private static void words(StringBuilder key, String words) {
        if (!words.isEmpty()) {
            key.append('1').append(words);
        }
    }

    private static int value(Matcher numeral) {
        var text = numeral.group();
        if (Character.isDigit(text.charAt(0))) {
            return text.length() > 9 ? 999_999_999 : Integer.parseInt(text);
        }
        return chinese(text);
    }

    private static int chinese(String text) {
        var total = 0;
        var digit = 0;
        for (var i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '百' -> {
                    total += Math.max(digit, 1) * 100;
                    digit = 0;
                }
                case '十' -> {
                    total += Math.max(digit, 1) * 10;
                    digit = 0;
                }
                case '廿' -> {
                    total += 20;
                    digit = 0;
                }
                case '两' -> digit = 2;
                case '〇' -> digit = digit * 10;
                // 一二 without 十 is read digit by digit, as on door plates.
                default -> digit = digit * 10 + DIGITS.indexOf(text.charAt(i));
            }
        }
        return Math.min(total + digit, 999_999_999);
    }
}
