package cn.mingbai.quizzes.papers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Papers of the courses' quizzes, from the questions in use and the rules in force. */
@Component
@Internal
public class PaperSupply {

    private final QuestionBank bank;
    private final QuizRulesBook rules;
    private final JdbcClient jdbc;
    private final Map<String, Ready> ready = new ConcurrentHashMap<>();

    PaperSupply(QuestionBank bank, QuizRulesBook rules, JdbcClient jdbc) {
        this.bank = bank;
        this.rules = rules;
        this.jdbc = jdbc;
    }

    /**
     * How many rows there were: questions, retirements and rules are only ever added. The newest question tells two states
     * of as many apart, should one have been taken out of the database by hand.
     */
    private record Rows(long questions, long newest, long retirements, long rules) {}

    private record Ready(Rows rows, Drawing drawing) {}

    /**
     * What draws papers of a course's quiz. Held ready until a question or the rules change, so that a thousand starts
     * at once read the bank once.
     *
     * @throws NotFound when the course has no quiz
     * @throws cn.mingbai.core.error.RuleViolation when the questions in use cannot fill a part; the sentence names it
     */
    public Drawing drawing(String course) {
        var rows = rows(course);
        var held = ready.get(course);
        if (held != null && held.rows().equals(rows)) {
            return held.drawing();
        }
        var drawing = Drawing.of(blueprint(course), bank.questions(course));
        ready.put(course, new Ready(rows, drawing));
        return drawing;
    }

    /**
     * Why no papers can be drawn, or empty when they can; as the caller's transaction sees the bank.
     *
     * @throws NotFound when the course has no quiz
     */
    public Optional<Shortage> shortage(String course) {
        return Drawing.shortage(blueprint(course), bank.questions(course));
    }

    /**
     * Whether papers could still be drawn without a question.
     *
     * @throws NotFound when the course has no quiz
     */
    public boolean sufficesWithout(String course, String code) {
        var others = bank.questions(course).stream()
                .filter(versioned -> !versioned.question().about().code().equals(code))
                .toList();
        return Drawing.shortage(blueprint(course), others).isEmpty();
    }

    /**
     * How many questions a paper of the course's quiz has.
     *
     * @throws NotFound when the course has no quiz
     */
    public int size(String course) {
        return blueprint(course).size();
    }

    private Blueprint blueprint(String course) {
        return rules.inForce(course)
                .orElseThrow(() -> new NotFound("quizzes.quiz.not-found", course))
                .blueprint();
    }

    private Rows rows(String course) {
        return jdbc.sql("""
                select (select count(*) from question where course_code = :course),
                  (select coalesce(max(id), 0) from question where course_code = :course),
                  (select count(*) from question_retirement where course_code = :course),
                  (select count(*) from quiz_rules where course_code = :course)
                """)
                .param("course", course)
                .query((row, index) -> new Rows(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }
}
