package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of attempts and their answers. */
@Component
class AttemptRows {

    private static final String COLUMNS = "a.id, a.person_id, a.course_code, a.course_version, a.paper, a.pass_mark,"
            + " a.started_at, a.deadline_at, a.handed_in_at, a.right_count, a.score, a.passed, a.recheck_id";

    private final JdbcClient jdbc;

    AttemptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An attempt.
     *
     * @param deadline the instant after which answers count as late
     * @param handedIn when it ended, or null while it is open
     * @param recheck the re-check that it answers, or null for the course's quiz
     */
    record Attempt(
            long id,
            PersonId person,
            String course,
            int courseVersion,
            Paper paper,
            int passMark,
            Instant started,
            Instant deadline,
            @Nullable Instant handedIn,
            @Nullable Integer right,
            @Nullable Integer score,
            @Nullable Boolean passed,
            @Nullable Long recheck) {

        boolean isOpen() {
            return handedIn == null;
        }
    }

    /** A saved answer. */
    record Saved(String answer, boolean late) {}

    long nextId() {
        return jdbc.sql("select next value for attempt_seq").query(Long.class).single();
    }

    void insert(Attempt attempt, byte[] tokenDigest) {
        jdbc.sql("""
                insert into attempt (id, person_id, course_code, course_version, open_key, token_hash, paper,
                  question_count, pass_mark, started_at, deadline_at, recheck_id)
                values (:id, :person, :course, :version, :open, :token, :paper, :count, :pass, :started, :deadline,
                  :recheck)
                """)
                .param("id", attempt.id())
                .param("person", attempt.person().value())
                .param("course", attempt.course())
                .param("version", attempt.courseVersion())
                .param("open", openKey(attempt.person(), attempt.course(), attempt.recheck()))
                .param("recheck", attempt.recheck())
                .param("token", tokenDigest)
                .param("paper", QuestionJson.MAPPER.writeValueAsString(attempt.paper()))
                .param("count", attempt.paper().questions().size())
                .param("pass", attempt.passMark())
                .param("started", Times.sql(attempt.started()))
                .param("deadline", Times.sql(attempt.deadline()))
                .update();
    }

    /** The open attempt at the course's quiz, or at a re-check of it. */
    Optional<Attempt> open(PersonId person, String course, @Nullable Long recheck) {
        return jdbc.sql("select " + COLUMNS + " from attempt a where a.open_key = :open")
                .param("open", openKey(person, course, recheck))
                .query(AttemptRows::map)
                .optional();
    }

    /** The attempt at the course's quiz, or at a re-check of it, that ended last. */
    Optional<Attempt> last(PersonId person, String course, @Nullable Long recheck) {
        return jdbc.sql(
                        "select " + COLUMNS + " from attempt a where a.person_id = :person and a.course_code = :course"
                                + " and a.recheck_id <=> :recheck and a.handed_in_at is not null order by a.handed_in_at desc, a.id desc limit 1")
                .param("person", person.value())
                .param("course", course)
                .param("recheck", recheck)
                .query(AttemptRows::map)
                .optional();
    }

    /** The attempt that a token opens, whatever its state; revoked tokens open none. */
    Optional<Attempt> byToken(String token) {
        return AttemptTokens.isToken(token)
                ? jdbc.sql("select " + COLUMNS + " from attempt a where a.token_hash = :token and a.revoked_at is null")
                        .param("token", AttemptTokens.digest(token))
                        .query(AttemptRows::map)
                        .optional()
                : Optional.empty();
    }

    /** The attempt, locked against handing in while answers are saved. */
    Attempt shared(long id) {
        return locked(id, " lock in share mode");
    }

    /** The attempt, locked for handing in. */
    Attempt exclusive(long id) {
        return locked(id, " for update");
    }

    private Attempt locked(long id, String lock) {
        return jdbc.sql("select " + COLUMNS + " from attempt a where a.id = :id" + lock)
                .param("id", id)
                .query(AttemptRows::map)
                .single();
    }

    /** Open attempts whose deadline was before {@code instant}, oldest first, at most {@code limit}. */
    List<Long> overdue(Instant instant, int limit) {
        return jdbc.sql("select id from attempt where handed_in_at is null and deadline_at < :instant"
                        + " order by deadline_at limit :limit")
                .param("instant", Times.sql(instant))
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Whether an answer is saved: a plain read, since an update that finds no row would lock the gap others insert in. */
    boolean hasAnswer(long attempt, int number) {
        return jdbc.sql("select count(*) from attempt_answer where attempt_id = :attempt and number = :number")
                        .param("attempt", attempt)
                        .param("number", number)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void update(long attempt, int number, String answer, boolean late, Instant now) {
        jdbc.sql("""
                update attempt_answer set answer = :answer, late = :late, saved_at = :now, saves = saves + 1
                where attempt_id = :attempt and number = :number and answer <> :answer
                """)
                .param("attempt", attempt)
                .param("number", number)
                .param("answer", answer)
                .param("late", late)
                .param("now", Times.sql(now))
                .update();
    }

    void insert(long attempt, int number, String answer, boolean late, Instant now) {
        jdbc.sql("""
                insert into attempt_answer (attempt_id, number, answer, late, first_saved_at, saved_at, saves)
                values (:attempt, :number, :answer, :late, :now, :now, 1)
                """)
                .param("attempt", attempt)
                .param("number", number)
                .param("answer", answer)
                .param("late", late)
                .param("now", Times.sql(now))
                .update();
    }

    /** The answers by the question's number. */
    Map<Integer, Saved> answers(long attempt) {
        var answers = new TreeMap<Integer, Saved>();
        jdbc.sql("select number, answer, late from attempt_answer where attempt_id = :attempt")
                .param("attempt", attempt)
                .query((row, index) -> answers.put(row.getInt(1), new Saved(row.getString(2), row.getBoolean(3))))
                .list();
        return answers;
    }

    void close(long attempt, Instant handedIn, String how, int right, int score, boolean passed, Instant now) {
        jdbc.sql("""
                update attempt set handed_in_at = :at, handed_in_how = :how, right_count = :right, score = :score,
                  passed = :passed, marked_at = :now, open_key = null
                where id = :id
                """)
                .param("at", Times.sql(handedIn))
                .param("how", how)
                .param("right", right)
                .param("score", score)
                .param("passed", passed)
                .param("now", Times.sql(now))
                .param("id", attempt)
                .update();
    }

    private static String openKey(PersonId person, String course, @Nullable Long recheck) {
        return person.value() + ":" + course + (recheck == null ? "" : ":r" + recheck);
    }

    private static Attempt map(ResultSet row, int index) throws SQLException {
        return new Attempt(
                row.getLong("id"),
                new PersonId(row.getLong("person_id")),
                row.getString("course_code"),
                row.getInt("course_version"),
                QuestionJson.MAPPER.readValue(row.getString("paper"), Paper.class),
                row.getInt("pass_mark"),
                Times.instant(row.getObject("started_at", LocalDateTime.class)),
                Times.instant(row.getObject("deadline_at", LocalDateTime.class)),
                instant(row, "handed_in_at"),
                row.getObject("right_count", Integer.class),
                row.getObject("score", Integer.class),
                row.getObject("passed", Boolean.class),
                row.getObject("recheck_id", Long.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Times.instant(value);
    }
}
