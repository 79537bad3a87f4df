package cn.mingbai.quizzes.correction;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.attempts.Rulings;
import cn.mingbai.quizzes.bank.QuestionVersions;
import cn.mingbai.quizzes.correction.KeyChange.How;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Lettered;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.QuestionRules;
import cn.mingbai.quizzes.questions.QuestionText;
import cn.mingbai.quizzes.questions.QuestionTidy;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out what a correction means: which versions it covers, what is right then, and what the next version says. */
@Component
@Internal
class CorrectionPlans {

    /** What two versions may differ in and still ask the same. */
    private static final Set<String> BESIDE = Set.of("explanation", "points", "ruleLayer", "difficulty", "skill");

    private final QuestionVersions versions;
    private final Rulings rulings;

    CorrectionPlans(QuestionVersions versions, Rulings rulings) {
        this.versions = versions;
        this.rulings = rulings;
    }

    /** The latest version of a question with what counts as right for it. */
    record Current(int version, Asked question, Ruling ruling) {}

    /**
     * A correction, worked out.
     *
     * @param next the question of the next version, or null when its kind cannot hold the right key
     */
    record Plan(
            Current current,
            List<Integer> covered,
            Ruling ruling,
            @Nullable Asked next,
            boolean retires) {}

    /**
     * The question as it is.
     *
     * @throws NotFound when there is no such question
     * @throws RuleViolation when it is a scenario
     */
    Current current(String course, String code) {
        return current(code, versions.all(course, code), rulings.inForce(course));
    }

    private static Current current(String code, Map<Integer, Question> all, Map<Rulings.Of, Ruling> inForce) {
        var latest =
                all.entrySet().stream().findFirst().orElseThrow(() -> new NotFound("quizzes.bank.not-found", code));
        if (!(latest.getValue() instanceof Asked question) || question instanceof ScenarioPart) {
            throw new RuleViolation("quizzes.correction.scenario", code);
        }
        var version = latest.getKey();
        return new Current(version, question, inForce.getOrDefault(new Rulings.Of(code, version), Ruling.of(question)));
    }

    /**
     * Works a correction out.
     *
     * @param version the latest version when it was proposed, or 0 for whichever it is now
     * @throws RuleViolation when the answer is none to this question, or is right already
     * @throws Conflict when there is a newer version
     */
    Plan plan(String course, String code, int version, KeyChange change) {
        var all = versions.all(course, code);
        var inForce = rulings.inForce(course);
        var current = current(code, all, inForce);
        if (version != 0 && version != current.version()) {
            throw new Conflict("quizzes.correction.newer-version", code, current.version());
        }
        var covered = new ArrayList<Integer>();
        all.forEach((number, question) -> {
            if (question instanceof Asked asked
                    && alike(current.question(), asked, false)
                    && alike(current.ruling(), inForce.getOrDefault(new Rulings.Of(code, number), Ruling.of(asked)))) {
                covered.add(number);
            }
        });
        if (change.how() == How.VOID) {
            if (current.ruling().everybody()) {
                throw new RuleViolation("quizzes.correction.right-already");
            }
            var retires = versions.isInUse(course, code) && versions.isDispensable(course, code);
            return new Plan(current, covered, Ruling.VOID, null, retires);
        }
        var answer = Lettered.read(current.question(), change.answer());
        var corrected = keyed(current.question(), answer);
        var isRightAlready = change.how() == How.KEY
                ? alike(current.ruling(), Ruling.of(corrected))
                : !current.ruling().everybody() && current.ruling().isRight(current.question(), answer);
        if (isRightAlready) {
            throw new RuleViolation("quizzes.correction.right-already");
        }
        if (change.how() == How.ACCEPT && current.question() instanceof ShortText text) {
            var more = new ArrayList<>(text.accepted());
            more.add(answer.text());
            corrected = new ShortText(text.about(), more);
        }
        corrected = explained(corrected, change.explanation());
        QuestionRules.broken(corrected).stream().findFirst().ifPresent(fault -> {
            throw new RuleViolation(fault.messageKey(), fault.arguments().toArray());
        });
        if (change.how() == How.KEY || corrected instanceof ShortText) {
            versions.requireComplete(corrected);
            return new Plan(current, covered, Ruling.of(corrected), corrected, false);
        }
        var ruling = current.ruling().everybody()
                ? Ruling.of(corrected)
                : current.ruling().and(corrected);
        return new Plan(current, covered, ruling, null, false);
    }

    private static Asked keyed(Asked question, Answer answer) {
        return switch (question) {
            case SingleChoice single
            when answer instanceof Answer.One one -> new SingleChoice(single.about(), single.options(), one.key());
            case MultipleChoice multiple
            when answer instanceof Answer.Several several ->
                new MultipleChoice(multiple.about(), multiple.options(), several.keys());
            case TrueFalse judged
            when answer instanceof Answer.Judged other -> new TrueFalse(judged.about(), other.value());
            case Numeric numeric
            when answer instanceof Answer.Number number ->
                new Numeric(numeric.about(), number.value(), numeric.tolerance(), numeric.unit());
            case Day day when answer instanceof Answer.Dated dated -> new Day(day.about(), dated.day());
            case ShortText text -> new ShortText(text.about(), List.of(answer.text()));
            case Ordering ordering
            when answer instanceof Answer.Ordered ordered ->
                new Ordering(ordering.about(), ordering.steps(), ordered.keys());
            case Matching matching
            when answer instanceof Answer.Matched matched ->
                new Matching(matching.about(), matching.left(), matching.right(), matched.pairs());
            case SingleChoice _,
                    MultipleChoice _,
                    TrueFalse _,
                    Numeric _,
                    Day _,
                    Ordering _,
                    Matching _,
                    ScenarioPart _ ->
                throw new IllegalArgumentException("expected an answer to " + question + ", but got " + answer);
        };
    }

    private static Asked explained(Asked question, String explanation) {
        var text = QuestionText.tidied(explanation);
        if (text.isEmpty()) {
            return question;
        }
        var old = question.about();
        var about = new About(
                old.code(),
                old.stem(),
                text,
                old.points(),
                old.sources(),
                old.ruleLayer(),
                old.difficulty(),
                old.skill());
        return (Asked) QuestionTidy.tidied(
                switch (question) {
                    case SingleChoice single -> new SingleChoice(about, single.options(), single.answer());
                    case MultipleChoice multiple -> new MultipleChoice(about, multiple.options(), multiple.answer());
                    case TrueFalse judged -> new TrueFalse(about, judged.answer());
                    case Numeric number -> new Numeric(about, number.answer(), number.tolerance(), number.unit());
                    case Day day -> new Day(about, day.answer());
                    case ShortText words -> new ShortText(about, words.accepted());
                    case Ordering ordering -> new Ordering(about, ordering.steps(), ordering.answer());
                    case Matching matching -> new Matching(about, matching.left(), matching.right(), matching.answer());
                    case ScenarioPart part -> part;
                },
                old.code());
    }

    private static boolean alike(Asked one, Asked other, boolean key) {
        return QuestionParts.differences(one, other).stream()
                .allMatch(part -> BESIDE.contains(part) || (!key && part.equals("answer")));
    }

    private static boolean alike(Ruling one, Ruling other) {
        if (one.everybody() != other.everybody()
                || one.accepted().size() != other.accepted().size()) {
            return false;
        }
        for (var at = 0; at < one.accepted().size(); at++) {
            if (!alike(one.accepted().get(at), other.accepted().get(at), true)) {
                return false;
            }
        }
        return true;
    }
}
