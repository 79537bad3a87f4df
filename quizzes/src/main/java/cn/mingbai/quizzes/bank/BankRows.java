package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the bank. */
@Component
@Internal
class BankRows {

    private static final String DRAFT =
            "select d.id, d.course_code, d.code, d.base_version, d.revision, d.content, d.content_hash,"
                    + " d.imported_from, d.returned_note, d.changed_by, s.name changer from question_draft d"
                    + " join person s on s.id = d.changed_by ";

    private static final byte[] NEVER_SHIPPED = new byte[32];

    private final JdbcClient jdbc;
    private final Clock clock;

    BankRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Current(int version, Question question) {}

    record Draft(
            long id,
            String course,
            String code,
            int baseVersion,
            int revision,
            Question question,
            String hash,
            String importedFrom,
            String note,
            PersonId by,
            String byName) {}

    record Retirement(long id, LocalDate from, String reason, boolean byOfficer) {}

    record Head(String title, boolean open) {}

    Map<String, Head> heads() {
        var heads = new HashMap<String, Head>();
        jdbc.sql("select course_code, title, opened_at is not null from quiz").query(row -> {
            heads.put(row.getString(1), new Head(row.getString(2), row.getBoolean(3)));
        });
        return heads;
    }

    /** Locks a course's quiz, so that codes are given and pools counted one after the other; whether there is one. */
    boolean lock(String course) {
        return jdbc.sql("select 1 from quiz where course_code = :course for update")
                .param("course", course)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void addHead(String course, String title, int minutes, int passMark) {
        var hash = digest(title + "\n" + minutes + "\n" + passMark);
        jdbc.sql("insert into quiz (course_code, title, minutes, pass_mark, head_hash, origin_hash, recorded_at)"
                        + " values (:course, :title, :minutes, :pass, :hash, :origin, :now)")
                .param("course", course)
                .param("title", title)
                .param("minutes", minutes)
                .param("pass", passMark)
                .param("hash", hash)
                .param("origin", NEVER_SHIPPED)
                .param("now", now())
                .update();
    }

    void open(String course) {
        jdbc.sql("update quiz set opened_at = :now where course_code = :course and opened_at is null")
                .param("now", now())
                .param("course", course)
                .update();
    }

    /** The latest versions, in use or not, by code. */
    SequencedMap<String, Current> current(String course) {
        var found = new LinkedHashMap<String, Current>();
        jdbc.sql("""
                select q.code, q.version, q.content from question q where q.course_code = :course
                  and q.version = (select max(l.version) from question l
                    where l.course_code = q.course_code and l.code = q.code)
                order by q.code
                """).param("course", course).query(row -> {
            found.put(row.getString(1), new Current(row.getInt(2), read(row.getString(3))));
        });
        return found;
    }

    record Version(int number, LocalDate since, String writer, String reviewer, Question question) {}

    List<Version> versions(String course, String code) {
        return jdbc.sql("""
                select q.version, q.recorded_at, coalesce(w.name, ''), coalesce(a.name, ''), q.content from question q
                left join person w on w.id = q.recorded_by left join person a on a.id = q.approved_by
                where q.course_code = :course and q.code = :code order by q.version desc
                """)
                .param("course", course)
                .param("code", code)
                .query((row, index) -> new Version(
                        row.getInt(1),
                        Times.dayOf(Times.instant(row.getObject(2, LocalDateTime.class))),
                        row.getString(3),
                        row.getString(4),
                        read(row.getString(5))))
                .list();
    }

    Map<String, Draft> drafts(String course) {
        var found = new LinkedHashMap<String, Draft>();
        jdbc.sql(DRAFT + "where d.course_code = :course order by d.code")
                .param("course", course)
                .query(BankRows::draft)
                .list()
                .forEach(draft -> found.put(draft.code(), draft));
        return found;
    }

    Optional<Draft> draft(String course, String code) {
        return jdbc.sql(DRAFT + "where d.course_code = :course and d.code = :code")
                .param("course", course)
                .param("code", code)
                .query(BankRows::draft)
                .optional();
    }

    Map<String, Retirement> retirements(String course) {
        var found = new HashMap<String, Retirement>();
        jdbc.sql("select code, id, valid_from, reason, recorded_by is not null from question_retirement"
                        + " where course_code = :course and superseded_at = '9999-12-31' and valid_to = '9999-12-31'")
                .param("course", course)
                .query(row -> {
                    found.put(
                            row.getString(1),
                            new Retirement(
                                    row.getLong(2),
                                    row.getObject(3, LocalDate.class),
                                    row.getString(4),
                                    row.getBoolean(5)));
                });
        return found;
    }

    /** What waits for a second person in a course, by code: the kind of proposal and its reason. */
    Map<String, Waiting> waiting(String course) {
        var found = new HashMap<String, Waiting>();
        jdbc.sql("select payload, reason from approval where kind = :kind and state = 'OPEN'"
                        + " and subject like concat(:prefix, '%')")
                .param("kind", Proposal.KIND)
                .param("prefix", Proposal.subject(course, ""))
                .query(row -> {
                    var proposal = QuestionJson.MAPPER.readValue(row.getString(1), Proposal.class);
                    found.put(proposal.code(), new Waiting(proposal.what(), row.getString(2)));
                });
        return found;
    }

    record Waiting(Proposal.What what, String reason) {}

    /** The first code for an officer's question that the course has never used. */
    String freeCode(String course) {
        var prefix = course + "-D";
        var highest = jdbc.sql("""
                select coalesce(max(cast(substring(code, :from) as unsigned)), 0) from (
                  select code from question where course_code = :course
                  union select code from question_draft where course_code = :course) known
                where code regexp :pattern
                """)
                .param("from", prefix.length() + 1)
                .param("course", course)
                .param("pattern", "^" + prefix + "[0-9]{3,6}$")
                .query(Integer.class)
                .single();
        return prefix + "%03d".formatted(highest + 1);
    }

    void insertDraft(String course, Question question, int baseVersion, String importedFrom, PersonId by) {
        var content = write(question);
        jdbc.sql("""
                insert into question_draft (id, course_code, code, base_version, revision, kind, content, content_hash,
                  imported_from, returned_note, changed_at, changed_by)
                values (next value for question_draft_seq, :course, :code, :base, 1, :kind, :content, :hash, :file, '',
                  :now, :by)
                """)
                .param("course", course)
                .param("code", question.about().code())
                .param("base", baseVersion)
                .param("kind", QuestionJson.kind(question))
                .param("content", content)
                .param("hash", digest(content))
                .param("file", importedFrom)
                .param("now", now())
                .param("by", by.value())
                .update();
    }

    /** Whether the draft still stood at this revision. */
    boolean updateDraft(Draft draft, Question question, int baseVersion, String importedFrom, PersonId by) {
        var content = write(question);
        return jdbc.sql("""
                update question_draft set base_version = :base, revision = revision + 1, kind = :kind,
                  content = :content, content_hash = :hash, imported_from = :file, returned_note = '',
                  changed_at = :now, changed_by = :by
                where id = :id and revision = :revision
                """)
                        .param("base", baseVersion)
                        .param("kind", QuestionJson.kind(question))
                        .param("content", content)
                        .param("hash", digest(content))
                        .param("file", importedFrom)
                        .param("now", now())
                        .param("by", by.value())
                        .param("id", draft.id())
                        .param("revision", draft.revision())
                        .update()
                == 1;
    }

    void noteReturned(String course, String code, String note) {
        jdbc.sql("update question_draft set returned_note = :note where course_code = :course and code = :code")
                .param("note", note)
                .param("course", course)
                .param("code", code)
                .update();
    }

    void deleteDraft(Draft draft) {
        jdbc.sql("delete from question_draft where id = :id")
                .param("id", draft.id())
                .update();
    }

    /** Puts a text into use as the next version; the shipped text it stems from stays known. */
    void insertVersion(Draft draft, int version, PersonId approvedBy, long approval) {
        var content = write(draft.question());
        var origin = jdbc.sql("select origin_hash from question where course_code = :course and code = :code"
                        + " order by version desc limit 1")
                .param("course", draft.course())
                .param("code", draft.code())
                .query((row, index) -> row.getBytes(1))
                .optional()
                .orElse(NEVER_SHIPPED);
        jdbc.sql("""
                insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash,
                  recorded_at, recorded_by, approved_by, approval_id)
                values (next value for question_seq, :course, :code, :version, :kind, :content, :hash, :origin, :now,
                  :by, :approver, :approval)
                """)
                .param("course", draft.course())
                .param("code", draft.code())
                .param("version", version)
                .param("kind", QuestionJson.kind(draft.question()))
                .param("content", content)
                .param("hash", digest(content))
                .param("origin", origin)
                .param("now", now())
                .param("by", draft.by().value())
                .param("approver", approvedBy.value())
                .param("approval", approval)
                .update();
    }

    void retire(String course, String code, String reason, PersonId by, PersonId approvedBy, long approval) {
        insertRetirement(course, code, reason, Times.today(clock), Times.NO_END, by, approvedBy, approval);
    }

    void bringBack(String course, String code, Retirement retirement, PersonId by, PersonId approvedBy, long approval) {
        jdbc.sql("update question_retirement set superseded_at = :now where id = :id")
                .param("now", now())
                .param("id", retirement.id())
                .update();
        insertRetirement(
                course, code, retirement.reason(), retirement.from(), Times.today(clock), by, approvedBy, approval);
    }

    private void insertRetirement(
            String course,
            String code,
            String reason,
            LocalDate from,
            LocalDate to,
            PersonId by,
            PersonId approvedBy,
            long approval) {
        jdbc.sql("""
                insert into question_retirement (id, course_code, code, reason, valid_from, valid_to, recorded_at,
                  superseded_at, recorded_by, approved_by, approval_id)
                values (next value for question_retirement_seq, :course, :code, :reason, :from, :to, :now,
                  '9999-12-31', :by, :approver, :approval)
                """)
                .param("course", course)
                .param("code", code)
                .param("reason", reason)
                .param("from", from)
                .param("to", to)
                .param("now", now())
                .param("by", by.value())
                .param("approver", approvedBy.value())
                .param("approval", approval)
                .update();
    }

    private LocalDateTime now() {
        return Times.sql(clock.instant());
    }

    private static Draft draft(ResultSet row, int index) throws SQLException {
        return new Draft(
                row.getLong("id"),
                row.getString("course_code"),
                row.getString("code"),
                row.getInt("base_version"),
                row.getInt("revision"),
                read(row.getString("content")),
                HexFormat.of().formatHex(row.getBytes("content_hash")),
                row.getString("imported_from"),
                row.getString("returned_note"),
                new PersonId(row.getLong("changed_by")),
                row.getString("changer"));
    }

    private static Question read(String content) {
        return QuestionJson.MAPPER.readValue(content, Question.class);
    }

    static String write(@Nullable Object value) {
        return QuestionJson.MAPPER.writeValueAsString(value);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
