package cn.mingbai.courses.authoring;

import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions of courses and their lessons in the database. */
@Component
class DraftRows {

    /** What a version written here has where a shipped one has the digest of what was shipped. */
    private static final byte[] NOT_SHIPPED = new byte[32];

    private static final String HEAD = """
            select v.id, v.course_code, v.version, v.state, v.title, v.goal, v.minutes, v.revision, v.shipped_version,
              v.note, v.edited_at, v.edited_by, (select s.name from person s where s.id = v.edited_by) editor
            from course_version v
            """;

    private static final String LESSON = """
            select l.id, l.code, l.title, l.minutes, l.rule_layer, l.body, l.points, l.revision, l.edited_at,
              l.edited_by, (select s.name from person s where s.id = l.edited_by) editor
            from lesson l
            """;

    private final JdbcClient jdbc;

    DraftRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The head of a version. */
    record Head(
            long id,
            String course,
            int version,
            String state,
            String title,
            String goal,
            int minutes,
            int revision,
            @Nullable Integer shipped,
            String note,
            @Nullable Instant editedAt,
            @Nullable Long editedBy,
            @Nullable String editor) {

        boolean isDraft() {
            return "DRAFT".equals(state);
        }
    }

    /** A lesson of a version. */
    record Lesson(
            long id,
            String code,
            LessonText text,
            int revision,
            @Nullable Instant editedAt,
            @Nullable Long editedBy,
            @Nullable String editor) {}

    /** A day on which a version begins or ends to be the one to learn, as known now. */
    record Published(String course, int version, LocalDate from, LocalDate to) {}

    /** All versions that were not discarded, by course and newest first. */
    List<Head> heads() {
        return jdbc.sql(HEAD + "where v.state <> 'DISCARDED' order by v.course_code, v.version desc")
                .query(DraftRows::head)
                .list();
    }

    /** A version that was not discarded. */
    Head head(String course, int version) {
        return head(course, version, "");
    }

    /** The same, locked: nobody saves, sends or publishes it meanwhile. */
    Head locked(String course, int version) {
        return head(course, version, " for update");
    }

    private Head head(String course, int version, String lock) {
        return jdbc.sql(HEAD + "where v.course_code = :course and v.version = :version and v.state <> 'DISCARDED'"
                        + lock)
                .param("course", course)
                .param("version", version)
                .query(DraftRows::head)
                .optional()
                .orElseThrow(() -> new NotFound("courses.authoring.not-found", course, version));
    }

    /** Locks a course, so that two officers do not begin a version at once. */
    void lockCourse(String course) {
        jdbc.sql("select code from course where code = :code for update")
                .param("code", course)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("courses.course.not-found", course));
    }

    /** The highest number of a course's versions, discarded ones too; 0 without any. */
    int highest(String course) {
        return jdbc.sql("select coalesce(max(version), 0) from course_version where course_code = :course")
                .param("course", course)
                .query(Integer.class)
                .single();
    }

    /** The version to compare with: the newest published before this one. */
    Optional<Integer> before(String course, int version) {
        return jdbc.sql("select max(version) from course_version where course_code = :course and version < :version"
                        + " and state = 'PUBLISHED'")
                .param("course", course)
                .param("version", version)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                .single();
    }

    /** The numbers of a course's versions that were published, oldest first. */
    List<Integer> published(String course) {
        return jdbc.sql("select version from course_version where course_code = :course and state = 'PUBLISHED'"
                        + " order by version")
                .param("course", course)
                .query(Integer.class)
                .list();
    }

    /** When versions are the ones to learn, as known now. */
    List<Published> publications() {
        return jdbc.sql("select course_code, version, valid_from, valid_to from course_publication"
                        + " where superseded_at = '9999-12-31' order by course_code, valid_from")
                .query((row, index) -> new Published(
                        row.getString(1),
                        row.getInt(2),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class)))
                .list();
    }

    /** The lessons of a version by their codes, in their order. */
    Map<String, Lesson> lessons(long version) {
        var lessons = new LinkedHashMap<String, Lesson>();
        jdbc.sql(LESSON + "where l.course_version_id = :version order by l.position, l.id")
                .param("version", version)
                .query(DraftRows::lesson)
                .list()
                .forEach(lesson -> lessons.put(lesson.code(), lesson));
        return lessons;
    }

    /** A lesson as it is now, whatever this transaction has seen before. */
    Optional<Lesson> current(long lesson) {
        return jdbc.sql(LESSON + "where l.id = :id lock in share mode")
                .param("id", lesson)
                .query(DraftRows::lesson)
                .optional();
    }

    /** A code for a course written here: L01, L02, and so on. */
    String freeCourseCode() {
        var last = jdbc.sql("select coalesce(max(cast(substr(code, 2) as unsigned)), 0) from course"
                        + " where code regexp '^L[0-9]{2,4}$'")
                .query(Integer.class)
                .single();
        return "L%02d".formatted(last + 1);
    }

    void insertCourse(String code, Instant now) {
        jdbc.sql("insert into course (code, created_at) values (:code, :now)")
                .param("code", code)
                .param("now", Times.sql(now))
                .update();
    }

    long insertHead(String course, int version, String title, String goal, int minutes, Instant now, long by) {
        var id = next("course_version_seq");
        jdbc.sql("""
                insert into course_version (id, course_code, version, state, title, goal, minutes, recorded_at, revision,
                  edited_at, edited_by, head_hash, origin_hash)
                values (:id, :course, :version, 'DRAFT', :title, :goal, :minutes, :now, 1, :now, :by, :hash, :origin)
                """)
                .param("id", id)
                .param("course", course)
                .param("version", version)
                .param("title", title)
                .param("goal", goal)
                .param("minutes", minutes)
                .param("now", Times.sql(now))
                .param("by", by)
                .param("hash", digest(title + "\n" + goal + "\n" + minutes))
                .param("origin", NOT_SHIPPED)
                .update();
        return id;
    }

    void insertLesson(long version, String code, int position, LessonText text, Instant now, @Nullable Long by) {
        jdbc.sql("""
                insert into lesson (id, course_version_id, code, position, title, minutes, rule_layer, body, points,
                  body_hash, origin_hash, recorded_at, edited_at, edited_by)
                values (:id, :version, :code, :position, :title, :minutes, :layer, :body, :points, :hash, :origin, :now,
                  :edited, :by)
                """)
                .param("id", next("lesson_seq"))
                .param("version", version)
                .param("code", code)
                .param("position", position)
                .param("title", text.title())
                .param("minutes", text.minutes())
                .param("layer", text.ruleLayer())
                .param("body", text.body())
                .param("points", String.join(",", text.points()))
                .param("hash", digest(text))
                .param("origin", NOT_SHIPPED)
                .param("now", Times.sql(now))
                .param("edited", by == null ? null : Times.sql(now))
                .param("by", by)
                .update();
    }

    /** Saves a lesson if nobody has saved it since {@code revision}; answers whether it did. */
    boolean updateLesson(long lesson, LessonText text, int revision, Instant now, long by) {
        return jdbc.sql("""
                update lesson set title = :title, minutes = :minutes, rule_layer = :layer, body = :body,
                  points = :points, body_hash = :hash, revision = revision + 1, edited_at = :now, edited_by = :by
                where id = :id and revision = :revision
                """)
                        .param("title", text.title())
                        .param("minutes", text.minutes())
                        .param("layer", text.ruleLayer())
                        .param("body", text.body())
                        .param("points", String.join(",", text.points()))
                        .param("hash", digest(text))
                        .param("now", Times.sql(now))
                        .param("by", by)
                        .param("id", lesson)
                        .param("revision", revision)
                        .update()
                == 1;
    }

    /** Saves a version's head, whose row is locked. */
    void updateHead(long id, String title, String goal, int minutes, Instant now, long by) {
        jdbc.sql("""
                update course_version set title = :title, goal = :goal, minutes = :minutes, head_hash = :hash,
                  revision = revision + 1, edited_at = :now, edited_by = :by
                where id = :id
                """)
                .param("title", title)
                .param("goal", goal)
                .param("minutes", minutes)
                .param("hash", digest(title + "\n" + goal + "\n" + minutes))
                .param("now", Times.sql(now))
                .param("by", by)
                .param("id", id)
                .update();
    }

    /** Notes that a version's lessons were changed, and how many minutes they take together. */
    void touch(long id, Instant now, long by) {
        jdbc.sql("""
                update course_version v set edited_at = :now, edited_by = :by, revision = greatest(revision, 1),
                  minutes = coalesce((select sum(l.minutes) from lesson l where l.course_version_id = v.id), 0)
                where id = :id
                """)
                .param("now", Times.sql(now))
                .param("by", by)
                .param("id", id)
                .update();
    }

    void position(long lesson, int position) {
        jdbc.sql("update lesson set position = :position where id = :id")
                .param("position", position)
                .param("id", lesson)
                .update();
    }

    void deleteLesson(long lesson) {
        jdbc.sql("delete from lesson where id = :id").param("id", lesson).update();
    }

    void state(long id, String state, String note) {
        jdbc.sql("update course_version set state = :state, note = :note where id = :id")
                .param("state", state)
                .param("note", note)
                .param("id", id)
                .update();
    }

    private long next(String sequence) {
        return jdbc.sql("select next value for " + sequence).query(Long.class).single();
    }

    private static Head head(ResultSet row, int index) throws SQLException {
        return new Head(
                row.getLong("id"),
                row.getString("course_code"),
                row.getInt("version"),
                row.getString("state"),
                row.getString("title"),
                row.getString("goal"),
                row.getInt("minutes"),
                row.getInt("revision"),
                row.getObject("shipped_version", Integer.class),
                row.getString("note"),
                instant(row),
                row.getObject("edited_by", Long.class),
                row.getString("editor"));
    }

    private static Lesson lesson(ResultSet row, int index) throws SQLException {
        var points = row.getString("points");
        return new Lesson(
                row.getLong("id"),
                row.getString("code"),
                new LessonText(
                        row.getString("title"),
                        row.getInt("minutes"),
                        row.getString("rule_layer"),
                        row.getString("body"),
                        points.isEmpty()
                                ? List.of()
                                : Arrays.stream(points.split(",")).sorted().toList()),
                row.getInt("revision"),
                instant(row),
                row.getObject("edited_by", Long.class),
                row.getString("editor"));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        var at = row.getObject("edited_at", LocalDateTime.class);
        return at == null ? null : Times.instant(at);
    }

    private static byte[] digest(LessonText text) {
        return digest(text.title() + "\n" + text.minutes() + "\n" + text.ruleLayer() + "\n" + text.body());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
