package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rulings on corrected keys. */
@Component
@Internal
public class Rulings {

    private static final String IN_FORCE = """
            select r.code, r.version, r.ruling from quiz q left join key_ruling r
              on r.course_code = q.course_code and r.in_force
            where q.course_code = :course
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Rulings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A question in a version. */
    public record Of(String code, int version) {}

    /** The question of a paper with this number, from 1. */
    static Of of(Paper paper, int number) {
        var versioned = paper.questions().get(number - 1);
        return new Of(versioned.question().about().code(), versioned.version());
    }

    /** The rulings in force on the questions of a course; few or none. */
    public Map<Of, Ruling> inForce(String course) {
        return read(course, "");
    }

    /**
     * The same, keeping them as they are until the caller's transaction ends: a correction waits for those who are handing
     * in, and those who hand in after it see it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Of, Ruling> held(String course) {
        return read(course, " lock in share mode");
    }

    /** Puts a ruling on versions of a question into force, in place of those before. The quiz must be locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rule(String course, String code, Collection<Integer> versions, Ruling ruling, long correction) {
        var now = Times.sql(clock.instant());
        for (var version : versions) {
            jdbc.sql("update key_ruling set superseded_at = :now where course_code = :course and code = :code"
                            + " and version = :version and in_force")
                    .param("now", now)
                    .param("course", course)
                    .param("code", code)
                    .param("version", version)
                    .update();
            jdbc.sql("""
                    insert into key_ruling (id, course_code, code, version, correction_id, ruling, recorded_at,
                      superseded_at)
                    values (next value for key_ruling_seq, :course, :code, :version, :correction, :ruling, :now,
                      '9999-12-31')
                    """)
                    .param("course", course)
                    .param("code", code)
                    .param("version", version)
                    .param("correction", correction)
                    .param("ruling", QuestionJson.MAPPER.writeValueAsString(ruling))
                    .param("now", now)
                    .update();
        }
    }

    private Map<Of, Ruling> read(String course, String lock) {
        var rulings = new HashMap<Of, Ruling>();
        jdbc.sql(IN_FORCE + lock).param("course", course).query(row -> {
            if (row.getString(1) != null) {
                rulings.put(
                        new Of(row.getString(1), row.getInt(2)),
                        QuestionJson.MAPPER.readValue(row.getString(3), Ruling.class));
            }
        });
        return rulings;
    }
}
