package cn.mingbai.courses.authoring;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.search.SearchChanges;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what two people have agreed on: from when a version is the one to learn, and the re-check it asks for. */
@Component
class Publishing {

    private final JdbcClient jdbc;
    private final DraftRows rows;
    private final Audit audit;
    private final SearchChanges search;
    private final Clock clock;

    Publishing(JdbcClient jdbc, DraftRows rows, Audit audit, SearchChanges search, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.audit = audit;
        this.search = search;
        this.clock = clock;
    }

    private record Row(int version, LocalDate from) {}

    /** Publishes, in the transaction of the decision; a day that has passed meanwhile becomes today. */
    void publish(PublishOrder order, PersonId proposer, PersonId approver, long approval) {
        rows.lockCourse(order.course());
        var head = rows.locked(order.course(), order.version());
        if (!head.isDraft()) {
            throw new RuleViolation("courses.authoring.published");
        }
        var today = Times.today(clock);
        var from = order.from().isBefore(today) ? today : order.from();
        end(order.course(), from, proposer, approver, approval);
        insert(order.course(), order.version(), from, Times.NO_END, proposer, approver, approval);
        search.afterCommit();
        rows.state(head.id(), "PUBLISHED", "");
        var due = order.due();
        if (order.how() != null && due != null && !order.affected().isEmpty()) {
            // Whoever decides late must not shorten the time that people have.
            recheck(order, from, due.plusDays(ChronoUnit.DAYS.between(order.from(), from)), proposer, approver);
        }
        audit.record(
                "course.publish",
                "course " + order.course() + "/" + order.version(),
                null,
                "from " + from + ", points " + order.points() + ", re-check "
                        + (order.how() == null || order.affected().isEmpty()
                                ? "none"
                                : order.how() + " by " + due + " for versions " + order.affected()));
    }

    /** Withdraws a course: from {@code from} on nobody owes it; what was passed stays passed. */
    void withdraw(String course, LocalDate from, PersonId proposer, PersonId approver, long approval) {
        rows.lockCourse(course);
        var today = Times.today(clock);
        var day = from.isBefore(today) ? today : from;
        end(course, day, proposer, approver, approval);
        search.afterCommit();
        audit.record("course.withdraw", "course " + course, null, "from " + day);
    }

    /** Ends on {@code from} whatever of the course would be the one to learn on that day or later. */
    private void end(String course, LocalDate from, PersonId proposer, PersonId approver, long approval) {
        var now = Times.sql(clock.instant());
        var later = jdbc.sql("select version, valid_from from course_publication where course_code = :course"
                        + " and superseded_at = '9999-12-31' and valid_to > :from for update")
                .param("course", course)
                .param("from", from)
                .query((row, index) -> new Row(row.getInt(1), row.getObject(2, LocalDate.class)))
                .list();
        jdbc.sql("update course_publication set superseded_at = :now where course_code = :course"
                        + " and superseded_at = '9999-12-31' and valid_to > :from")
                .param("now", now)
                .param("course", course)
                .param("from", from)
                .update();
        for (var row : later) {
            if (row.from().isBefore(from)) {
                insert(course, row.version(), row.from(), from, proposer, approver, approval);
            } else {
                // It never was the one to learn, so nobody owes what it would have asked.
                jdbc.sql("update course_recheck set superseded_at = :now where course_code = :course"
                                + " and version = :version and superseded_at = '9999-12-31'")
                        .param("now", now)
                        .param("course", course)
                        .param("version", row.version())
                        .update();
            }
        }
    }

    private void insert(
            String course,
            int version,
            LocalDate from,
            LocalDate to,
            PersonId proposer,
            PersonId approver,
            @Nullable Long approval) {
        jdbc.sql("""
                insert into course_publication (id, course_code, version, valid_from, valid_to, recorded_at,
                  superseded_at, recorded_by, approved_by, approval_id)
                values (next value for course_publication_seq, :course, :version, :from, :to, :now, '9999-12-31', :by,
                  :approver, :approval)
                """)
                .param("course", course)
                .param("version", version)
                .param("from", from)
                .param("to", to)
                .param("now", Times.sql(clock.instant()))
                .param("by", proposer.value())
                .param("approver", approver.value())
                .param("approval", approval)
                .update();
    }

    private void recheck(PublishOrder order, LocalDate from, LocalDate due, PersonId proposer, PersonId approver) {
        jdbc.sql("""
                insert into course_recheck (id, course_code, version, lessons, points, affected_versions, how,
                  valid_from, due_on, recorded_at, superseded_at, recorded_by, approved_by)
                values (next value for course_recheck_seq, :course, :version, :lessons, :points, :affected, :how, :from,
                  :due, :now, '9999-12-31', :by, :approver)
                """)
                .param("course", order.course())
                .param("version", order.version())
                .param("lessons", String.join(",", order.lessons()))
                .param("points", String.join(",", order.points()))
                .param("affected", joined(order.affected()))
                .param("how", String.valueOf(order.how()))
                .param("from", from)
                .param("due", due)
                .param("now", Times.sql(clock.instant()))
                .param("by", proposer.value())
                .param("approver", approver.value())
                .update();
    }

    private static String joined(List<Integer> versions) {
        return versions.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
