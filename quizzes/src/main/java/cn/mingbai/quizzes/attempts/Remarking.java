package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Marks attempts anew: the mark before is superseded and kept, the training record that rested on it is taken back, and
 * one with the new score is written, for the day of the hand-in, known from now on.
 */
@Component
@Internal
public class Remarking {

    private static final int CHUNK = 500;

    private static final String MARKED = """
            select a.id, a.person_id, a.course_code, a.course_version, a.mode = 'PRACTICE', a.recheck_id,
              a.handed_in_at, a.pass_mark, m.id, m.cause, m.items, m.score, m.passed
            from attempt a join attempt_mark m on m.in_force = a.id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TrainingRecords records;
    private final Rulings rulings;
    private final Clock clock;

    Remarking(JdbcClient jdbc, JdbcTemplate batches, TrainingRecords records, Rulings rulings, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.records = records;
        this.rulings = rulings;
        this.clock = clock;
    }

    /** Why an attempt was marked. */
    public enum Cause {
        KEY_CORRECTION,
        ANSWER_FILE
    }

    /**
     * A mark that changes.
     *
     * @param isPractice whether it counts for nothing
     * @param mark the number of the mark in force
     * @param itemsAfter what the new mark says of each question
     */
    public record Change(
            long attempt,
            PersonId person,
            String course,
            int courseVersion,
            boolean isPractice,
            @Nullable Long recheck,
            Instant handedIn,
            long mark,
            boolean first,
            int scoreBefore,
            boolean passedBefore,
            int rightAfter,
            int scoreAfter,
            boolean passedAfter,
            String itemsAfter) {}

    /**
     * What a ruling would do.
     *
     * @param met how many marked attempts met the question, practice not counted
     */
    public record Effect(int met, List<Change> changes) {

        /** Those that are no practice. */
        public List<Change> counting() {
            return changes.stream().filter(change -> !change.isPractice()).toList();
        }

        public Effect {
            changes = List.copyOf(changes);
        }
    }

    private record Row(
            long attempt,
            long person,
            String course,
            int courseVersion,
            boolean isPractice,
            @Nullable Long recheck,
            Instant handedIn,
            int passMark,
            long mark,
            String cause,
            String items,
            int score,
            boolean passed) {}

    /** Which marks change when a ruling holds for versions of a question; nothing is written. */
    public Effect effect(String course, String code, Collection<Integer> versions, Ruling ruling) {
        return effect(course, code, versions, ruling, "");
    }

    /** The same with the marks as they are committed, locked until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Effect lockedEffect(String course, String code, Collection<Integer> versions, Ruling ruling) {
        return effect(course, code, versions, ruling, " for update");
    }

    /**
     * How the mark of an attempt changes with other answers; empty when it does not, or the attempt was not marked.
     *
     * @param answers all of them, by number; blank ones are none
     * @param lock whether mark and rulings stay as they are until the caller's transaction ends
     */
    Optional<Change> anew(long attempt, Map<Integer, String> answers, boolean lock) {
        var found = jdbc.sql(MARKED + "where a.id = :attempt" + (lock ? " for update" : ""))
                .param("attempt", attempt)
                .query(Remarking::row)
                .optional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var row = found.get();
        var paper = papers(List.of(attempt)).get(attempt);
        var ruled = lock ? rulings.held(row.course()) : rulings.inForce(row.course());
        var marked = Marked.of(Objects.requireNonNull(paper), answers, ruled, row.passMark());
        var items = AttemptMarks.items(paper, marked);
        return items.equals(row.items()) ? Optional.empty() : Optional.of(change(row, marked, items));
    }

    private Effect effect(String course, String code, Collection<Integer> versions, Ruling ruling, String lock) {
        var rulings = versions.stream()
                .collect(Collectors.toMap(version -> new Rulings.Of(code, version), version -> ruling));
        var met = met(course, rulings.keySet(), lock);
        var changes = new ArrayList<Change>();
        for (var from = 0; from < met.size(); from += CHUNK) {
            var chunk = met.subList(from, Math.min(from + CHUNK, met.size()));
            var ids = chunk.stream().map(Row::attempt).toList();
            var papers = papers(ids);
            var answers = answers(ids);
            for (var row : chunk) {
                var paper = papers.get(row.attempt());
                if (paper != null) {
                    change(row, paper, answers.getOrDefault(row.attempt(), Map.of()), rulings, changes);
                }
            }
        }
        return new Effect((int) met.stream().filter(row -> !row.isPractice()).count(), changes);
    }

    /** Only the questions ruled on are looked at; what else the paper holds keeps its mark. */
    private static void change(
            Row row, Paper paper, Map<Integer, String> answers, Map<Rulings.Of, Ruling> rulings, List<Change> changes) {
        var before = row.items().split(" ");
        var each = new ArrayList<Boolean>();
        for (var number = 1; paper.has(number); number++) {
            var item = before[number - 1];
            each.add(
                    rulings.containsKey(Rulings.of(paper, number))
                            ? Marked.isRight(paper, number, answers.get(number), rulings)
                            : item.endsWith(":1"));
        }
        var marked = Marked.of(each, row.passMark());
        var items = AttemptMarks.items(paper, marked);
        if (!items.equals(row.items())) {
            changes.add(change(row, marked, items));
        }
    }

    private static Change change(Row row, Marked marked, String items) {
        return new Change(
                row.attempt(),
                new PersonId(row.person()),
                row.course(),
                row.courseVersion(),
                row.isPractice(),
                row.recheck(),
                row.handedIn(),
                row.mark(),
                row.cause().equals("HAND_IN"),
                row.score(),
                row.passed(),
                marked.right(),
                marked.score(),
                marked.passed(),
                items);
    }

    /**
     * Writes the new marks and what follows from them, in the caller's transaction.
     *
     * @param correction the key's correction, or null for another cause
     * @param reason why, for the reversals; 1 to 300 characters
     * @param by who wanted it
     * @param second who agreed; nobody whose own mark changes
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(
            List<Change> changes, Cause cause, @Nullable Long correction, String reason, PersonId by, PersonId second) {
        var now = Times.sql(clock.instant());
        var marks = new HashMap<Long, Long>();
        for (var change : changes) {
            marks.put(
                    change.attempt(),
                    jdbc.sql("select next value for attempt_mark_seq")
                            .query(Long.class)
                            .single());
        }
        batches.batchUpdate("update attempt_mark set superseded_at = ? where id = ?", changes, CHUNK, (row, change) -> {
            row.setObject(1, now);
            row.setLong(2, change.mark());
        });
        batches.batchUpdate(
                "insert into attempt_mark (id, attempt_id, right_count, score, passed, items, cause, correction_id,"
                        + " recorded_at, superseded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, '9999-12-31')",
                changes,
                CHUNK,
                (row, change) -> {
                    row.setLong(1, marks.get(change.attempt()));
                    row.setLong(2, change.attempt());
                    row.setInt(3, change.rightAfter());
                    row.setInt(4, change.scoreAfter());
                    row.setBoolean(5, change.passedAfter());
                    row.setString(6, change.itemsAfter());
                    row.setString(7, cause.name());
                    row.setObject(8, correction);
                    row.setObject(9, now);
                });
        batches.batchUpdate(
                "update attempt set right_count = ?, score = ?, passed = ?, marked_at = ? where id = ?",
                changes,
                CHUNK,
                (row, change) -> {
                    row.setInt(1, change.rightAfter());
                    row.setInt(2, change.scoreAfter());
                    row.setBoolean(3, change.passedAfter());
                    row.setObject(4, now);
                    row.setLong(5, change.attempt());
                });
        for (var from = 0; from < changes.size(); from += CHUNK) {
            var chunk = changes.subList(from, Math.min(from + CHUNK, changes.size()));
            var standing = standing(chunk);
            var known = withRecords(chunk);
            for (var change : chunk) {
                restate(
                        change,
                        standing.get(change.attempt()),
                        known.contains(change.attempt()),
                        marks,
                        reason,
                        by,
                        second);
            }
        }
    }

    /** Takes the record back that rested on the old mark, and writes what the new one says. */
    private void restate(
            Change change,
            @Nullable String evidence,
            boolean everOnRecord,
            Map<Long, Long> marks,
            String reason,
            PersonId by,
            PersonId second) {
        if (change.isPractice()) {
            return;
        }
        if (evidence != null) {
            records.reverse(evidence, reason, by, second);
        } else if (everOnRecord || change.recheck() == null) {
            // Officers took the record back before, for a reason of their own: that stands.
            return;
        }
        var anew = "attempt:" + change.attempt() + ":m" + marks.get(change.attempt());
        var day = Times.dayOf(change.handedIn());
        if (change.recheck() == null) {
            records.record(new TrainingEntry.MarkedAnew(new TrainingEntry.QuizHandedIn(
                    change.person(),
                    change.course(),
                    change.courseVersion(),
                    day,
                    change.scoreAfter(),
                    change.passedAfter(),
                    anew)));
        } else if (change.passedAfter()) {
            records.record(new TrainingEntry.MarkedAnew(new TrainingEntry.RecheckPassed(
                    change.person(),
                    change.course(),
                    change.courseVersion(),
                    day,
                    change.scoreAfter(),
                    change.recheck(),
                    anew)));
        }
    }

    private List<Row> met(String course, Collection<Rulings.Of> questions, String lock) {
        var found = new ArrayList<Row>();
        for (var question : questions) {
            found.addAll(jdbc.sql(MARKED
                            + "where a.course_code = :course and locate(:item, concat(' ', m.items)) > 0 order by a.id"
                            + lock)
                    .param("course", course)
                    .param("item", " " + question.code() + ":" + question.version() + ":")
                    .query(Remarking::row)
                    .list());
        }
        return found;
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getBoolean(5),
                row.getObject(6, Long.class),
                Times.instant(row.getObject(7, LocalDateTime.class)),
                row.getInt(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                row.getInt(12),
                row.getBoolean(13));
    }

    private Map<Long, Paper> papers(List<Long> attempts) {
        var papers = new HashMap<Long, Paper>();
        jdbc.sql("select id, paper from attempt where id in (:ids)")
                .param("ids", attempts)
                .query(row -> {
                    papers.put(row.getLong(1), QuestionJson.MAPPER.readValue(row.getString(2), Paper.class));
                });
        return papers;
    }

    private Map<Long, Map<Integer, String>> answers(List<Long> attempts) {
        var answers = new HashMap<Long, Map<Integer, String>>();
        jdbc.sql("select attempt_id, number, answer from attempt_answer where attempt_id in (:ids)"
                        + " lock in share mode")
                .param("ids", attempts)
                .query(row -> {
                    answers.computeIfAbsent(row.getLong(1), attempt -> new HashMap<>())
                            .put(row.getInt(2), row.getString(3));
                });
        return answers;
    }

    private static String evidence(Change change) {
        return "attempt:" + change.attempt() + (change.first() ? "" : ":m" + change.mark());
    }

    /** The evidence of the record that rests on the mark in force, by attempt. */
    private Map<Long, String> standing(List<Change> changes) {
        var attempts = changes.stream().collect(Collectors.toMap(Remarking::evidence, Change::attempt));
        var standing = new HashMap<Long, String>();
        jdbc.sql("select t.evidence from training_record t where t.evidence in (:evidence)"
                        + " and not exists (select 1 from training_record r where r.reversal_of = t.id)"
                        + " lock in share mode")
                .param("evidence", attempts.keySet())
                .query(String.class)
                .list()
                .forEach(evidence -> standing.put(attempts.get(evidence), evidence));
        return standing;
    }

    /** The attempts whose mark in force has, or had, a record. */
    private java.util.Set<Long> withRecords(List<Change> changes) {
        var attempts = changes.stream().collect(Collectors.toMap(Remarking::evidence, Change::attempt));
        return jdbc
                .sql("select t.evidence from training_record t where t.evidence in (:evidence)")
                .param("evidence", attempts.keySet())
                .query(String.class)
                .list()
                .stream()
                .map(attempts::get)
                .collect(Collectors.toSet());
    }
}
