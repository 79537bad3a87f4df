package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** The rows of drawn papers. */
@Component
@Internal
class DrawnPaperRows {

    private static final TypeReference<List<Versioned>> QUESTIONS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<Integer, String>> ANSWERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;

    DrawnPaperRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Head(long test, DivisionId division, String title, String course, LocalDate day, int passMark) {}

    record Row(
            long id,
            long person,
            String name,
            String number,
            String unit,
            String code,
            List<Versioned> questions,
            @Nullable Map<Integer, String> answers,
            @Nullable Integer score) {}

    /**
     * A paper that asks a question.
     *
     * @param typed what was typed from it, or null
     */
    record Met(
            long id,
            long test,
            long person,
            String code,
            List<Versioned> questions,
            @Nullable Typed typed) {}

    /** What was typed from a paper, and how it was marked. */
    record Typed(long id, Map<Integer, String> answers, int right, int score) {}

    /** The test when it lies within reach. */
    Optional<Head> head(long test, Reach reach) {
        return jdbc.sql("select t.id, t.division_id, t.title, t.course_code, t.held_on, t.pass_mark from paper_test t"
                        + " where t.id = :test and " + Reach.covers("t.division_id"))
                .param("test", test)
                .params(reach.parameters())
                .query((row, index) -> new Head(
                        row.getLong(1),
                        new DivisionId(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, LocalDate.class),
                        row.getInt(6)))
                .optional();
    }

    /** Locks a test, so that of two who type from one paper the second sees what the first has typed. */
    void lock(Head test) {
        jdbc.sql("select id from paper_test where id = :test for update")
                .param("test", test.test())
                .query(Long.class)
                .single();
    }

    /** The test of a code when it lies within reach. */
    Optional<Long> test(String code, Reach reach) {
        return jdbc.sql(
                        "select t.id from drawn_paper d join paper_test t on t.id = d.paper_test_id where d.code = :code"
                                + " and " + Reach.covers("t.division_id"))
                .param("code", code)
                .params(reach.parameters())
                .query(Long.class)
                .optional();
    }

    /** The papers of a test in the order of units and staff numbers. */
    List<Row> papers(Head test) {
        return jdbc.sql("""
                select d.id, d.person_id, s.name, s.staff_number, coalesce(min(v.name), ''), d.code, d.questions,
                  a.answers, a.score
                from drawn_paper d join person s on s.id = d.person_id
                left join drawn_paper_answers a on a.in_force = d.id
                left join posting p on p.person_id = d.person_id and p.superseded_at = '9999-12-31'
                  and p.valid_from <= :day and p.valid_to > :day
                left join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where d.paper_test_id = :test
                group by d.id, d.person_id, s.name, s.staff_number, d.code, d.questions, a.answers, a.score
                order by coalesce(min(v.code), ''), s.staff_number
                """)
                .param("test", test.test())
                .param("day", test.day())
                .query((row, index) -> new Row(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        QuestionJson.MAPPER.readValue(row.getString(7), QUESTIONS),
                        row.getString(8) == null ? null : QuestionJson.MAPPER.readValue(row.getString(8), ANSWERS),
                        row.getObject(9, Integer.class)))
                .list();
    }

    /** Those posted in the test's unit and below, within reach, on its day, who have no paper. */
    List<DrawnPaper.Candidate> candidates(Head test, Reach reach) {
        return jdbc.sql("""
                select s.id, s.name, s.staff_number, coalesce(min(v.name), '') from posting p
                join person s on s.id = p.person_id
                join division_ancestor x on x.descendant_id = p.division_id and x.ancestor_id = :division
                  and x.valid_from <= :day and x.valid_to > :day
                left join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where p.superseded_at = '9999-12-31' and p.valid_from <= :day and p.valid_to > :day
                  and not exists (select 1 from drawn_paper d where d.paper_test_id = :test and d.person_id = s.id)
                  and not exists (select 1 from person_alias k where k.person_id = s.id) and
                """ + Reach.covers("p.division_id")
                        + " group by s.id, s.name, s.staff_number order by coalesce(min(v.code), ''), s.staff_number")
                .param("division", test.division().value())
                .param("day", test.day())
                .param("test", test.test())
                .params(reach.parameters())
                .query((row, index) -> new DrawnPaper.Candidate(
                        new PersonId(row.getLong(1)), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    /**
     * The papers of a course's tests that hold a question in whatever version.
     *
     * @param lock whether they and what was typed from them stay as they are, as committed, until the transaction ends
     */
    List<Met> met(String course, String code, boolean lock) {
        return jdbc.sql("""
                select d.id, d.paper_test_id, d.person_id, d.code, d.questions, a.id, a.answers, a.right_count, a.score
                from drawn_paper d join paper_test t on t.id = d.paper_test_id
                left join drawn_paper_answers a on a.in_force = d.id
                where t.course_code = :course and locate(:needle, d.questions) > 0 order by d.id
                """ + (lock ? " for update" : ""))
                .param("course", course)
                .param("needle", QuestionJson.MAPPER.writeValueAsString(code))
                .query((row, index) -> new Met(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        QuestionJson.MAPPER.readValue(row.getString(5), QUESTIONS),
                        row.getString(7) == null
                                ? null
                                : new Typed(
                                        row.getLong(6),
                                        QuestionJson.MAPPER.readValue(row.getString(7), ANSWERS),
                                        row.getInt(8),
                                        row.getInt(9))))
                .list();
    }

    /** How many scores of a course's tests on paper are of people for whom no paper was drawn. */
    int scoresWithoutPaper(String course) {
        return jdbc.sql("""
                select count(*) from paper_test_score c join paper_test t on t.id = c.paper_test_id
                where t.course_code = :course and c.in_force is not null and not exists (
                  select 1 from drawn_paper d left join person_alias k on k.person_id = d.person_id
                  where d.paper_test_id = t.id and (d.person_id = c.person_id or k.kept_id = c.person_id))
                """).param("course", course).query(Integer.class).single();
    }

    /** Puts another mark of the same answers in the place of one. */
    void remark(long answers, int right, int score, long correction, PersonId by) {
        var now = Times.sql(clock.instant());
        jdbc.sql("update drawn_paper_answers set superseded_at = :now where id = :id")
                .param("now", now)
                .param("id", answers)
                .update();
        jdbc.sql("""
                insert into drawn_paper_answers (id, drawn_paper_id, answers, right_count, score, recorded_at,
                  superseded_at, recorded_by, cause, correction_id)
                select next value for drawn_paper_answers_seq, drawn_paper_id, answers, :right, :score, :now,
                  '9999-12-31', :by, 'KEY_CORRECTION', :correction
                from drawn_paper_answers where id = :id
                """)
                .param("right", right)
                .param("score", score)
                .param("now", now)
                .param("by", by.value())
                .param("correction", correction)
                .param("id", answers)
                .update();
    }

    boolean isFree(String code) {
        return jdbc.sql("select 1 from drawn_paper where code = :code")
                .param("code", code)
                .query(Integer.class)
                .optional()
                .isEmpty();
    }

    void insert(Head test, PersonId person, String code, List<Versioned> questions, long by) {
        jdbc.sql("""
                insert into drawn_paper (id, paper_test_id, person_id, code, questions, recorded_at, recorded_by)
                values (next value for drawn_paper_seq, :test, :person, :code, :questions, :now, :by)
                """)
                .param("test", test.test())
                .param("person", person.value())
                .param("code", code)
                .param("questions", QuestionJson.MAPPER.writerFor(QUESTIONS).writeValueAsString(questions))
                .param("now", Times.sql(clock.instant()))
                .param("by", by)
                .update();
    }

    void insertAnswers(long paper, Map<Integer, String> answers, int right, int score, long by) {
        jdbc.sql("""
                insert into drawn_paper_answers (id, drawn_paper_id, answers, right_count, score, recorded_at,
                  superseded_at, recorded_by)
                values (next value for drawn_paper_answers_seq, :paper, :answers, :right, :score, :now, '9999-12-31', :by)
                """)
                .param("paper", paper)
                .param("answers", QuestionJson.MAPPER.writeValueAsString(new TreeMap<>(answers)))
                .param("right", right)
                .param("score", score)
                .param("now", Times.sql(clock.instant()))
                .param("by", by)
                .update();
    }

    /** Ends what was typed for the person of a score that was taken back. */
    void supersede(long score) {
        jdbc.sql("""
                update drawn_paper_answers a join drawn_paper d on d.id = a.drawn_paper_id
                left join person_alias k on k.person_id = d.person_id
                join paper_test_score c on c.paper_test_id = d.paper_test_id
                  and (c.person_id = d.person_id or c.person_id = k.kept_id)
                set a.superseded_at = :now
                where c.id = :score and a.in_force is not null
                """)
                .param("now", Times.sql(clock.instant()))
                .param("score", score)
                .update();
    }
}
