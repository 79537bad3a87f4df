package cn.mingbai.materials.texts;

import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.settings.SettingKey.Form;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Local values as they are read out: amounts as numbers, phones digit by digit with 幺 for one, years digit by digit. */
final class SpokenValues {

    private static final Pattern AMOUNT = Pattern.compile("(\\d+)(?:\\.(\\d+))?元/(月|年)(.*)");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})年");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern GROUPS = Pattern.compile("[0-9]+");
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] UNITS = {"", "十", "百", "千"};
    private static final int LONGEST_NUMBER = 8;

    private SpokenValues() {}

    /** A text without the marks of values that are nobody's real ones: they are seen, not read. */
    static String withoutDemoMark(String text) {
        return text.replace("（演示值）", "");
    }

    /** The same values, spoken. */
    static Map<String, String> of(Map<String, String> values) {
        var spoken = new TreeMap<String, String>();
        values.forEach((key, value) -> spoken.put(key, spoken(key, value)));
        return spoken;
    }

    private static String spoken(String key, String value) {
        var form = key.equals(LeafletValues.OUTREACH_PHONE)
                ? Form.PHONE
                : SettingKey.of(key).map(SettingKey::form).orElse(Form.TEXT);
        return switch (form) {
            case PHONE -> phone(value);
            case YUAN -> amount(value);
            case TEXT, PERCENT, SWITCH -> text(value);
        };
    }

    private static String phone(String value) {
        return GROUPS.matcher(value)
                .replaceAll(found -> digits(found.group()).replace('一', '幺'))
                .replace("-", "，");
    }

    private static String amount(String value) {
        var parts = AMOUNT.matcher(value);
        if (!parts.matches()) {
            return text(value);
        }
        var yuan = number(parts.group(1)) + (parts.group(2) == null ? "" : "点" + digits(parts.group(2)));
        return "每人每" + parts.group(3) + yuan + "元" + parts.group(4);
    }

    private static String text(String value) {
        var years = YEAR.matcher(value).replaceAll(found -> digits(found.group(1)) + "年");
        return NUMBER.matcher(years)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().length() > LONGEST_NUMBER || found.group().startsWith("0")
                                ? digits(found.group())
                                : number(found.group())));
    }

    private static String digits(String number) {
        var spoken = new StringBuilder();
        number.chars().forEach(digit -> spoken.append(DIGITS.charAt(digit - '0')));
        return spoken.toString();
    }

    /** A whole number of at most eight digits in words. */
    static String number(String digits) {
        var value = Long.parseLong(digits);
        if (value == 0) {
            return "零";
        }
        var high = (int) (value / 10_000);
        var low = (int) (value % 10_000);
        var spoken = high == 0
                ? fourDigits(low)
                : fourDigits(high) + "万" + (low == 0 ? "" : (low < 1000 ? "零" : "") + fourDigits(low));
        // Ten to nineteen begin without “one”.
        return spoken.startsWith("一十") ? spoken.substring(1) : spoken;
    }

    private static String fourDigits(int value) {
        var spoken = new StringBuilder();
        var isGap = false;
        for (int position = 3, rest = value; position >= 0; position--) {
            var unit = (int) Math.pow(10, position);
            var digit = rest / unit;
            rest %= unit;
            if (digit == 0) {
                isGap = !spoken.isEmpty();
            } else {
                if (isGap) {
                    spoken.append('零');
                    isGap = false;
                }
                spoken.append(DIGITS.charAt(digit)).append(UNITS[position]);
            }
        }
        return spoken.toString();
    }
}
