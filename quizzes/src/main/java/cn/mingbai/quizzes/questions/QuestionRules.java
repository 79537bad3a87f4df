package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a question must be: to be kept at all, and to be put before a second person. Pure; whoever writes or imports one
 * hears the same sentences.
 */
public final class QuestionRules {

    /** The most characters of a stem. */
    public static final int STEM = 500;
    /** The most characters of an option. */
    public static final int OPTION = 200;
    /** The most characters of an explanation. */
    public static final int EXPLANATION = 2000;
    /** The most characters of a unit. */
    public static final int UNIT = 10;
    /** The most options. */
    public static final int MOST_OPTIONS = 8;
    /** The most characters of a text that is accepted as an answer. */
    public static final int ACCEPTED = 30;
    /** The most texts accepted as an answer. */
    public static final int MOST_ACCEPTED = 10;
    /** The most policy points. */
    public static final int MOST_POINTS = 10;

    private static final int DIGITS = 12;
    private static final int DECIMALS = 6;

    private QuestionRules() {}

    /**
     * What is wrong.
     *
     * @param field which part: {@code stem}, {@code option.B}, {@code options}, {@code answer}, {@code tolerance}, {@code
     *     unit}, {@code explanation}, {@code points}, {@code ruleLayer}, {@code difficulty}, {@code skill} or {@code kind}
     * @param messageKey the sentence's key
     * @param arguments its arguments
     */
    public record Fault(String field, String messageKey, List<Object> arguments) {
        Fault(String field, String messageKey, Object... arguments) {
            this(field, messageKey, List.of(arguments));
        }
    }

    /**
     * What the policy catalogue has.
     *
     * @param points the codes of the points
     * @param sources the codes of the documents
     * @param versions the codes of the policy versions
     */
    public record Catalogue(Set<String> points, Set<String> sources, Set<String> versions) {}

    /** Why the question cannot be kept, empty when it can. What is not stated yet may be empty, but for the stem. */
    public static List<Fault> broken(Question question) {
        var faults = new ArrayList<Fault>();
        var about = question.about();
        text(faults, "stem", about.stem(), STEM, true);
        text(faults, "explanation", about.explanation(), EXPLANATION, false);
        if (about.difficulty() < 0 || about.difficulty() > 3) {
            faults.add(new Fault("difficulty", "quizzes.rules-of.difficulty", about.difficulty()));
        }
        if (about.points().size() > MOST_POINTS) {
            faults.add(new Fault(
                    "points",
                    "quizzes.rules-of.points-many",
                    MOST_POINTS,
                    about.points().size()));
        }
        switch (question) {
            case SingleChoice single -> {
                options(faults, single.options(), 2);
                if (single.options().stream().noneMatch(option -> option.key().equals(single.answer()))) {
                    faults.add(answerMissing(single.options(), single.answer()));
                }
            }
            case MultipleChoice multiple -> {
                options(faults, multiple.options(), 3);
                var keys = multiple.options().stream().map(Option::key).toList();
                multiple.answer().stream()
                        .filter(key -> !keys.contains(key))
                        .forEach(key -> faults.add(answerMissing(multiple.options(), key)));
                if (multiple.answer().size() < 2) {
                    faults.add(new Fault("answer", "quizzes.rules-of.several", String.join("", multiple.answer())));
                } else if (multiple.answer().size() >= multiple.options().size()) {
                    faults.add(new Fault("answer", "quizzes.rules-of.all-right", String.join("", multiple.answer())));
                }
            }
            case TrueFalse trueFalse -> {}
            case Numeric numeric -> {
                number(faults, "answer", numeric.answer());
                number(faults, "tolerance", numeric.tolerance());
                if (numeric.tolerance().signum() < 0) {
                    faults.add(new Fault("tolerance", "quizzes.rules-of.tolerance", numeric.tolerance()));
                }
                text(faults, "unit", numeric.unit(), UNIT, false);
            }
            case Day day -> {
                if (day.answer().getYear() < 1900 || day.answer().getYear() > 2999) {
                    faults.add(new Fault("answer", "quizzes.rules-of.day", day.answer()));
                }
            }
            case ShortText shortText -> accepted(faults, shortText.accepted());
            case Ordering ordering -> ordering(faults, ordering);
            case Matching matching -> matching(faults, matching);
            case Scenario scenario -> text(faults, "generator", scenario.generator(), OPTION, true);
            case ScenarioPart part -> faults.add(new Fault("kind", "quizzes.rules-of.part"));
        }
        return List.copyOf(faults);
    }

    /** What is still to be stated before a second person looks at it, empty when nothing. */
    public static List<Fault> missing(Question question, Catalogue catalogue) {
        var faults = new ArrayList<>(broken(question));
        var about = question.about();
        if (about.explanation().isBlank()) {
            faults.add(new Fault("explanation", "quizzes.rules-of.explanation-missing"));
        } else {
            var marked = SourceMarks.of(about.explanation());
            if (marked.isEmpty()) {
                faults.add(new Fault("explanation", "quizzes.rules-of.mark-missing"));
            }
            marked.stream()
                    .map(SourceMarks::document)
                    .distinct()
                    .filter(document -> !catalogue.sources().contains(document))
                    .forEach(document ->
                            faults.add(new Fault("explanation", "quizzes.rules-of.mark-unknown", document)));
        }
        if (about.points().isEmpty()) {
            faults.add(new Fault("points", "quizzes.rules-of.points-missing"));
        }
        about.points().stream()
                .filter(point -> !catalogue.points().contains(point))
                .forEach(point -> faults.add(new Fault("points", "quizzes.rules-of.point-unknown", point)));
        if (!catalogue.versions().contains(about.ruleLayer())) {
            faults.add(new Fault("ruleLayer", "quizzes.rules-of.layer-missing"));
        }
        if (about.difficulty() == 0) {
            faults.add(new Fault("difficulty", "quizzes.rules-of.difficulty-missing"));
        }
        if (about.skill() == null) {
            faults.add(new Fault("skill", "quizzes.rules-of.skill-missing"));
        }
        if (question instanceof Numeric numeric && numeric.unit().isBlank()) {
            faults.add(new Fault("unit", "quizzes.rules-of.unit-missing"));
        }
        return List.copyOf(faults);
    }

    private static void accepted(List<Fault> faults, List<String> accepted) {
        if (accepted.isEmpty() || accepted.size() > MOST_ACCEPTED) {
            faults.add(new Fault("answer", "quizzes.rules-of.accepted", MOST_ACCEPTED, accepted.size()));
        }
        accepted.forEach(text -> text(faults, "answer", text, ACCEPTED, true));
    }

    private static void ordering(List<Fault> faults, Ordering ordering) {
        options(faults, ordering.steps(), 3);
        var keys = ordering.steps().stream().map(Option::key).toList();
        if (ordering.answer().size() != keys.size() || !new HashSet<>(ordering.answer()).equals(new HashSet<>(keys))) {
            faults.add(new Fault(
                    "answer", "quizzes.rules-of.order", String.join("", keys), String.join("", ordering.answer())));
        }
    }

    private static void matching(List<Fault> faults, Matching matching) {
        options(faults, matching.right(), 2);
        var left = matching.left();
        if (left.size() < 2 || left.size() > MOST_OPTIONS) {
            faults.add(new Fault("left", "quizzes.rules-of.options", 2, MOST_OPTIONS, left.size()));
        }
        var texts = new HashSet<String>();
        for (var one : left) {
            text(faults, "left." + one.key(), one.text(), OPTION, true);
            if (!one.text().isBlank() && !texts.add(one.text())) {
                faults.add(new Fault("left." + one.key(), "quizzes.rules-of.option-twice", one.key(), cut(one.text())));
            }
        }
        var keys = matching.right().stream().map(Option::key).toList();
        for (var one : left) {
            var target = matching.answer().get(one.key());
            if (target == null || !keys.contains(target)) {
                faults.add(new Fault("answer", "quizzes.rules-of.unmatched", cut(one.text())));
            }
        }
        if (new HashSet<>(matching.answer().values()).size() < 2) {
            faults.add(new Fault("answer", "quizzes.rules-of.all-the-same"));
        }
    }

    private static Fault answerMissing(List<Option> options, String key) {
        var there = String.join("", options.stream().map(Option::key).toList());
        return key.isBlank()
                ? new Fault("answer", "quizzes.rules-of.answer-none", there)
                : new Fault("answer", "quizzes.rules-of.answer-missing", there, key);
    }

    private static void options(List<Fault> faults, List<Option> options, int least) {
        if (options.size() < least || options.size() > MOST_OPTIONS) {
            faults.add(new Fault("options", "quizzes.rules-of.options", least, MOST_OPTIONS, options.size()));
        }
        var texts = new HashSet<String>();
        var letter = 'A';
        for (var option : options) {
            var field = "option." + option.key();
            if (!option.key().equals(String.valueOf(letter++))) {
                faults.add(new Fault(field, "quizzes.rules-of.option-key", option.key()));
            }
            text(faults, field, option.text(), OPTION, true);
            if (!option.text().isBlank() && !texts.add(option.text())) {
                faults.add(new Fault(field, "quizzes.rules-of.option-twice", option.key(), cut(option.text())));
            }
        }
    }

    private static void text(List<Fault> faults, String field, String text, int most, boolean required) {
        if (text.isBlank()) {
            if (required) {
                faults.add(new Fault(field, "quizzes.rules-of.empty"));
            }
        } else if (text.length() > most) {
            faults.add(new Fault(field, "quizzes.rules-of.too-long", most, text.length()));
        } else if (QuestionText.isBroken(text)) {
            faults.add(new Fault(field, "quizzes.rules-of.control"));
        }
    }

    private static void number(List<Fault> faults, String field, java.math.BigDecimal number) {
        var plain = number.stripTrailingZeros();
        if (plain.precision() - plain.scale() > DIGITS || plain.scale() > DECIMALS) {
            faults.add(new Fault(field, "quizzes.rules-of.number", DIGITS, DECIMALS));
        }
    }

    private static String cut(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
