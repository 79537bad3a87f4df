package cn.mingbai.quizzes.questions;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/** A question taken apart, so that two versions can be compared part by part. */
public final class QuestionParts {

    private QuestionParts() {}

    /** The parts by name, in reading order; the names are those of {@link QuestionRules.Fault#field()}. */
    public static SequencedMap<String, String> of(Question question) {
        var parts = new LinkedHashMap<String, String>();
        var about = question.about();
        parts.put("kind", QuestionJson.kind(question));
        parts.put("stem", about.stem());
        switch (question) {
            case SingleChoice single -> {
                options(parts, single.options());
                parts.put("answer", single.answer());
            }
            case MultipleChoice multiple -> {
                options(parts, multiple.options());
                parts.put("answer", String.join("", multiple.answer()));
            }
            case TrueFalse trueFalse -> parts.put("answer", String.valueOf(trueFalse.answer()));
            case Numeric numeric -> {
                parts.put("answer", plain(numeric.answer()));
                parts.put("tolerance", plain(numeric.tolerance()));
                parts.put("unit", numeric.unit());
            }
            case Day day -> parts.put("answer", day.answer().toString());
            case ShortText shortText -> parts.put("answer", String.join(" / ", shortText.accepted()));
            case Ordering ordering -> {
                options(parts, ordering.steps());
                parts.put("answer", String.join("", ordering.answer()));
            }
            case Matching matching -> {
                matching.left().forEach(one -> parts.put("left." + one.key(), one.text()));
                options(parts, matching.right());
                parts.put(
                        "answer",
                        matching.answer().entrySet().stream()
                                .map(pair -> pair.getKey() + pair.getValue())
                                .collect(java.util.stream.Collectors.joining(" ")));
            }
            case Scenario scenario -> parts.put("generator", scenario.generator());
            case ScenarioPart part -> parts.put("answer", of(part.asked()).getOrDefault("answer", ""));
        }
        parts.put("explanation", about.explanation());
        parts.put("points", String.join(" ", new TreeSet<>(about.points())));
        parts.put("ruleLayer", about.ruleLayer());
        parts.put("difficulty", String.valueOf(about.difficulty()));
        var skill = about.skill();
        parts.put("skill", skill == null ? "" : skill.code());
        return parts;
    }

    /** The names of the parts in which two questions differ, in reading order. */
    public static List<String> differences(Question one, Question other) {
        var first = of(one);
        var second = of(other);
        var names = new LinkedHashMap<String, Boolean>();
        first.forEach((name, value) -> names.put(name, !value.equals(second.get(name))));
        second.forEach((name, value) -> names.putIfAbsent(name, true));
        return names.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A number without exponent or trailing zeros. */
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static void options(Map<String, String> parts, List<Option> options) {
        options.forEach(option -> parts.put("option." + option.key(), option.text()));
    }
}
