package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Lets people of a test sit a course's quiz. */
public final class Sitting {

    private Sitting() {}

    /** Starts an attempt of the person, who is signed in then. */
    public static String start(ApplicationContext context, PersonId person, String course) {
        context.getBean(World.class).signIn(person);
        return context.getBean(Attempts.class).start(course).token();
    }

    /**
     * Answers everything.
     *
     * @param right whether the question of a code is to be answered rightly, wrongly, or not at all
     */
    public static void answer(
            ApplicationContext context, String token, java.util.function.Function<String, @Nullable Boolean> right) {
        var sheets = context.getBean(AnswerSheets.class);
        for (var item : sheets.sheet(token).items()) {
            var wanted = right.apply(item.code());
            if (wanted != null) {
                sheets.save(
                        token,
                        item.number(),
                        wanted ? Answering.right(sheets, token, item) : Answering.wrong(sheets, token, item));
            }
        }
    }

    /** Saves one answer as it is. */
    public static void save(ApplicationContext context, String token, String code, IntFunction<String> answer) {
        var sheets = context.getBean(AnswerSheets.class);
        for (var item : sheets.sheet(token).items()) {
            if (item.code().equals(code)) {
                sheets.save(token, item.number(), answer.apply(item.number()));
            }
        }
    }

    /** Whether the attempt's paper asks the question. */
    public static boolean asks(ApplicationContext context, String token, String code) {
        return context.getBean(AnswerSheets.class).sheet(token).items().stream()
                .anyMatch(item -> item.code().equals(code));
    }

    /** Hands in. */
    public static void handIn(ApplicationContext context, String token) {
        context.getBean(AnswerSheets.class).handIn(token);
    }

    /** The right answers of the attempt's paper by number, in the form in which they are saved. */
    public static java.util.Map<Integer, String> rightAnswers(ApplicationContext context, String token) {
        var sheets = context.getBean(AnswerSheets.class);
        return sheets.sheet(token).items().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Sheet.Item::number, item -> Answering.right(sheets, token, item)));
    }
}
