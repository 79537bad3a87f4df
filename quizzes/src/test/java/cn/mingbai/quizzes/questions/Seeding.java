package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Quizzes of courses that no other test knows, as if they were shipped. */
public final class Seeding {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Seeding() {}

    /** A new published course with a shipped quiz of eleven questions: one more numeric than a paper takes. */
    public static ShippedQuiz course(ApplicationContext context) {
        var code = unknownCourse(context);
        var questions = new ArrayList<Question>();
        for (var i = 1; i <= 5; i++) {
            questions.add(new SingleChoice(about(code, questions.size() + 1), options(4), "A"));
        }
        for (var i = 1; i <= 2; i++) {
            questions.add(new MultipleChoice(about(code, questions.size() + 1), options(4), Set.of("A", "B")));
            questions.add(new TrueFalse(about(code, questions.size() + 1), i == 1));
        }
        for (var i = 1; i <= 2; i++) {
            questions.add(new Numeric(
                    about(code, questions.size() + 1),
                    new java.math.BigDecimal(100 * i),
                    java.math.BigDecimal.ZERO,
                    "元"));
        }
        var quiz = new ShippedQuiz(code, "试验课测试", 15, 80, List.copyOf(questions));
        seed(context, quiz);
        return quiz;
    }

    /** The code of a new published course without a quiz. */
    public static String unknownCourse(ApplicationContext context) {
        var code = "T" + Long.toString(System.nanoTime() / 1000 % 1_000_000, 36) + COUNTER.incrementAndGet();
        var jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("insert into course (code, created_at) values (?, utc_timestamp(6))")
                .params(code)
                .update();
        jdbc.sql("insert into course_version (id, course_code, version, title, goal, minutes, recorded_at, head_hash,"
                        + " origin_hash) values (next value for course_version_seq, ?, 1, '试验课', '目标', 10,"
                        + " utc_timestamp(6), repeat('0', 32), repeat('0', 32))")
                .params(code)
                .update();
        jdbc.sql("insert into course_publication (id, course_code, version, valid_from, valid_to, recorded_at,"
                        + " superseded_at) values (next value for course_publication_seq, ?, 1, '2000-01-01',"
                        + " '9999-12-31', '2000-01-01', '9999-12-31')")
                .params(code)
                .update();
        return code;
    }

    /** Starts the program anew with this quiz. */
    public static void seed(ApplicationContext context, ShippedQuiz quiz) {
        context.getBean(QuestionSeed.class).seed(List.of(quiz));
    }

    /** The same quiz with other questions. */
    public static ShippedQuiz with(ShippedQuiz quiz, List<Question> questions) {
        return new ShippedQuiz(quiz.course(), quiz.title(), quiz.minutes(), quiz.passMark(), questions);
    }

    private static About about(String course, int number) {
        var code = course + "-" + number;
        return new About(
                code,
                "第" + number + "题问什么？（" + code + "）",
                "因为规定如此 [M57 22]。",
                List.of("dibao.members"),
                List.of("M57 22"),
                "L26",
                1,
                Skill.JUDGE);
    }

    private static List<Option> options(int count) {
        var options = new ArrayList<Option>();
        for (var i = 0; i < count; i++) {
            options.add(new Option(String.valueOf((char) ('A' + i)), "说法" + (i + 1)));
        }
        return options;
    }
}
