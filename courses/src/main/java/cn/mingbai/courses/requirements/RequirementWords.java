package cn.mingbai.courses.requirements;

import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what is owed, by whom and by when. Pure. */
final class RequirementWords {

    /** The words of a key in the reader's language. */
    interface Translator {
        String get(String key, Object... arguments);
    }

    private final Translator words;
    private final Locale locale;
    private final Map<String, CourseChoice> courses;

    /** Words over these courses, by code. */
    RequirementWords(Translator words, Locale locale, List<CourseChoice> courses) {
        this.words = words;
        this.locale = locale;
        this.courses = courses.stream().collect(Collectors.toMap(CourseChoice::code, course -> course));
    }

    /** The whole sentence: who, what, by when, what meets it, newcomers, and what is not published yet. */
    String sentence(String unit, String duties, LocalDate from, Terms terms) {
        return words.get("courses.requirement.who", unit, duties, from)
                + what(terms)
                + words.get("courses.requirement.semicolon")
                + when(terms)
                + words.get("courses.requirement.semicolon")
                + words.get("courses.requirement.met-by." + terms.metBy())
                + words.get("courses.requirement.stop")
                + (terms.graceDays() == 0
                        ? words.get("courses.requirement.no-grace")
                        : words.get("courses.requirement.grace-words", terms.graceDays()))
                + unpublished(terms);
    }

    /** What is owed: courses with their titles, and the lessons picked from them. */
    String what(Terms terms) {
        return terms.courses().stream()
                .map(code -> {
                    var course = courses.get(code);
                    var picked = terms.lessons().getOrDefault(code, List.of());
                    var title = course == null ? "" : course.title();
                    return picked.isEmpty()
                            ? words.get("courses.requirement.course", code, title)
                            : words.get(
                                    "courses.requirement.course-lessons",
                                    code,
                                    title,
                                    String.join(words.get("courses.list-comma"), picked));
                })
                .collect(Collectors.joining(words.get("courses.requirement.comma")));
    }

    /** By when, and for how long a pass holds. */
    String when(Terms terms) {
        var due = terms.due();
        return switch (terms.window()) {
            case ONCE -> words.get("courses.requirement.when.ONCE", due);
            case CALENDAR_YEAR -> {
                var yearly = DateTimeFormatter.ofPattern(words.get("courses.requirement.day-pattern"), locale)
                        .format(due);
                yield terms.carryMonths() == 0
                        ? words.get("courses.requirement.when.CALENDAR_YEAR", yearly, due)
                        : words.get("courses.requirement.when.CALENDAR_YEAR-carry", yearly, due, terms.carryMonths());
            }
            case MONTHS -> words.get("courses.requirement.when.MONTHS", due, terms.windowMonths());
        };
    }

    /** Which of the courses cannot be learned yet, and what that means; empty when all can. */
    String unpublished(Terms terms) {
        var missing = terms.courses().stream()
                .filter(code -> !courses.containsKey(code) || !courses.get(code).published())
                .collect(Collectors.joining(words.get("courses.list-comma")));
        return missing.isEmpty() ? "" : words.get("courses.requirement.unpublished", missing);
    }

    /** The words for each way of asking again. */
    static String windowKey(Window window) {
        return "courses.requirement.window." + window;
    }

    /** The words for each way of meeting it. */
    static String metByKey(MetBy metBy) {
        return "courses.requirement.met-by." + metBy;
    }
}
