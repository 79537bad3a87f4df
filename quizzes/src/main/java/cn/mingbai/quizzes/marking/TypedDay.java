package cn.mingbai.quizzes.marking;

import cn.mingbai.core.error.RuleViolation;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Days as people type them, or as a date field sends them. */
final class TypedDay {

    private static final Pattern PARTS =
            Pattern.compile("(\\d{4})(?:年|[-/.])(\\d{1,2})(?:月|[-/.])(\\d{1,2})[日号]?|(\\d{4})(\\d{2})(\\d{2})");

    private TypedDay() {}

    /** Reads year, month and day, full-width digits and spaces included. */
    static LocalDate read(String typed) {
        var match =
                PARTS.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", ""));
        if (!match.matches()) {
            throw new RuleViolation("quizzes.answer.day", typed);
        }
        var first = match.group(1) == null ? 4 : 1;
        try {
            return LocalDate.of(
                    Integer.parseInt(match.group(first)),
                    Integer.parseInt(match.group(first + 1)),
                    Integer.parseInt(match.group(first + 2)));
        } catch (DateTimeException noSuchDay) {
            throw new RuleViolation("quizzes.answer.day", typed);
        }
    }
}
