package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.marking.Form;
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
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of attempts and their answers. */
@Component
class AttemptRows {

    private static final String COLUMNS =
            "select a.id, a.person_id, a.course_code, a.course_version, a.mode, a.sitting_id,"
                    + " a.recheck_id, a.title, a.pass_mark, a.opens_at, a.window_end, a.limit_seconds, a.extra_seconds,"
                    + " a.started_at, a.deadline_at, a.handed_in_at, a.right_count, a.score, a.passed, a.tab, a.token_version,"
                    + " a.token_expires_at, a.revoked_at is not null";
    private static final String SELECT = COLUMNS + " from attempt a where ";

    private static final int AFTER = 24;

    /** The rest of a {@code set} that changes a start, a window or extra time. A token outlives its attempt by a day. */
    private static final String TIMES =
            " deadline_at = date_add(least(date_add(started_at, interval limit_seconds second),"
                    + " coalesce(window_end, timestamp'9999-01-01 00:00:00')), interval extra_seconds second),"
                    + " token_expires_at = greatest(token_expires_at, date_add(coalesce(deadline_at,"
                    + " date_add(window_end, interval extra_seconds second), prepared_at), interval 1 day))";

    /** How much of what an honest page hardly ever sends is kept for one attempt. */
    private static final int FEW = 500;

    private final JdbcClient jdbc;

    AttemptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An attempt with its questions as the page shows them.
     *
     * @param sheet as JSON, or null for attempts that were prepared before there was any
     */
    record WithSheet(Attempt attempt, @Nullable String sheet) {}

    /** An attempt with its drawn questions and their keys. */
    record WithPaper(Attempt attempt, Paper paper) {}

    /** A saved answer; an empty one was taken back. */
    record Saved(String answer, boolean late, long seq, int tab) {

        boolean isGiven() {
            return !answer.isEmpty();
        }
    }

    /**
     * A saved answer.
     *
     * @param deadline until when answers are in time
     */
    record SavedAtOnce(Saved there, @Nullable Instant deadline) {}

    long nextId() {
        return jdbc.sql("select next value for attempt_seq").query(Long.class).single();
    }

    /** Writes an attempt that waits. */
    void insert(long id, Preparation what, byte[] tokenDigest, Instant now) {
        var paper = new Paper(what.questions());
        jdbc.sql("""
                insert into attempt (id, person_id, course_code, course_version, mode, sitting_id, recheck_id, title,
                  open_key, token_hash, paper, sheet, question_count, pass_mark, limit_seconds, opens_at, window_end, prepared_at,
                  token_expires_at)
                values (:id, :person, :course, :version, :mode, :sitting, :recheck, :title, :open, :token, :paper, :sheet, :count,
                  :pass, :limit, :opens, :end, :now, date_add(coalesce(:end, :now), interval 1 day))
                """)
                .param("id", id)
                .param("person", what.person().value())
                .param("course", what.course())
                .param("version", what.courseVersion())
                .param("mode", what.mode().name())
                .param("sitting", what.sitting())
                .param("recheck", what.recheck())
                .param("title", what.title())
                .param("open", what.openKey())
                .param("token", tokenDigest)
                .param("paper", QuestionJson.MAPPER.writeValueAsString(paper))
                .param("sheet", OpenedPaper.Questions.of(paper).json())
                .param("count", what.questions().size())
                .param("pass", what.passMark())
                .param("limit", what.limitSeconds())
                .param("opens", sql(what.opensAt()))
                .param("end", sql(what.windowEnd()))
                .param("now", Times.sql(now))
                .update();
    }

    /** Starts an attempt that waits, with the times of {@link Attempt#startedAt}; or says that it does not wait any more. */
    boolean start(long attempt, @Nullable String key, Instant now) {
        return jdbc.sql("update attempt set started_at = :now, start_key = :key," + TIMES
                                + " where id = :id and started_at is null and handed_in_at is null")
                        .param("now", Times.sql(now))
                        .param("key", key)
                        .param("id", attempt)
                        .update()
                > 0;
    }

    /** Changes the window of all attempts of a scheduled test that have not ended. */
    int window(long sitting, Instant opens, Instant end) {
        return jdbc.sql("update attempt set opens_at = :opens, window_end = :end," + TIMES
                        + " where sitting_id = :sitting and handed_in_at is null")
                .param("opens", Times.sql(opens))
                .param("end", Times.sql(end))
                .param("sitting", sitting)
                .update();
    }

    /** Changes all attempts of a scheduled test that have not been started. */
    int change(long sitting, String title, int passMark, int limitSeconds, Instant opens, Instant end) {
        return jdbc.sql("update attempt set title = :title, pass_mark = :pass, limit_seconds = :limit,"
                        + " opens_at = :opens, window_end = :end," + TIMES
                        + " where sitting_id = :sitting and started_at is null and handed_in_at is null")
                .param("title", title)
                .param("pass", passMark)
                .param("limit", limitSeconds)
                .param("opens", Times.sql(opens))
                .param("end", Times.sql(end))
                .param("sitting", sitting)
                .update();
    }

    /** Ends all attempts of a scheduled test that have not been started, without a mark. */
    int withdraw(long sitting, Instant now) {
        return jdbc.sql("update attempt set handed_in_at = :now, handed_in_how = 'WITHDRAWN', open_key = null"
                        + " where sitting_id = :sitting and started_at is null and handed_in_at is null")
                .param("now", Times.sql(now))
                .param("sitting", sitting)
                .update();
    }

    /** Sets the extra time of an attempt that has not ended. */
    int extra(long attempt, int seconds) {
        return jdbc.sql("update attempt set extra_seconds = :seconds," + TIMES
                        + " where id = :id and handed_in_at is null")
                .param("seconds", seconds)
                .param("id", attempt)
                .update();
    }

    /** The attempt that has not ended and has this key. */
    Optional<Attempt> open(String openKey) {
        return jdbc.sql(SELECT + "a.open_key = :open")
                .param("open", openKey)
                .query(AttemptRows::map)
                .optional();
    }

    /**
     * When the last person's time at a scheduled test is over, or a little later: the latest end and the most extra time,
     * each read from the end of an index, since thousands ask at once; empty when it has no end.
     */
    Optional<Instant> lastEnd(long sitting) {
        return jdbc.sql("select date_add((select max(window_end) from attempt where sitting_id = :sitting), interval"
                        + " (select max(extra_seconds) from attempt where sitting_id = :sitting) second)")
                .param("sitting", sitting)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class))
                        .map(Times::instant))
                .single();
    }

    /** A person's attempt at a scheduled test, whatever its state. */
    Optional<Attempt> ofSitting(long sitting, PersonId person) {
        return jdbc.sql(SELECT + "a.sitting_id = :sitting and a.person_id = :person")
                .param("sitting", sitting)
                .param("person", person.value())
                .query(AttemptRows::map)
                .optional();
    }

    /** The test of the course's quiz, or of a re-check of it, that ended last. */
    Optional<Attempt> last(PersonId person, String course, @Nullable Long recheck) {
        return jdbc.sql(SELECT + "a.person_id = :person and a.course_code = :course and a.recheck_id <=> :recheck"
                        + " and a.mode = 'TEST' and a.sitting_id is null and a.handed_in_at is not null"
                        + " order by a.handed_in_at desc, a.id desc limit 1")
                .param("person", person.value())
                .param("course", course)
                .param("recheck", recheck)
                .query(AttemptRows::map)
                .optional();
    }

    /** The attempt that a token opens, whatever its state, also when the token has expired or was revoked. */
    Optional<Attempt> byToken(String token) {
        return byToken(token, "", AttemptRows::map, "");
    }

    /** The same with the questions as the page shows them, locked against everything else that writes it. */
    Optional<WithSheet> exclusiveByToken(String token) {
        return byToken(
                token,
                ", a.sheet",
                (row, index) -> new WithSheet(map(row, index), row.getString(AFTER)),
                " for update");
    }

    /** The same with the paper. */
    Optional<WithPaper> exclusiveWithPaper(String token) {
        return byToken(token, ", a.paper", AttemptRows::withPaper, " for update");
    }

    private static WithPaper withPaper(ResultSet row, int index) throws SQLException {
        return new WithPaper(map(row, index), paper(row.getString(AFTER)));
    }

    private <T> Optional<T> byToken(String token, String more, RowMapper<T> mapper, String lock) {
        return AttemptTokens.isToken(token)
                ? jdbc.sql(COLUMNS + more + " from attempt a where a.token_hash = :token" + lock)
                        .param("token", AttemptTokens.digest(token))
                        .query(mapper)
                        .optional()
                : Optional.empty();
    }

    /** The attempt that a token opened before it expired and was replaced. */
    Optional<Long> byPastToken(String token) {
        return AttemptTokens.isToken(token)
                ? jdbc.sql("select attempt_id from attempt_past_token where token_hash = :token")
                        .param("token", AttemptTokens.digest(token))
                        .query(Long.class)
                        .optional()
                : Optional.empty();
    }

    /** Gives the attempt another token, good until {@code expires}. */
    void replaceToken(long attempt, int version, byte[] digest, Instant expires, Instant now) {
        jdbc.sql("insert into attempt_past_token (token_hash, attempt_id, replaced_at)"
                        + " select token_hash, id, :now from attempt where id = :id")
                .param("now", Times.sql(now))
                .param("id", attempt)
                .update();
        jdbc.sql("update attempt set token_version = :version, token_hash = :token, token_expires_at = :expires"
                        + " where id = :id")
                .param("version", version)
                .param("token", digest)
                .param("expires", Times.sql(expires))
                .param("id", attempt)
                .update();
    }

    Optional<Attempt> byId(long id) {
        return jdbc.sql(SELECT + "a.id = :id")
                .param("id", id)
                .query(AttemptRows::map)
                .optional();
    }

    /** The attempt, locked against handing in and against a further opening while answers are saved. */
    Attempt shared(long id) {
        return locked(id, " lock in share mode");
    }

    /** The attempt, locked for handing in. */
    Attempt exclusive(long id) {
        return locked(id, " for update");
    }

    private Attempt locked(long id, String lock) {
        return jdbc.sql(SELECT + "a.id = :id" + lock)
                .param("id", id)
                .query(AttemptRows::map)
                .single();
    }

    /** How the questions behind a token are answered. */
    Optional<PaperForms.Known> forms(String token) {
        return AttemptTokens.isToken(token)
                ? jdbc.sql("select mode, person_id, sheet, if(sheet is null, paper, null) from attempt"
                                + " where token_hash = :token")
                        .param("token", AttemptTokens.digest(token))
                        .query((row, index) -> new PaperForms.Known(
                                Mode.valueOf(row.getString(1)), new PersonId(row.getLong(2)), forms(row)))
                        .optional()
                : Optional.empty();
    }

    private static List<Form> forms(ResultSet row) throws SQLException {
        var sheet = row.getString(3);
        return sheet == null
                ? paper(row.getString(4)).asked().map(Form::of).toList()
                : new OpenedPaper.Questions(sheet).forms();
    }

    /** The attempt with its paper, locked for handing in. */
    WithPaper exclusiveWithPaper(long id) {
        return jdbc.sql(COLUMNS + ", a.paper from attempt a where a.id = :id for update")
                .param("id", id)
                .query(AttemptRows::withPaper)
                .single();
    }

    /** The drawn questions with their keys: large, so read only where they are needed. */
    Paper paper(long attempt) {
        return paper(jdbc.sql("select paper from attempt where id = :id")
                .param("id", attempt)
                .query(String.class)
                .single());
    }

    private static Paper paper(String json) {
        return QuestionJson.MAPPER.readValue(json, Paper.class);
    }

    /** Counts a further opening of the paper, and says which it is. The attempt must be locked. */
    int nextTab(Attempt locked) {
        var tab = locked.tab() + 1;
        jdbc.sql("update attempt set tab = :tab where id = :id")
                .param("tab", tab)
                .param("id", locked.id())
                .update();
        return tab;
    }

    /**
     * Attempts that have not ended though their time is over, oldest first, at most {@code limit}: started ones whose
     * deadline was before {@code deadline}, and those never started whose window ended before {@code now}.
     */
    List<Long> overdue(Instant deadline, Instant now, int limit) {
        return jdbc.sql("(select id from attempt where handed_in_at is null and deadline_at < :deadline"
                        + " order by deadline_at limit :limit) union all (select id from attempt where handed_in_at is null"
                        + " and started_at is null and date_add(window_end, interval extra_seconds second) < :now"
                        + " order by window_end limit :limit)")
                .param("deadline", Times.sql(deadline))
                .param("now", Times.sql(now))
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    private static final String OVERTAKE = """
              on duplicate key update
                late = if(values(seq) > attempt_answer.seq and values(answer) <> attempt_answer.answer, values(late),
                  attempt_answer.late),
                answer = if(values(seq) > attempt_answer.seq, values(answer), attempt_answer.answer),
                saved_at = if(values(seq) > attempt_answer.seq, values(saved_at), attempt_answer.saved_at),
                saves = if(values(seq) > attempt_answer.seq, attempt_answer.saves + 1, attempt_answer.saves),
                tab = if(values(seq) > attempt_answer.seq, values(tab), attempt_answer.tab),
                typed_at = if(values(seq) > attempt_answer.seq, values(typed_at), attempt_answer.typed_at),
                seq = greatest(attempt_answer.seq, values(seq))
              returning answer, late, seq, tab""";

    private static final String SAVE_IF_OPEN =
            """
            insert into attempt_answer (attempt_id, number, answer, late, first_saved_at, saved_at, saves, seq, tab,
              typed_at)
            select a.id, :number, :answer, a.deadline_at < :now, :now, :now, 1, :seq, a.tab, :typed
            from attempt a
            where a.token_hash = :token and a.tab = :tab and a.handed_in_at is null and a.deadline_at >= :earliest
              and a.revoked_at is null and a.token_expires_at > :now
            lock in share mode
            """ + OVERTAKE + ", (select o.deadline_at from attempt o where o.id = attempt_answer.attempt_id)";

    /**
     * Saves an answer unless one with the same or a higher number is there, in one statement, and says what is there now.
     * The attempt must be locked.
     */
    Saved save(long attempt, int tab, Typed typed, String answer, boolean late, Instant now) {
        return jdbc.sql("""
                insert into attempt_answer (attempt_id, number, answer, late, first_saved_at, saved_at, saves, seq, tab,
                  typed_at)
                values (:attempt, :number, :answer, :late, :now, :now, 1, :seq, :tab, :typed)
                """ + OVERTAKE)
                .param("attempt", attempt)
                .param("number", typed.number())
                .param("answer", answer)
                .param("late", late)
                .param("now", Times.sql(now))
                .param("seq", typed.seq())
                .param("tab", tab)
                .param("typed", sql(typed.typedAt()))
                .query(AttemptRows::saved)
                .single();
    }

    /**
     * The same by token for an attempt that is not locked, if it is open and this tab its newest: the statement holds its row shared until it is committed.
     *
     * @param earliest the deadline before which it is too late
     * @return what is there now, or empty when nothing was written
     */
    Optional<SavedAtOnce> saveIfOpen(String token, int tab, Typed typed, String answer, Instant now, Instant earliest) {
        return jdbc.sql(SAVE_IF_OPEN)
                .param("token", AttemptTokens.digest(token))
                .param("number", typed.number())
                .param("answer", answer)
                .param("now", Times.sql(now))
                .param("seq", typed.seq())
                .param("tab", tab)
                .param("typed", sql(typed.typedAt()))
                .param("earliest", Times.sql(earliest))
                .query((row, index) -> new SavedAtOnce(saved(row, index), instant(row, 5)))
                .optional();
    }

    /** What is saved for one question. */
    Optional<Saved> answer(long attempt, int number) {
        return jdbc.sql(
                        "select answer, late, seq, tab from attempt_answer where attempt_id = :attempt and number = :number")
                .param("attempt", attempt)
                .param("number", number)
                .query(AttemptRows::saved)
                .optional();
    }

    /** The same; before the start there are none. */
    Map<Integer, Saved> answers(Attempt attempt) {
        return attempt.state() == State.WAITING ? Map.of() : answers(attempt.id());
    }

    /** The answers by the question's number, also those taken back. */
    Map<Integer, Saved> answers(long attempt) {
        var answers = new TreeMap<Integer, Saved>();
        jdbc.sql("select answer, late, seq, tab, number from attempt_answer where attempt_id = :attempt")
                .param("attempt", attempt)
                .query((row, index) -> answers.put(row.getInt(5), saved(row, index)))
                .list();
        return answers;
    }

    /** Keeps an answer that does not count; the same one again is kept once, and no more than five hundred are. */
    void refuse(long attempt, int tab, Typed typed, String answer, Refusal reason, Instant now) {
        // Counted by a plain read: in the insert itself it would lock what others insert beside.
        if (count("attempt_refused_answer", attempt) >= FEW) {
            return;
        }
        jdbc.sql("""
                insert ignore into attempt_refused_answer (id, attempt_id, number, answer, seq, tab, reason, typed_at,
                  received_at)
                values (next value for attempt_refused_answer_seq, :attempt, :number, :answer, :seq, :tab, :reason, :typed,
                  :now)
                """)
                .param("attempt", attempt)
                .param("number", typed.number())
                .param("answer", answer)
                .param("seq", typed.seq())
                .param("tab", tab)
                .param("reason", reason.name())
                .param("typed", sql(typed.typedAt()))
                .param("now", Times.sql(now))
                .update();
    }

    /** Notes that the person looked away; the five hundredth time is the last that is noted. */
    void away(long attempt, int seconds, @Nullable Instant typedAt, Instant now) {
        if (count("attempt_away", attempt) < FEW) {
            jdbc.sql("insert into attempt_away (id, attempt_id, seconds, typed_at, recorded_at)"
                            + " values (next value for attempt_away_seq, :attempt, :seconds, :typed, :now)")
                    .param("attempt", attempt)
                    .param("seconds", seconds)
                    .param("typed", sql(typedAt))
                    .param("now", Times.sql(now))
                    .update();
        }
    }

    /** How often the person looked away. */
    int awayCount(long attempt) {
        return count("attempt_away", attempt);
    }

    private int count(String table, long attempt) {
        return jdbc.sql("select count(*) from " + table + " where attempt_id = :attempt")
                .param("attempt", attempt)
                .query(Integer.class)
                .single();
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

    /** Ends an attempt that nobody started: without a mark. */
    void lapse(long attempt, Instant ended) {
        jdbc.sql("update attempt set handed_in_at = :at, handed_in_how = 'NOT_STARTED', open_key = null where id = :id")
                .param("at", Times.sql(ended))
                .param("id", attempt)
                .update();
    }

    private static Saved saved(ResultSet row, int index) throws SQLException {
        return new Saved(row.getString(1), row.getBoolean(2), row.getLong(3), row.getInt(4));
    }

    private static Attempt map(ResultSet row, int index) throws SQLException {
        return new Attempt(
                row.getLong(1),
                new PersonId(row.getLong(2)),
                row.getString(3),
                row.getInt(4),
                Mode.valueOf(row.getString(5)),
                row.getObject(6, Long.class),
                row.getObject(7, Long.class),
                row.getString(8),
                row.getInt(9),
                instant(row, 10),
                instant(row, 11),
                row.getInt(12),
                row.getInt(13),
                instant(row, 14),
                instant(row, 15),
                instant(row, 16),
                row.getObject(17, Integer.class),
                row.getObject(18, Integer.class),
                row.getObject(19, Boolean.class),
                row.getInt(20),
                row.getInt(21),
                Times.instant(row.getObject(22, LocalDateTime.class)),
                row.getBoolean(23));
    }

    private static @Nullable LocalDateTime sql(@Nullable Instant instant) {
        return instant == null ? null : Times.sql(instant);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Times.instant(value);
    }
}
