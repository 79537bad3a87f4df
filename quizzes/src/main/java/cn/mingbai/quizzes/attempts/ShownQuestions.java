package cn.mingbai.quizzes.attempts;

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
import org.jspecify.annotations.Nullable;

/** Questions as they are shown before the end: what is asked and what there is to choose from, never what is right. */
final class ShownQuestions {

    private static final String LETTERS = "ABCDEFGH";

    private ShownQuestions() {}

    /** The question of this number with what was answered. */
    static Sheet.Item item(int number, Asked question, @Nullable String answer) {
        return switch (question) {
            case SingleChoice single -> item(number, single, Sheet.Input.ONE, choices(single.options()), "", answer);
            case MultipleChoice multiple ->
                item(number, multiple, Sheet.Input.SEVERAL, choices(multiple.options()), "", answer);
            case TrueFalse trueFalse -> item(number, trueFalse, Sheet.Input.TRUE_FALSE, List.of(), "", answer);
            case Numeric numeric -> item(number, numeric, Sheet.Input.NUMBER, List.of(), numeric.unit(), answer);
            case Day day -> item(number, day, Sheet.Input.DAY, List.of(), "", answer);
            case ShortText shortText -> item(number, shortText, Sheet.Input.TEXT, List.of(), "", answer);
            case Ordering ordering -> item(number, ordering, Sheet.Input.ORDER, choices(ordering.steps()), "", answer);
            case Matching matching ->
                new Sheet.Item(
                        number,
                        matching.about().code(),
                        Sheet.Input.MATCH,
                        "",
                        matching.about().stem(),
                        choices(matching.left()),
                        choices(matching.right()),
                        "",
                        answer);
            case ScenarioPart part ->
                item(number, part.asked(), answer).in(part.situation().facts());
        };
    }

    private static Sheet.Item item(
            int number,
            Asked question,
            Sheet.Input input,
            List<Sheet.Choice> choices,
            String unit,
            @Nullable String answer) {
        var about = question.about();
        return new Sheet.Item(number, about.code(), input, "", about.stem(), choices, List.of(), unit, answer);
    }

    private static List<Sheet.Choice> choices(List<Option> options) {
        var choices = new ArrayList<Sheet.Choice>();
        for (var option : options) {
            choices.add(new Sheet.Choice(option.key(), letter(choices.size()), option.text()));
        }
        return choices;
    }

    /** What an option is called on screen. */
    static String letter(int index) {
        return LETTERS.substring(index, index + 1);
    }
}
