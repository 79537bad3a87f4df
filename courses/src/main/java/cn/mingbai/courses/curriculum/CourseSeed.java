package cn.mingbai.courses.curriculum;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts shipped courses into the database at every start, by code and digest: what is new comes in, what an officer has
 * edited stays as it is. The first version of a course is published; a further one waits as a draft, since publishing it
 * says who owes a re-check, and that an officer decides.
 */
@Component
@Order(CourseSeed.ORDER)
class CourseSeed implements ApplicationRunner {

    static final int ORDER = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Audit audit;
    private final Clock clock;

    CourseSeed(JdbcClient jdbc, TransactionTemplate transactions, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        seed(ShippedCourse.all());
    }

    /** Seeds these courses, each in a transaction of its own. */
    void seed(List<ShippedCourse> courses) {
        courses.forEach(course -> transactions.executeWithoutResult(status -> seed(course)));
    }

    private void seed(ShippedCourse course) {
        var now = Times.sql(clock.instant());
        // The row of the course is also what two nodes that start at once wait for each other on; "insert ignore" would
        // give both a shared lock on one that is there, and a deadlock on the next line.
        jdbc.sql("insert into course (code, created_at) values (:code, :now) on duplicate key update code = code")
                .param("code", course.code())
                .param("now", now)
                .update();
        jdbc.sql("select code from course where code = :code for update")
                .param("code", course.code())
                .query(String.class)
                .single();
        var version = version(course, now);
        var revision = jdbc.sql("select revision from course_version where id = :id")
                .param("id", version)
                .query(Integer.class)
                .single();
        if (revision > 0) {
            // An officer works on it: what was taken out must not come back.
            return;
        }
        for (var i = 0; i < course.lessons().size(); i++) {
            lesson(version, i + 1, course.lessons().get(i), now);
        }
    }

    private record Stored(long id, byte[] hash, byte[] origin) {

        boolean isEdited() {
            return !Arrays.equals(hash, origin);
        }
    }

    private long version(ShippedCourse course, LocalDateTime now) {
        var shipped = digest(course.title() + "\n" + course.goal() + "\n" + course.minutes());
        var stored = jdbc.sql("select id, head_hash, origin_hash from course_version"
                        + " where course_code = :code and shipped_version = :version")
                .param("code", course.code())
                .param("version", course.version())
                .query((row, index) -> new Stored(row.getLong(1), row.getBytes(2), row.getBytes(3)))
                .optional();
        if (stored.isPresent()) {
            var found = stored.get();
            if (!found.isEdited() && !Arrays.equals(found.origin(), shipped)) {
                jdbc.sql("update course_version set title = :title, goal = :goal, minutes = :minutes,"
                                + " head_hash = :hash, origin_hash = :hash where id = :id")
                        .param("title", course.title())
                        .param("goal", course.goal())
                        .param("minutes", course.minutes())
                        .param("hash", shipped)
                        .param("id", found.id())
                        .update();
                audit.record("course.seed", "course " + course.code(), null, "head of version " + course.version());
            }
            return found.id();
        }
        var highest = jdbc.sql("select coalesce(max(version), 0) from course_version where course_code = :code")
                .param("code", course.code())
                .query(Integer.class)
                .single();
        var number = Math.max(course.version(), highest + 1);
        var id = nextId("course_version_seq");
        jdbc.sql("""
                insert into course_version (id, course_code, version, state, shipped_version, title, goal, minutes,
                  recorded_at, head_hash, origin_hash)
                values (:id, :code, :number, :state, :version, :title, :goal, :minutes, :now, :hash, :hash)
                """)
                .param("id", id)
                .param("code", course.code())
                .param("number", number)
                .param("state", highest == 0 ? "PUBLISHED" : "DRAFT")
                .param("version", course.version())
                .param("title", course.title())
                .param("goal", course.goal())
                .param("minutes", course.minutes())
                .param("now", now)
                .param("hash", shipped)
                .update();
        if (highest == 0) {
            publish(course, now);
        }
        audit.record(
                "course.seed",
                "course " + course.code(),
                null,
                "version " + number + (highest == 0 ? ", published" : ", a draft"));
        return id;
    }

    /**
     * Nobody owed a course that no requirement has named yet, so its first day, and the day it was known, may lie before
     * the installation: no figure changes by it. One that is waited for counts from today on.
     */
    private void publish(ShippedCourse course, LocalDateTime now) {
        var awaited = jdbc.sql("select exists (select 1 from requirement_course where course_code = :code)")
                .param("code", course.code())
                .query(Boolean.class)
                .single();
        var from = awaited ? null : course.publishedFrom();
        jdbc.sql("""
                insert into course_publication (id, course_code, version, valid_from, valid_to, recorded_at,
                  superseded_at)
                values (next value for course_publication_seq, :code, :version, :from, '9999-12-31', :known,
                  '9999-12-31')
                """)
                .param("code", course.code())
                .param("version", course.version())
                .param("from", from == null ? Times.today(clock) : from)
                .param(
                        "known",
                        from == null
                                ? now
                                : Times.sql(from.atStartOfDay(Times.ZONE).toInstant()))
                .update();
    }

    private void lesson(long version, int position, ShippedCourse.ShippedLesson lesson, LocalDateTime now) {
        var shipped =
                digest(lesson.title() + "\n" + lesson.minutes() + "\n" + lesson.ruleLayer() + "\n" + lesson.body());
        var stored = jdbc.sql("select id, body_hash, origin_hash from lesson"
                        + " where course_version_id = :version and code = :code")
                .param("version", version)
                .param("code", lesson.code())
                .query((row, index) -> new Stored(row.getLong(1), row.getBytes(2), row.getBytes(3)))
                .optional();
        if (stored.isPresent()) {
            var found = stored.get();
            if (!found.isEdited() && !Arrays.equals(found.origin(), shipped)) {
                jdbc.sql(
                                "update lesson set title = :title, minutes = :minutes, rule_layer = :layer, body = :body,"
                                        + " points = :points, body_hash = :hash, origin_hash = :hash, position = :position where id = :id")
                        .param("title", lesson.title())
                        .param("minutes", lesson.minutes())
                        .param("layer", lesson.ruleLayer())
                        .param("body", lesson.body())
                        .param("points", String.join(",", lesson.points()))
                        .param("hash", shipped)
                        .param("position", position)
                        .param("id", found.id())
                        .update();
                audit.record("course.seed", "lesson " + lesson.code(), null, "shipped text changed");
            } else if (!found.isEdited()) {
                jdbc.sql("update lesson set points = :points where id = :id")
                        .param("points", String.join(",", lesson.points()))
                        .param("id", found.id())
                        .update();
            }
            return;
        }
        jdbc.sql("""
                insert into lesson (id, course_version_id, code, position, title, minutes, rule_layer, body, points,
                  body_hash, origin_hash, recorded_at)
                values (:id, :version, :code, :position, :title, :minutes, :layer, :body, :points, :hash, :hash, :now)
                """)
                .param("id", nextId("lesson_seq"))
                .param("version", version)
                .param("code", lesson.code())
                .param("position", position)
                .param("title", lesson.title())
                .param("minutes", lesson.minutes())
                .param("layer", lesson.ruleLayer())
                .param("body", lesson.body())
                .param("points", String.join(",", lesson.points()))
                .param("hash", shipped)
                .param("now", now)
                .update();
    }

    private long nextId(String sequence) {
        return jdbc.sql("select next value for " + sequence).query(Long.class).single();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
