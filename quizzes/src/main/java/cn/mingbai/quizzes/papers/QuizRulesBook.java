package cn.mingbai.quizzes.papers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules of quizzes on record, whoever asks. */
@Component
@Internal
public class QuizRulesBook {

    private final JdbcClient jdbc;
    private final Clock clock;

    QuizRulesBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Rules as they stand on record.
     *
     * @param id the row's number, 0 while nobody has written any
     * @param byOfficer whether an officer wrote them
     */
    record Current(long id, QuizRules rules, LocalDate from, boolean byOfficer) {}

    /** Rules of some days; {@code to} is the first day on which they held no longer. */
    record Past(QuizRules rules, LocalDate from, LocalDate to, String by, Instant recorded) {}

    /** The rules of a course's quiz today, open or not; empty when it has none. */
    public Optional<QuizRules> inForce(String course) {
        return current(course).map(Current::rules);
    }

    Optional<Current> current(String course) {
        return jdbc.sql("""
                select coalesce(r.id, 0), coalesce(r.minutes, q.minutes), coalesce(r.pass_mark, q.pass_mark),
                  coalesce(r.tries, :tries), coalesce(r.pause_minutes, :pause), coalesce(r.weak_lessons_first, true),
                  r.blueprint, r.valid_from, r.recorded_by is not null, q.recorded_at
                from quiz q left join quiz_rules r on r.course_code = q.course_code
                  and r.superseded_at = '9999-12-31' and r.valid_to = '9999-12-31'
                where q.course_code = :course
                """)
                .param("tries", QuizRules.TRIES)
                .param("pause", QuizRules.PAUSE)
                .param("course", course)
                .query((row, index) -> {
                    var from = row.getObject(8, LocalDate.class);
                    return new Current(
                            row.getLong(1),
                            new QuizRules(
                                    row.getInt(2),
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    row.getBoolean(6),
                                    blueprint(row.getString(7))),
                            from != null ? from : Times.dayOf(Times.instant(row.getObject(10, LocalDateTime.class))),
                            row.getBoolean(9));
                })
                .optional();
    }

    /** What held and holds as we know it now, the newest first. */
    List<Past> history(String course) {
        return jdbc.sql("""
                select r.minutes, r.pass_mark, r.tries, r.pause_minutes, r.weak_lessons_first, r.blueprint,
                  r.valid_from, r.valid_to, coalesce(p.name, ''), r.recorded_at
                from quiz_rules r left join person p on p.id = r.recorded_by
                where r.course_code = :course and r.superseded_at = '9999-12-31' order by r.valid_from desc
                """)
                .param("course", course)
                .query((row, index) -> new Past(
                        new QuizRules(
                                row.getInt(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getBoolean(5),
                                blueprint(row.getString(6))),
                        row.getObject(7, LocalDate.class),
                        row.getObject(8, LocalDate.class),
                        row.getString(9),
                        Times.instant(row.getObject(10, LocalDateTime.class))))
                .list();
    }

    /** Locks the quiz, so that rules are written one after the other; whether there is one. */
    boolean lock(String course) {
        return jdbc.sql("select 1 from quiz where course_code = :course for update")
                .param("course", course)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Lets rules hold from today; what held before is kept with its last day.
     *
     * @param by who wrote them, or null when they are shipped
     */
    void write(String course, QuizRules rules, @Nullable PersonId by) {
        var now = Times.sql(clock.instant());
        var today = Times.today(clock);
        var before = current(course).filter(current -> current.id() != 0);
        before.ifPresent(current -> {
            if (current.from().isBefore(today)) {
                jdbc.sql("""
                        insert into quiz_rules (id, course_code, minutes, pass_mark, tries, pause_minutes,
                          weak_lessons_first, blueprint, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                        select next value for quiz_rules_seq, course_code, minutes, pass_mark, tries, pause_minutes,
                          weak_lessons_first, blueprint, valid_from, :today, :now, '9999-12-31', recorded_by
                        from quiz_rules where id = :id
                        """)
                        .param("today", today)
                        .param("now", now)
                        .param("id", current.id())
                        .update();
            }
            jdbc.sql("update quiz_rules set superseded_at = :now where id = :id")
                    .param("now", now)
                    .param("id", current.id())
                    .update();
        });
        jdbc.sql("""
                insert into quiz_rules (id, course_code, minutes, pass_mark, tries, pause_minutes, weak_lessons_first,
                  blueprint, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                values (next value for quiz_rules_seq, :course, :minutes, :pass, :tries, :pause, :weak, :blueprint,
                  :today, '9999-12-31', :now, '9999-12-31', :by)
                """)
                .param("course", course)
                .param("minutes", rules.minutes())
                .param("pass", rules.passMark())
                .param("tries", rules.tries())
                .param("pause", rules.pauseMinutes())
                .param("weak", rules.weakLessonsFirst())
                .param("blueprint", QuestionJson.MAPPER.writeValueAsString(rules.blueprint()))
                .param("today", today)
                .param("now", now)
                .param("by", by == null ? null : by.value())
                .update();
    }

    private static Blueprint blueprint(@Nullable String json) {
        return json == null ? Blueprint.DEFAULT : QuestionJson.MAPPER.readValue(json, Blueprint.class);
    }
}
