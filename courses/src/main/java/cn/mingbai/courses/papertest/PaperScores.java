package cn.mingbai.courses.papertest;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The scores of paper tests on record, whoever asks, and how one is restated when its paper was marked anew. */
@Component
@Internal
public class PaperScores {

    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final TrainingRecords records;
    private final Clock clock;

    PaperScores(JdbcClient jdbc, TrainingRecords records, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.clock = clock;
    }

    /**
     * A score in force.
     *
     * @param title what the test is called
     * @param day when it was sat
     * @param recorded when the score went on record
     */
    public record OnRecord(
            long id,
            PaperTestId test,
            String title,
            String course,
            int version,
            LocalDate day,
            int passMark,
            PersonId person,
            int score,
            Instant recorded) {

        /** Whether the score reaches the test's pass mark. */
        public boolean passed() {
            return passes(score);
        }

        /** Whether another score would. */
        public boolean passes(int other) {
            return other >= passMark;
        }
    }

    /**
     * The scores in force of these tests.
     *
     * @param lock whether they stay as they are, as committed, until the caller's transaction ends
     */
    public List<OnRecord> of(Collection<Long> tests, boolean lock) {
        var found = new ArrayList<OnRecord>();
        var all = List.copyOf(tests);
        for (var from = 0; from < all.size(); from += CHUNK) {
            found.addAll(jdbc.sql("""
                    select c.id, t.id, t.title, t.course_code, t.course_version, t.held_on, t.pass_mark, c.person_id,
                      c.score, c.recorded_at
                    from paper_test_score c join paper_test t on t.id = c.paper_test_id
                    where c.paper_test_id in (:tests) and c.in_force is not null order by c.id
                    """ + (lock ? " for update" : ""))
                    .param("tests", all.subList(from, Math.min(from + CHUNK, all.size())))
                    .query((row, index) -> new OnRecord(
                            row.getLong(1),
                            new PaperTestId(row.getLong(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getInt(5),
                            row.getObject(6, LocalDate.class),
                            row.getInt(7),
                            new PersonId(row.getLong(8)),
                            row.getInt(9),
                            Times.instant(row.getObject(10, LocalDateTime.class))))
                    .list());
        }
        return found;
    }

    /**
     * Puts another score in the place of one, in the caller's transaction: the one before is kept, its training record is
     * taken back, and one with the new score is written for the day of the test, known from now on.
     *
     * @param anew 0 to 100
     * @param reason why, 1 to 300 characters
     * @param by who wanted it
     * @param second who agreed: neither {@code by} nor the person
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void restate(OnRecord before, int anew, String reason, PersonId by, PersonId second) {
        var now = Times.sql(clock.instant());
        var id = jdbc.sql("select next value for paper_test_score_seq")
                .query(Long.class)
                .single();
        jdbc.sql("update paper_test_score set superseded_at = :now where id = :id")
                .param("now", now)
                .param("id", before.id())
                .update();
        jdbc.sql("""
                insert into paper_test_score (id, paper_test_id, person_id, score, recorded_at, superseded_at, recorded_by)
                values (:id, :test, :person, :score, :now, '9999-12-31', :by)
                """)
                .param("id", id)
                .param("test", before.test().value())
                .param("person", before.person().value())
                .param("score", anew)
                .param("now", now)
                .param("by", by.value())
                .update();
        records.reverse("paper:" + before.id(), reason, by, second);
        records.record(new TrainingEntry.MarkedAnew(new TrainingEntry.PaperMarked(
                before.person(),
                before.course(),
                before.version(),
                before.day(),
                anew,
                before.passes(anew),
                "paper:" + id)));
    }
}
