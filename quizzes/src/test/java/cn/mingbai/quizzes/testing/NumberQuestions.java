package cn.mingbai.quizzes.testing;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.Skill;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Questions that ask for a number. */
public final class NumberQuestions {

    private NumberQuestions() {}

    /** Question n is answered rightly by n. */
    public static List<Versioned> upTo(int questions) {
        return IntStream.rangeClosed(1, questions)
                .mapToObj(number -> new Versioned(
                        1,
                        new Numeric(
                                new About(
                                        "n" + number,
                                        "题干",
                                        "理由",
                                        List.of("p"),
                                        List.of("L26 18"),
                                        "L26",
                                        1,
                                        Skill.CALCULATE),
                                BigDecimal.valueOf(number),
                                BigDecimal.ZERO,
                                "")))
                .toList();
    }
}
