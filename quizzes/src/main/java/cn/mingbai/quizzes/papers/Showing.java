package cn.mingbai.quizzes.papers;

import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import cn.mingbai.quizzes.scenarios.Scenarios;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes of a question of the bank what one paper shows of it. */
final class Showing {

    private Showing() {}

    /** Whether papers may be drawn with it; nobody's start may fail for a scenario that this program cannot make up. */
    static boolean isDrawable(Versioned versioned) {
        return !(versioned.question() instanceof Scenario scenario) || Scenarios.knows(scenario.generator());
    }

    /** How many questions it becomes. */
    static int weight(Versioned versioned) {
        return versioned.question() instanceof Scenario scenario ? Scenarios.questions(scenario.generator()) : 1;
    }

    /** A question as this paper shows it, or the questions of a scenario, made up for it. */
    static Stream<Versioned> shown(Versioned versioned, Random random) {
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
