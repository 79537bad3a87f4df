package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import cn.mingbai.quizzes.scenarios.Scenarios;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The questions drawn for one attempt, with their keys, options in the order in which they are shown. Frozen: what
 * becomes of a question later changes no attempt.
 */
record Paper(List<Versioned> questions) {

    Paper {
        questions = List.copyOf(questions);
        if (!questions.stream().allMatch(one -> one.question() instanceof Asked)) {
            throw new IllegalArgumentException("expected drawn questions, but a scenario is among them");
        }
    }

    /** How many choices of one option, or short texts, when the questions to work out are one. */
    static final int SINGLE = 5;

    /** How many choices of several options, orders and matchings; at least one is a choice. */
    static final int MULTIPLE = 2;

    static final int TRUE_FALSE = 2;

    /** How many numbers, days or scenarios; a scenario asks more than one question and takes the place of choices. */
    static final int WORKED_OUT = 1;

    /** How many questions a re-check has at most. */
    static final int RECHECK = 5;

    /** How many questions a paper has. */
    static final int SIZE = SINGLE + MULTIPLE + TRUE_FALSE + WORKED_OUT;

    /**
     * Draws a paper: kinds in a fixed order, questions, options and made-up cases at random.
     *
     * @param random secret to the person: who knew its seed knew the case and its key
     * @throws IllegalStateException when the pool has too few questions of a kind
     */
    static Paper draw(List<Versioned> pool, Random random) {
        var workedOut = some(pool, Paper::isWorkedOut, WORKED_OUT, random).stream()
                .flatMap(versioned -> shown(versioned, random))
                .toList();
        var drawn = new ArrayList<Versioned>();
        drawn.addAll(some(pool, Paper::isChosen, SINGLE + WORKED_OUT - workedOut.size(), random));
        var several = some(pool, question -> question instanceof MultipleChoice, 1, random);
        drawn.addAll(several);
        drawn.addAll(some(
                pool.stream().filter(versioned -> !several.contains(versioned)).toList(),
                Paper::isSeveral,
                MULTIPLE - 1,
                random));
        drawn.addAll(some(pool, question -> question instanceof TrueFalse, TRUE_FALSE, random));
        return new Paper(Stream.concat(
                        drawn.stream().flatMap(versioned -> shown(versioned, random)), workedOut.stream())
                .toList());
    }

    /** Whether every draw from the pool makes a paper, also one in which no scenario takes the place of choices. */
    static boolean suffices(List<Versioned> pool) {
        return count(pool, Paper::isWorkedOut) >= WORKED_OUT
                && count(pool, Paper::isChosen) >= SINGLE
                && count(pool, question -> question instanceof MultipleChoice) >= 1
                && count(pool, Paper::isSeveral) >= MULTIPLE
                && count(pool, question -> question instanceof TrueFalse) >= TRUE_FALSE;
    }

    private static long count(List<Versioned> pool, Predicate<Question> ofKind) {
        return pool.stream().map(Versioned::question).filter(ofKind).count();
    }

    private static boolean isChosen(Question question) {
        return question instanceof SingleChoice || question instanceof ShortText;
    }

    private static boolean isSeveral(Question question) {
        return question instanceof MultipleChoice || question instanceof Ordering || question instanceof Matching;
    }

    private static boolean isWorkedOut(Question question) {
        return question instanceof Numeric || question instanceof Day || isKnownScenario(question);
    }

    /** A scenario that this program can make up; nobody's start may fail for another one. */
    private static boolean isKnownScenario(Question question) {
        return question instanceof Scenario scenario && Scenarios.knows(scenario.generator());
    }

    /**
     * Draws a re-check: up to five questions that touch one of the points, each point asked about where it can be. A
     * scenario is drawn whole or not at all.
     *
     * @throws IllegalStateException when none does
     */
    static Paper drawRecheck(List<Versioned> pool, Set<String> points, Random random) {
        var touching = new ArrayList<>(touching(pool, points));
        if (touching.isEmpty()) {
            throw new IllegalStateException("expected a question on one of " + points + ", but there is none");
        }
        Collections.shuffle(touching, random);
        var drawn = new ArrayList<Versioned>();
        var left = new HashSet<>(points);
        while (drawn.size() < RECHECK && !touching.isEmpty()) {
            var next = touching.stream()
                    .filter(versioned -> asksAbout(versioned, left))
                    .findFirst()
                    .orElse(touching.getFirst());
            touching.remove(next);
            var shown = shown(next, random).toList();
            if (drawn.size() + shown.size() <= RECHECK) {
                drawn.addAll(shown);
                left.removeAll(next.question().about().points());
            }
        }
        return new Paper(drawn);
    }

    /** The questions and scenarios that touch one of the points. */
    static List<Versioned> touching(List<Versioned> pool, Set<String> points) {
        return pool.stream()
                .filter(versioned -> versioned.question() instanceof Asked || isKnownScenario(versioned.question()))
                .filter(versioned -> asksAbout(versioned, points))
                .toList();
    }

    private static boolean asksAbout(Versioned versioned, Set<String> points) {
        return versioned.question().about().points().stream().anyMatch(points::contains);
    }

    /** The question with this number, from 1. */
    Asked question(int number) {
        return (Asked) questions.get(number - 1).question();
    }

    /** The questions in the order of their numbers. */
    Stream<Asked> asked() {
        return questions.stream().map(one -> (Asked) one.question());
    }

    /** Whether there is a question with this number. */
    boolean has(int number) {
        return number >= 1 && number <= questions.size();
    }

    private static List<Versioned> some(List<Versioned> pool, Predicate<Question> ofKind, int count, Random random) {
        var found = new ArrayList<>(pool.stream()
                .filter(versioned -> ofKind.test(versioned.question()))
                .toList());
        if (found.size() < count) {
            throw new IllegalStateException(
                    "expected at least " + count + " questions of each kind drawn, but got " + found.size());
        }
        Collections.shuffle(found, random);
        return found.subList(0, count);
    }

    /** A question as this paper shows it, or the questions of a scenario, made up for it. */
    private static Stream<Versioned> shown(Versioned versioned, Random random) {
        return switch (versioned.question()) {
            case Scenario scenario ->
                Scenarios.draw(scenario, random.nextLong()).stream()
                        .map(part -> new Versioned(versioned.version(), shuffled(part, random)));
            case Asked asked -> Stream.of(new Versioned(versioned.version(), shuffled(asked, random)));
        };
    }

    private static Asked shuffled(Asked question, Random random) {
        return switch (question) {
            case SingleChoice single ->
                new SingleChoice(single.about(), shuffled(single.options(), random), single.answer());
            case MultipleChoice multiple ->
                new MultipleChoice(multiple.about(), shuffled(multiple.options(), random), multiple.answer());
            case TrueFalse trueFalse -> trueFalse;
            case Numeric numeric -> numeric;
            case Day day -> day;
            case ShortText shortText -> shortText;
            case Ordering ordering -> ordering.shuffled(random);
            case Matching matching -> matching.shuffled(random);
            case ScenarioPart part ->
                new ScenarioPart(part.situation(), lettered(shuffled(part.asked(), random)), part.solution());
        };
    }

    /** Anew A, B, C in the order shown: a generator names its right options first. */
    private static Asked lettered(Asked question) {
        return switch (question) {
            case SingleChoice single -> single.lettered();
            case MultipleChoice multiple -> multiple.lettered();
            case TrueFalse _, Numeric _, Day _, ShortText _, Ordering _, Matching _, ScenarioPart _ -> question;
        };
    }

    private static List<Option> shuffled(List<Option> options, Random random) {
        var copy = new ArrayList<>(options);
        Collections.shuffle(copy, random);
        return List.copyOf(copy);
    }
}
