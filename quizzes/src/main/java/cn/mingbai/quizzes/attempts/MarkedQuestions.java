package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.courses.curriculum.LessonsOnPoints;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.quizzes.attempts.AttemptRows.Saved;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Marking;
import cn.mingbai.quizzes.marking.Ruling;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Questions as they are shown once they may be explained: what was answered beside what is right, and why. */
@Component
class MarkedQuestions {

    private final PolicyCitations citations;
    private final PolicyDirectory policy;
    private final LessonsOnPoints lessons;
    private final Texts texts;

    MarkedQuestions(PolicyCitations citations, PolicyDirectory policy, LessonsOnPoints lessons, Texts texts) {
        this.citations = citations;
        this.policy = policy;
        this.lessons = lessons;
        this.texts = texts;
    }

    /**
     * What explanations of a course's questions need, read once for many.
     *
     * @param lessons of the course, as it is published today
     * @param inWords turns references into documents and articles
     */
    record Around(List<LessonsOnPoints.Lesson> lessons, UnaryOperator<String> inWords, Locale locale) {}

    Around around(String course, Locale locale) {
        return new Around(lessons.lessons(course), citations.inWords(locale), locale);
    }

    /** The policy points of what is not right, in the catalogue's order, with what to read about them. */
    List<Result.WeakPoint> weak(List<Result.Marked> questions, Around around) {
        var wrong = questions.stream()
                .filter(question -> !question.right())
                .flatMap(question -> question.points().stream().distinct())
                .collect(Collectors.groupingBy(point -> point, Collectors.counting()));
        return policy.pointNames().entrySet().stream()
                .filter(point -> wrong.containsKey(point.getKey()))
                .map(point -> new Result.WeakPoint(
                        point.getValue(),
                        Objects.requireNonNull(wrong.get(point.getKey())).intValue(),
                        teaching(Set.of(point.getKey()), around)))
                .toList();
    }

    private static List<Result.Lesson> teaching(Set<String> points, Around around) {
        return around.lessons().stream()
                .filter(lesson -> lesson.teaches(points))
                .map(lesson -> new Result.Lesson(lesson.title(), lesson.path()))
                .toList();
    }

    /** What practice says of an answer at once. */
    Feedback feedback(int number, Asked question, @Nullable Ruling ruling, Saved saved, Around around) {
        var shown = marked(number, question, ruling, saved, around);
        var expected = Stream.of(
                        Stream.ofNullable(shown.expected()),
                        shown.options().stream()
                                .filter(Result.Given::right)
                                .map(option -> (option.letter() + " " + option.text()).strip()),
                        shown.rows().stream().map(row -> row.text() + "→" + row.expected()))
                .flatMap(words -> words)
                .collect(Collectors.joining("；"));
        return new Feedback(shown.right(), expected, shown.explanation(), shown.lessons());
    }

    /**
     * The question of this number with what was saved for it, or null.
     *
     * @param ruling what counts as right when its key was corrected, or null
     */
    Result.Marked marked(int number, Asked frozen, @Nullable Ruling ruling, @Nullable Saved saved, Around around) {
        var locale = around.locale();
        var answer = saved == null || !saved.isGiven() ? null : Answer.read(frozen, saved.answer());
        var question = ruled(frozen, ruling, answer);
        var plain = question instanceof ScenarioPart part ? part.asked() : question;
        return new Result.Marked(
                number,
                question instanceof ScenarioPart part ? part.situation().facts() : "",
                question.about().stem(),
                ruling == null ? Marking.isRight(question, answer) : ruling.isRight(frozen, answer),
                saved != null && saved.late(),
                options(plain, answer, locale),
                rows(plain, answer, locale),
                switch (answer) {
                    case Answer.Number typed -> typed.text();
                    case Answer.Written written -> written.text();
                    case Answer.Dated dated -> inWords(dated.day(), locale);
                    case Answer.One _, Answer.Several _, Answer.Judged _, Answer.Ordered _, Answer.Matched _ -> null;
                    case null -> null;
                },
                switch (plain) {
                    case Numeric numeric ->
                        numeric.answer().stripTrailingZeros().toPlainString() + numeric.unit();
                    case Day day -> inWords(day.answer(), locale);
                    case ShortText shortText -> shortText.accepted().getFirst();
                    case SingleChoice _, MultipleChoice _, TrueFalse _, Ordering _, Matching _, ScenarioPart _ -> null;
                },
                around.inWords().apply(explanation(question, ruling)),
                question instanceof ScenarioPart part
                        ? part.solution().stream().map(around.inWords()).toList()
                        : List.of(),
                ruling == null
                        ? ""
                        : texts.get(
                                locale, ruling.everybody() ? "quizzes.result.void" : "quizzes.result.key-corrected"),
                question.about().points(),
                teaching(Set.copyOf(question.about().points()), around));
    }

    /** The question with the key that the answer meets, or the first of those accepted. */
    private static Asked ruled(Asked frozen, @Nullable Ruling ruling, @Nullable Answer answer) {
        if (ruling == null || ruling.everybody()) {
            return frozen;
        }
        var keyed = ruling.keyed(frozen);
        return keyed.stream()
                .filter(question -> Marking.isRight(question, answer))
                .findFirst()
                .orElse(keyed.getFirst());
    }

    private static String explanation(Asked question, @Nullable Ruling ruling) {
        return ruling == null || ruling.everybody()
                ? question.about().explanation()
                : ruling.accepted().getFirst().about().explanation();
    }

    private List<Result.Given> options(Asked question, @Nullable Answer answer, Locale locale) {
        Set<String> chosen = switch (answer) {
            case Answer.One one -> Set.of(one.key());
            case Answer.Several several -> several.keys();
            case Answer.Judged judged -> Set.of(judged.text());
            case Answer.Number _, Answer.Dated _, Answer.Written _, Answer.Ordered _, Answer.Matched _ -> Set.of();
            case null -> Set.of();
        };
        return switch (question) {
            case SingleChoice single -> given(single.options(), chosen, Set.of(single.answer()));
            case MultipleChoice multiple -> given(multiple.options(), chosen, multiple.answer());
            case TrueFalse trueFalse ->
                List.of(
                        new Result.Given(
                                "",
                                texts.get(locale, "quizzes.answer.true"),
                                chosen.contains("true"),
                                trueFalse.answer()),
                        new Result.Given(
                                "",
                                texts.get(locale, "quizzes.answer.false"),
                                chosen.contains("false"),
                                !trueFalse.answer()));
            case Numeric _, Day _, ShortText _, Ordering _, Matching _, ScenarioPart _ -> List.of();
        };
    }

    /** Steps in their right order, or pairs, each with what was answered. */
    private List<Result.Row> rows(Asked question, @Nullable Answer answer, Locale locale) {
        return switch (question) {
            case Ordering ordering ->
                ordering.answer().stream()
                        .map(key -> new Result.Row(
                                Option.text(ordering.steps(), key),
                                place(ordering.answer().indexOf(key), locale),
                                answer instanceof Answer.Ordered ordered
                                        ? place(ordered.keys().indexOf(key), locale)
                                        : null))
                        .toList();
            case Matching matching ->
                matching.left().stream()
                        .map(left -> new Result.Row(
                                left.text(),
                                Option.text(
                                        matching.right(),
                                        java.util.Objects.requireNonNull(
                                                matching.answer().get(left.key()))),
                                answer instanceof Answer.Matched matched
                                        ? Option.text(
                                                matching.right(),
                                                java.util.Objects.requireNonNull(
                                                        matched.pairs().get(left.key())))
                                        : null))
                        .toList();
            case SingleChoice _, MultipleChoice _, TrueFalse _, Numeric _, Day _, ShortText _, ScenarioPart _ ->
                List.of();
        };
    }

    private String place(int index, Locale locale) {
        return texts.get(locale, "quizzes.answer.place", index + 1);
    }

    private String inWords(LocalDate day, Locale locale) {
        return texts.get(
                locale,
                "quizzes.answer.day-in-words",
                String.valueOf(day.getYear()),
                day.getMonthValue(),
                day.getDayOfMonth());
    }

    private static List<Result.Given> given(List<Option> options, Set<String> chosen, Set<String> right) {
        var given = new ArrayList<Result.Given>();
        for (var option : options) {
            given.add(new Result.Given(
                    ShownQuestions.letter(given.size()),
                    option.text(),
                    chosen.contains(option.key()),
                    right.contains(option.key())));
        }
        return given;
    }
}
