package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of texts. */
@Component
@Internal
class TextRows {

    private static final String SOURCE = "t.title, t.rule_layer, t.points, t.sources, t.body";
    private static final String VERSION = "select t.id, t.code, t.version, t.effective_from,"
            + " coalesce(w.name, '') writer, coalesce(a.name, '') approver, " + SOURCE + " from policy_text t"
            + " left join person w on w.id = t.written_by left join person a on a.id = t.approved_by ";
    private static final String DRAFT =
            "select t.code, t.base_version, t.revision, t.content_hash, t.origin_hash, t.note, t.saved_by,"
                    + " t.saved_at, coalesce(p.name, '') saver, " + SOURCE
                    + " from policy_text_draft t left join person p on p.id = t.saved_by ";

    private final JdbcClient jdbc;
    private final Clock clock;

    TextRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A version as it is kept.
     *
     * @param writer the person's name, empty when shipped
     * @param approver the second person's name, empty for the first version
     */
    record Version(
            TextId id, TextCode code, int number, LocalDate from, String writer, String approver, TextSource source) {}

    /**
     * A text in work.
     *
     * @param base the latest version when it was begun, 0 for none
     * @param origin the digest of the shipped text that it began as, or null
     * @param note what the second person said who sent it back, empty when nothing
     */
    record Draft(
            TextCode code,
            int base,
            int revision,
            byte[] hash,
            byte @Nullable [] origin,
            String note,
            @Nullable PersonId savedBy,
            Instant savedAt,
            String saver,
            TextSource source) {

        /** Whether somebody has changed what was shipped, or wrote it. */
        boolean isEdited() {
            return origin == null || !Arrays.equals(hash, origin);
        }
    }

    /** When a version was in force, in [from, to), as known now. */
    record Effect(long id, TextId text, LocalDate from, LocalDate to, String reason) {}

    /** Makes others who change a text wait until this transaction ends. */
    void lock(TextCode code) {
        jdbc.sql("select code from policy_text_code where code = :code for update")
                .param("code", code.code())
                .query(String.class)
                .single();
    }

    Optional<Version> inForce(TextCode code, LocalDate day) {
        return jdbc.sql(VERSION + "join policy_text_effect e on e.text_id = t.id where e.code = :code"
                        + " and e.superseded_at = '9999-12-31' and e.valid_from <= :day and e.valid_to > :day")
                .param("code", code.code())
                .param("day", day)
                .query(TextRows::version)
                .optional();
    }

    Optional<Version> version(TextId id) {
        return jdbc.sql(VERSION + "where t.id = :id")
                .param("id", id.value())
                .query(TextRows::version)
                .optional();
    }

    /** All versions, the latest first. */
    List<Version> versions(TextCode code) {
        return jdbc.sql(VERSION + "where t.code = :code order by t.version desc")
                .param("code", code.code())
                .query(TextRows::version)
                .list();
    }

    /** The latest version, whether it is in force or not. */
    Optional<Version> latest(TextCode code) {
        return jdbc.sql(VERSION + "where t.code = :code order by t.version desc limit 1")
                .param("code", code.code())
                .query(TextRows::version)
                .optional();
    }

    /** The number of the latest version, 0 before the first one. */
    int latestNumber(TextCode code) {
        return jdbc.sql("select coalesce(max(version), 0) from policy_text where code = :code")
                .param("code", code.code())
                .query(Integer.class)
                .single();
    }

    /** The days of all versions as known now, the latest first. */
    List<Effect> effects(TextCode code) {
        return jdbc.sql("select id, text_id, valid_from, valid_to, reason from policy_text_effect"
                        + " where code = :code and superseded_at = '9999-12-31' order by valid_from desc")
                .param("code", code.code())
                .query((row, index) -> new Effect(
                        row.getLong(1),
                        new TextId(row.getLong(2)),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class),
                        row.getString(5)))
                .list();
    }

    Optional<Draft> draft(TextCode code) {
        return jdbc.sql(DRAFT + "where t.code = :code")
                .param("code", code.code())
                .query(TextRows::draft)
                .optional();
    }

    /** Keeps a text as the draft in place of the one that is there. */
    void putDraft(
            TextCode code,
            int base,
            int revision,
            TextSource source,
            byte @Nullable [] origin,
            String note,
            @Nullable PersonId by) {
        deleteDraft(code);
        jdbc.sql("""
                insert into policy_text_draft (id, code, base_version, revision, title, rule_layer, points, sources, body,
                  content_hash, origin_hash, note, saved_by, saved_at)
                values (next value for policy_text_draft_seq, :code, :base, :revision, :title, :layer, :points, :sources,
                  :body, :hash, :origin, :note, :by, :now)
                """)
                .param("code", code.code())
                .param("base", base)
                .param("revision", revision)
                .param("title", source.title())
                .param("layer", source.ruleLayer())
                .param("points", String.join("\n", source.points()))
                .param("sources", String.join("\n", source.sources()))
                .param("body", source.body())
                .param("hash", source.digest())
                .param("origin", origin)
                .param("note", note)
                .param("by", id(by))
                .param("now", now())
                .update();
    }

    void note(TextCode code, String note) {
        jdbc.sql("update policy_text_draft set note = :note where code = :code")
                .param("note", note)
                .param("code", code.code())
                .update();
    }

    void deleteDraft(TextCode code) {
        jdbc.sql("delete from policy_text_draft where code = :code")
                .param("code", code.code())
                .update();
    }

    /**
     * Who brought a text in, or took it out: null, null, null for what is shipped.
     *
     * @param approval the proposal that the second person approved
     */
    record Decided(
            @Nullable PersonId by,
            @Nullable PersonId approvedBy,
            @Nullable Long approval) {

        static final Decided SHIPPED = new Decided(null, null, null);
    }

    TextId insert(
            TextCode code, int number, TextSource source, byte @Nullable [] origin, LocalDate from, Decided decided) {
        var id = jdbc.sql("select next value for policy_text_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into policy_text (id, code, version, title, rule_layer, points, sources, body, content_hash,
                  origin_hash, effective_from, recorded_at, written_by, approved_by, approval_id)
                values (:id, :code, :number, :title, :layer, :points, :sources, :body, :hash, :origin, :from, :now, :by,
                  :approver, :approval)
                """)
                .param("id", id)
                .param("code", code.code())
                .param("number", number)
                .param("title", source.title())
                .param("layer", source.ruleLayer())
                .param("points", String.join("\n", source.points()))
                .param("sources", String.join("\n", source.sources()))
                .param("body", source.body())
                .param("hash", source.digest())
                .param("origin", origin)
                .param("from", from)
                .param("now", now())
                .param("by", id(decided.by()))
                .param("approver", id(decided.approvedBy()))
                .param("approval", decided.approval())
                .update();
        return new TextId(id);
    }

    void insertEffect(TextCode code, TextId text, LocalDate from, LocalDate to, String reason, Decided decided) {
        jdbc.sql("""
                insert into policy_text_effect (id, code, text_id, valid_from, valid_to, reason, recorded_at,
                  superseded_at, recorded_by, approved_by, approval_id)
                values (next value for policy_text_effect_seq, :code, :text, :from, :to, :reason, :now, '9999-12-31', :by,
                  :approver, :approval)
                """)
                .param("code", code.code())
                .param("text", text.value())
                .param("from", from)
                .param("to", to)
                .param("reason", reason)
                .param("now", now())
                .param("by", id(decided.by()))
                .param("approver", id(decided.approvedBy()))
                .param("approval", decided.approval())
                .update();
    }

    /** Ends a version's days at {@code to}; when that leaves it none, it was never in force. */
    void endEffect(TextCode code, Effect effect, LocalDate to, String reason, Decided decided) {
        jdbc.sql("update policy_text_effect set superseded_at = :now where id = :id")
                .param("now", now())
                .param("id", effect.id())
                .update();
        if (effect.from().isBefore(to)) {
            insertEffect(code, effect.text(), effect.from(), to, reason, decided);
        }
    }

    /** Whether this shipped text has been offered before. */
    boolean wasOffered(TextCode code, byte[] shipped) {
        return jdbc.sql("select count(*) from policy_text_seed where code = :code and shipped_hash = :hash")
                        .param("code", code.code())
                        .param("hash", shipped)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void noteOffered(TextCode code, byte[] shipped) {
        jdbc.sql("insert into policy_text_seed (code, shipped_hash, offered_at) values (:code, :hash, :now)")
                .param("code", code.code())
                .param("hash", shipped)
                .param("now", now())
                .update();
    }

    private LocalDateTime now() {
        return Times.sql(clock.instant());
    }

    private static @Nullable Long id(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }

    private static Version version(ResultSet row, int index) throws SQLException {
        return new Version(
                new TextId(row.getLong("id")),
                code(row),
                row.getInt("version"),
                row.getObject("effective_from", LocalDate.class),
                row.getString("writer"),
                row.getString("approver"),
                source(row));
    }

    private static Draft draft(ResultSet row, int index) throws SQLException {
        var by = row.getObject("saved_by", Long.class);
        return new Draft(
                code(row),
                row.getInt("base_version"),
                row.getInt("revision"),
                row.getBytes("content_hash"),
                row.getBytes("origin_hash"),
                row.getString("note"),
                by == null ? null : new PersonId(by),
                Times.instant(row.getObject("saved_at", LocalDateTime.class)),
                row.getString("saver"),
                source(row));
    }

    private static TextCode code(ResultSet row) throws SQLException {
        return TextCode.of(row.getString("code")).orElseThrow();
    }

    private static TextSource source(ResultSet row) throws SQLException {
        return new TextSource(
                row.getString("title"),
                row.getString("rule_layer"),
                lines(row.getString("points")),
                lines(row.getString("sources")),
                row.getString("body"));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
