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
 * edited stays as it is.
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
        // The row of the course is also what two nodes that start at once wait for each other on.
        jdbc.sql("insert ignore into course (code, created_at) values (:code, :now)")
                .param("code", course.code())
                .param("now", now)
                .update();
        jdbc.sql("select code from course where code = :code for update")
                .param("code", course.code())
                .query(String.class)
                .single();
        var version = version(course, now);
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
                        + " where course_code = :code and version = :version")
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
        var id = nextId("course_version_seq");
        jdbc.sql("""
                insert into course_version (id, course_code, version, title, goal, minutes, recorded_at, head_hash,
                  origin_hash)
                values (:id, :code, :version, :title, :goal, :minutes, :now, :hash, :hash)
                """)
                .param("id", id)
                .param("code", course.code())
                .param("version", course.version())
                .param("title", course.title())
                .param("goal", course.goal())
                .param("minutes", course.minutes())
                .param("now", now)
                .param("hash", shipped)
                .update();
        audit.record("course.seed", "course " + course.code(), null, "version " + course.version());
        return id;
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
                jdbc.sql("update lesson set title = :title, minutes = :minutes, rule_layer = :layer, body = :body,"
                                + " body_hash = :hash, origin_hash = :hash, position = :position where id = :id")
                        .param("title", lesson.title())
                        .param("minutes", lesson.minutes())
                        .param("layer", lesson.ruleLayer())
                        .param("body", lesson.body())
                        .param("hash", shipped)
                        .param("position", position)
                        .param("id", found.id())
                        .update();
                audit.record("course.seed", "lesson " + lesson.code(), null, "shipped text changed");
            }
            return;
        }
        jdbc.sql("""
                insert into lesson (id, course_version_id, code, position, title, minutes, rule_layer, body, body_hash,
                  origin_hash, recorded_at)
                values (:id, :version, :code, :position, :title, :minutes, :layer, :body, :hash, :hash, :now)
                """)
                .param("id", nextId("lesson_seq"))
                .param("version", version)
                .param("code", lesson.code())
                .param("position", position)
                .param("title", lesson.title())
                .param("minutes", lesson.minutes())
                .param("layer", lesson.ruleLayer())
                .param("body", lesson.body())
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
