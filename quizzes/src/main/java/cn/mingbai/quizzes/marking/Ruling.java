package cn.mingbai.quizzes.marking;

import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What counts as right for a question after its key was corrected. Papers stay frozen: a ruling is laid over them in
 * marking.
 *
 * @param everybody whether everybody gets the question, also who left it out
 * @param accepted the question as often as it has right answers, each time with another key; empty when everybody gets it
 */
public record Ruling(boolean everybody, List<Asked> accepted) {

    /** Everybody gets it. */
    public static final Ruling VOID = new Ruling(true, List.of());

    public Ruling {
        accepted = List.copyOf(accepted);
        if (everybody != accepted.isEmpty()) {
            throw new IllegalArgumentException("expected either everybody or what is accepted, but got " + accepted);
        }
    }

    /** The question's own key alone. */
    public static Ruling of(Asked question) {
        return new Ruling(false, List.of(question));
    }

    /** This and one more right answer. */
    public Ruling and(Asked further) {
        var more = new ArrayList<>(accepted);
        more.add(further);
        return new Ruling(false, more);
    }

    /**
     * Whether the answer is right.
     *
     * @param frozen the question as the paper shows it, its options in an order of their own
     */
    public boolean isRight(Asked frozen, @Nullable Answer answer) {
        return everybody || keyed(frozen).stream().anyMatch(question -> Marking.isRight(question, answer));
    }

    /** The question as the paper shows it, with each accepted key in the paper's own letters. */
    public List<Asked> keyed(Asked frozen) {
        return accepted.stream().map(one -> keyed(frozen, one)).toList();
    }

    private static Asked keyed(Asked frozen, Asked ruled) {
        return switch (frozen) {
            case SingleChoice single
            when ruled instanceof SingleChoice other ->
                new SingleChoice(single.about(), single.options(), other.answer());
            case MultipleChoice multiple
            when ruled instanceof MultipleChoice other ->
                new MultipleChoice(multiple.about(), multiple.options(), other.answer());
            case TrueFalse judged
            when ruled instanceof TrueFalse other -> new TrueFalse(judged.about(), other.answer());
            case Numeric number
            when ruled instanceof Numeric other ->
                new Numeric(number.about(), other.answer(), other.tolerance(), number.unit());
            case Day day when ruled instanceof Day other -> new Day(day.about(), other.answer());
            case ShortText text when ruled instanceof ShortText other -> new ShortText(text.about(), other.accepted());
            case Ordering ordering
            when ruled instanceof Ordering other ->
                new Ordering(
                        ordering.about(),
                        ordering.steps(),
                        other.answer().stream()
                                .map(key -> key(ordering.steps(), Option.text(other.steps(), key)))
                                .toList());
            case Matching matching when ruled instanceof Matching other -> matching(matching, other);
            case SingleChoice _, MultipleChoice _, TrueFalse _, Numeric _, Day _, ShortText _ ->
                throw unlike(frozen, ruled);
            case Ordering _, Matching _, ScenarioPart _ -> throw unlike(frozen, ruled);
        };
    }

    private static Matching matching(Matching frozen, Matching ruled) {
        var answer = new TreeMap<String, String>();
        ruled.answer()
                .forEach((left, right) -> answer.put(
                        key(frozen.left(), Option.text(ruled.left(), left)),
                        key(frozen.right(), Option.text(ruled.right(), right))));
        return new Matching(frozen.about(), frozen.left(), frozen.right(), answer);
    }

    private static String key(List<Option> options, String text) {
        return options.stream()
                .filter(option -> option.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected " + text + " among " + options))
                .key();
    }

    private static IllegalArgumentException unlike(Asked frozen, Asked ruled) {
        return new IllegalArgumentException("expected a ruling on " + frozen + ", but got " + ruled);
    }
}
