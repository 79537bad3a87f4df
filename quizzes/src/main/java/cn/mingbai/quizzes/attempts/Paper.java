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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

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

    static final int SINGLE = 5;
    static final int MULTIPLE = 2;
    static final int TRUE_FALSE = 2;
    static final int NUMERIC = 1;

    /** How many questions a re-check has at most. */
    static final int RECHECK = 5;

    /** How many questions a paper has. */
    static final int SIZE = SINGLE + MULTIPLE + TRUE_FALSE + NUMERIC;

    /**
     * Draws a paper: kinds in a fixed order, questions and options at random.
     *
     * @throws IllegalStateException when the pool has too few questions of a kind
     */
    static Paper draw(List<Versioned> pool, Random random) {
        var drawn = new ArrayList<Versioned>();
        drawn.addAll(some(pool, question -> question instanceof SingleChoice, SINGLE, random));
        drawn.addAll(some(pool, question -> question instanceof MultipleChoice, MULTIPLE, random));
        drawn.addAll(some(pool, question -> question instanceof TrueFalse, TRUE_FALSE, random));
        drawn.addAll(some(pool, question -> question instanceof Numeric, NUMERIC, random));
        return new Paper(drawn.stream()
                .map(versioned -> new Versioned(versioned.version(), shuffled(versioned.question(), random)))
                .toList());
    }

    /**
     * Draws a re-check: up to five questions that touch one of the points, each point asked about where it can be.
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
            drawn.add(next);
            left.removeAll(next.question().about().points());
        }
        return new Paper(drawn.stream()
                .map(versioned -> new Versioned(versioned.version(), shuffled(versioned.question(), random)))
                .toList());
    }

    /** The questions that touch one of the points; scenarios, which ask several things, are none of them. */
    static List<Versioned> touching(List<Versioned> pool, Set<String> points) {
        return pool.stream()
                .filter(versioned -> versioned.question() instanceof Asked && asksAbout(versioned, points))
                .toList();
    }

    private static boolean asksAbout(Versioned versioned, Set<String> points) {
        return versioned.question().about().points().stream().anyMatch(points::contains);
    }

    /** The question with this number, from 1. */
    Asked question(int number) {
        return (Asked) questions.get(number - 1).question();
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

    private static Question shuffled(Question question, Random random) {
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
            case ScenarioPart part -> part;
            case Scenario scenario -> scenario;
        };
    }

    private static List<Option> shuffled(List<Option> options, Random random) {
        var copy = new ArrayList<>(options);
        Collections.shuffle(copy, random);
        return List.copyOf(copy);
    }
}
