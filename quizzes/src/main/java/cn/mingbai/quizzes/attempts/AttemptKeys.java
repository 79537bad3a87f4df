package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.quizzes.marking.Key;
import org.springframework.stereotype.Component;

/**
 * The right answers of an attempt, for those who play people: the demo and end-to-end tests. Views and controllers
 * cannot use it.
 */
@Component
@Internal
public class AttemptKeys {

    private final AnswerSheets sheets;

    AttemptKeys(AnswerSheets sheets) {
        this.sheets = sheets;
    }

    /**
     * The right answer, in the form in which it is saved.
     *
     * @param number the question's number, from 1
     * @throws cn.mingbai.core.error.NotFound when the token opens nothing
     */
    public String right(String token, int number) {
        return Key.of(sheets.paper(token).question(number));
    }
}
