package cn.mingbai.quizzes.questions;

import cn.mingbai.core.access.Internal;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads quizzes and their questions, with keys, whoever asks. */
@Component
@Internal
public class QuestionBank {

    private final JdbcClient jdbc;

    QuestionBank(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The head of a quiz.
     *
     * @param minutes how long an attempt lasts
     * @param passMark the score that passes, 1 to 100
     */
    public record Quiz(String course, String title, int minutes, int passMark) {}

    /** A question in the version in force. */
    public record Versioned(int version, Question question) {}

    /** The quiz of a course, once it has enough questions to be drawn. */
    public Optional<Quiz> quiz(String course) {
        return jdbc.sql("""
                select q.course_code, q.title, coalesce(r.minutes, q.minutes), coalesce(r.pass_mark, q.pass_mark)
                from quiz q left join quiz_rules r on r.course_code = q.course_code
                  and r.superseded_at = '9999-12-31' and r.valid_to = '9999-12-31'
                where q.course_code = :course and q.opened_at is not null
                """)
                .param("course", course)
                .query((row, index) -> new Quiz(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4)))
                .optional();
    }

    /** The questions of a course's quiz in use, each in its latest version, in the order of their codes. */
    public List<Versioned> questions(String course) {
        return jdbc.sql("""
                select q.version, q.content from question q where q.course_code = :course
                  and q.version = (select max(l.version) from question l
                    where l.course_code = q.course_code and l.code = q.code)
                  and not exists (select 1 from question_retirement r
                    where r.course_code = q.course_code and r.code = q.code
                      and r.superseded_at = '9999-12-31' and r.valid_to = '9999-12-31')
                order by q.code
                """)
                .param("course", course)
                .query((row, index) ->
                        new Versioned(row.getInt(1), QuestionJson.MAPPER.readValue(row.getString(2), Question.class)))
                .list();
    }
}
