package cn.mingbai.core.people;

import java.util.List;
import java.util.regex.Pattern;

/** Names and phones as lists show them, for staff and households alike. */
public final class Masks {

    // What a reader takes for one character, also when it is two halves or has marks.
    private static final Pattern CHARACTER = Pattern.compile("\\X");
    private static final int LONG_PHONE = 11;

    private Masks() {}

    /** The first and the last character, stars between: 王*国, 王*, 欧**国; one character stays as it is. */
    public static String name(String name) {
        List<String> characters = CHARACTER
                .matcher(name.strip())
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
        return switch (characters.size()) {
            case 0, 1 -> name.strip();
            case 2 -> characters.getFirst() + "*";
            default -> characters.getFirst() + "*".repeat(characters.size() - 2) + characters.getLast();
        };
    }

    /** The last four digits, of a long number also the first three: 138****5678; short numbers keep two. */
    public static String phone(String phone) {
        var stripped = phone.strip();
        var length = stripped.length();
        if (length >= LONG_PHONE) {
            return stripped.substring(0, 3) + "*".repeat(length - 7) + stripped.substring(length - 4);
        }
        var kept = Math.min(2, length / 3);
        return "*".repeat(length - kept) + stripped.substring(length - kept);
    }
}
