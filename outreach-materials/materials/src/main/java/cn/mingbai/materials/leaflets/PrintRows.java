package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobState;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.materials.leaflets.PrintBatch.Scope;
import cn.mingbai.materials.leaflets.PrintBatch.State;
import cn.mingbai.materials.leaflets.PrintBatch.Village;
import cn.mingbai.materials.texts.TextId;
import cn.mingbai.print.HouseholdKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of print batches; runs in its caller's transaction, which has checked the caller. */
@Component
class PrintRows {

    private static final int CHUNK = 1000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

    private static final String BATCH = """
            select b.id, b.kind, b.scope, b.text_label, b.issued_on, p.name, b.ordered_at, b.files_until, b.destroyed_at,
              b.job_id, j.state
            from print_batch b join person p on p.id = b.ordered_by left join job j on j.id = b.job_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final FieldCipher cipher;
    private final Clock clock;

    PrintRows(JdbcClient jdbc, JdbcTemplate batches, FieldCipher cipher, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** A new batch. */
    record NewBatch(
            HouseholdKind kind,
            Scope scope,
            DivisionId division,
            TextId text,
            String textLabel,
            LocalDate issuedOn,
            PersonId orderedBy,
            LocalDate filesUntil) {}

    /** A village of a new batch. */
    record NewVillage(
            DivisionId id, String code, String name, String town, Map<String, String> values, int sheets, int blanks) {}

    /**
     * A sheet as frozen with its batch.
     *
     * @param number the household's number with its check character, or empty for a blank sheet
     * @param head the head's name in clear, or empty
     */
    record Sheet(
            int position,
            @Nullable HouseholdId household,
            @Nullable BlankId blank,
            @Nullable Long stub,
            String number,
            String serial,
            String group,
            String head) {}

    /** What a run needs to know of a batch. */
    record Frozen(HouseholdKind kind, TextId text, LocalDate issuedOn) {}

    BatchId insert(NewBatch batch) {
        var id = jdbc.sql("select next value for print_batch_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into print_batch (id, kind, scope, division_id, text_id, text_label, issued_on, ordered_by,
                  ordered_at, files_until)
                values (:id, :kind, :scope, :division, :text, :label, :issued, :by, :now, :until)
                """)
                .param("id", id)
                .param("kind", batch.kind().name())
                .param("scope", batch.scope().name())
                .param("division", batch.division().value())
                .param("text", batch.text().value())
                .param("label", batch.textLabel())
                .param("issued", batch.issuedOn())
                .param("by", batch.orderedBy().value())
                .param("now", Times.sql(clock.instant()))
                .param("until", batch.filesUntil())
                .update();
        return new BatchId(id);
    }

    void setJob(BatchId batch, JobId job) {
        jdbc.sql("update print_batch set job_id = :job where id = :id")
                .param("job", job.value())
                .param("id", batch.value())
                .update();
    }

    void insert(BatchId batch, int position, NewVillage village, List<Sheet> sheets) {
        jdbc.sql("""
                insert into print_village (batch_id, village_id, position, code, name, town, local_values, sheets, blanks)
                values (:batch, :village, :position, :code, :name, :town, :values, :sheets, :blanks)
                """)
                .param("batch", batch.value())
                .param("village", village.id().value())
                .param("position", position)
                .param("code", village.code())
                .param("name", village.name())
                .param("town", village.town())
                .param("values", JSON.writeValueAsString(village.values()))
                .param("sheets", village.sheets())
                .param("blanks", village.blanks())
                .update();
        var rows = sheets.stream()
                .map(sheet -> new Object[] {
                    batch.value(),
                    village.id().value(),
                    sheet.position(),
                    sheet.household() == null ? null : sheet.household().value(),
                    sheet.blank() == null ? null : sheet.blank().value(),
                    sheet.stub(),
                    sheet.number(),
                    sheet.serial(),
                    sheet.group(),
                    sheet.household() == null ? null : cipher.encrypt(sheet.head())
                })
                .toList();
        for (var from = 0; from < rows.size(); from += CHUNK) {
            batches.batchUpdate(
                    "insert into print_sheet (batch_id, village_id, position, household_id, blank_id, stub_id, number,"
                            + " serial, group_name, head) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows.subList(from, Math.min(from + CHUNK, rows.size())),
                    new int[] {
                        Types.BIGINT,
                        Types.BIGINT,
                        Types.INTEGER,
                        Types.BIGINT,
                        Types.BIGINT,
                        Types.BIGINT,
                        Types.VARCHAR,
                        Types.VARCHAR,
                        Types.VARCHAR,
                        Types.VARBINARY
                    });
        }
    }

    /** What a batch was frozen with; empty when there is none, or it was printed before there were batches. */
    Optional<Frozen> frozen(BatchId batch) {
        return jdbc.sql("select kind, text_id, issued_on from print_batch where id = :id and text_id is not null")
                .param("id", batch.value())
                .query((row, index) -> new Frozen(
                        HouseholdKind.valueOf(row.getString(1)),
                        new TextId(row.getLong(2)),
                        row.getObject(3, LocalDate.class)))
                .optional();
    }

    /** What stood behind the placeholders of a village; empty once the files are destroyed. */
    Optional<Map<String, String>> values(BatchId batch, DivisionId village) {
        return jdbc.sql("select local_values from print_village where batch_id = :batch and village_id = :village"
                        + " and local_values is not null")
                .param("batch", batch.value())
                .param("village", village.value())
                .query((row, index) -> JSON.readValue(row.getString(1), VALUES))
                .optional();
    }

    /** The town above a village when it was printed, or empty. */
    String town(BatchId batch, DivisionId village) {
        return jdbc.sql("select town from print_village where batch_id = :batch and village_id = :village")
                .param("batch", batch.value())
                .param("village", village.value())
                .query(String.class)
                .single();
    }

    /** The sheets of a village in the order of print. */
    List<Sheet> sheets(BatchId batch, DivisionId village) {
        return jdbc.sql("select position, household_id, blank_id, stub_id, number, serial, group_name, head"
                        + " from print_sheet where batch_id = :batch and village_id = :village order by position")
                .param("batch", batch.value())
                .param("village", village.value())
                .query((row, index) -> {
                    var household = row.getObject(2, Long.class);
                    var blank = row.getObject(3, Long.class);
                    var head = row.getBytes(8);
                    return new Sheet(
                            row.getInt(1),
                            household == null ? null : new HouseholdId(household),
                            blank == null ? null : new BlankId(blank),
                            row.getObject(4, Long.class),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            head == null ? "" : cipher.decrypt(head));
                })
                .list();
    }

    /** The sheets in files whose code was revoked after the file was begun: village, then number or serial. */
    List<PrintBatches.Dead> dead(BatchId batch, int limit) {
        return jdbc.sql("""
                select v.name, s.number, s.serial from print_sheet s
                join print_village v on v.batch_id = s.batch_id and v.village_id = s.village_id
                where s.batch_id = :batch and v.done_at is not null and (
                  exists (select 1 from code c where c.kind = 'HOUSEHOLD' and c.subject_id = s.household_id
                    and c.revoked_at > v.done_at)
                  or exists (select 1 from code c where c.kind = 'BLANK' and c.subject_id = s.blank_id
                    and c.revoked_at > v.done_at))
                order by v.position, s.position limit :limit
                """)
                .param("batch", batch.value())
                .param("limit", limit)
                .query((row, index) -> new PrintBatches.Dead(
                        row.getString(1), row.getString(2).isEmpty() ? row.getString(3) : row.getString(2)))
                .list();
    }

    /**
     * Records that a village's file is made.
     *
     * @param begun before its codes were read: one revoked since may be in the file
     */
    void done(BatchId batch, DivisionId village, Instant begun, int pages, byte[] sha256) {
        jdbc.sql("update print_village set pages = :pages, sha256 = :digest, done_at = :begun"
                        + " where batch_id = :batch and village_id = :village")
                .param("pages", pages)
                .param("digest", sha256)
                .param("begun", Times.sql(begun))
                .param("batch", batch.value())
                .param("village", village.value())
                .update();
    }

    /** The batches of which a part lies within reach or which {@code me} ordered, the latest first. */
    List<PrintBatch> list(Reach reach, PersonId me, @Nullable DivisionId village, int limit) {
        return withVillages(jdbc.sql(BATCH + " where " + seen()
                        + " and (:village = 0 or exists (select 1 from print_village v where v.batch_id = b.id"
                        + " and v.village_id = :village)) order by b.ordered_at desc, b.id desc limit :limit")
                .param("me", me.value())
                .param("village", village == null ? 0 : village.value())
                .param("limit", limit)
                .params(reach.parameters())
                .query(PrintRows::batch)
                .list());
    }

    /** A batch that is seen. */
    Optional<PrintBatch> find(Reach reach, PersonId me, BatchId id) {
        return withVillages(jdbc.sql(BATCH + " where b.id = :id and " + seen())
                        .param("me", me.value())
                        .param("id", id.value())
                        .params(reach.parameters())
                        .query(PrintRows::batch)
                        .list())
                .stream()
                .findFirst();
    }

    /** The batch as it stands, whoever asks. */
    Optional<PrintBatch> find(BatchId id) {
        return withVillages(jdbc.sql(BATCH + " where b.id = :id")
                        .param("id", id.value())
                        .query(PrintRows::batch)
                        .list())
                .stream()
                .findFirst();
    }

    // One who prints for two towns ordered something at their district, which is out of reach.
    private static String seen() {
        return "(b.ordered_by = :me or " + Reach.covers("b.division_id") + ")";
    }

    /** The batches whose files are due to be destroyed; one that is still being made is not. */
    List<BatchId> due(LocalDate today) {
        return jdbc.sql("select b.id from print_batch b left join job j on j.id = b.job_id where b.destroyed_at is null"
                        + " and b.files_until < :today and coalesce(j.state, 'DONE') not in ('WAITING', 'RUNNING')"
                        + " order by b.id")
                .param("today", today)
                .query((row, index) -> new BatchId(row.getLong(1)))
                .list();
    }

    /** Those of these batches that are marked as destroyed, or of which nothing is known. */
    List<BatchId> destroyed(List<BatchId> some) {
        if (some.isEmpty()) {
            return some;
        }
        var kept =
                java.util.Set.copyOf(jdbc.sql("select id from print_batch where id in (:ids) and destroyed_at is null")
                        .param("ids", some.stream().map(BatchId::value).toList())
                        .query((row, index) -> new BatchId(row.getLong(1)))
                        .list());
        return some.stream().filter(each -> !kept.contains(each)).toList();
    }

    /** Forgets the names of a batch's list; false when that was done before. */
    boolean destroy(BatchId batch) {
        var first = jdbc.sql("update print_batch set destroyed_at = :now where id = :id and destroyed_at is null")
                        .param("now", Times.sql(clock.instant()))
                        .param("id", batch.value())
                        .update()
                == 1;
        jdbc.sql("update print_village set local_values = null where batch_id = :id")
                .param("id", batch.value())
                .update();
        jdbc.sql("update print_sheet set head = null where batch_id = :id")
                .param("id", batch.value())
                .update();
        return first;
    }

    private static PrintBatch batch(ResultSet row, int index) throws SQLException {
        var job = row.getObject("job_id", Long.class);
        var jobState = row.getString("state");
        State state;
        if (row.getObject("destroyed_at") != null) {
            state = State.DESTROYED;
        } else if (jobState == null) {
            state = State.DONE;
        } else {
            state = switch (JobState.valueOf(jobState)) {
                case WAITING -> State.WAITING;
                case RUNNING -> State.RUNNING;
                case DONE -> State.DONE;
                case CANCELLED -> State.CANCELLED;
                case FAILED -> State.FAILED;
            };
        }
        return new PrintBatch(
                new BatchId(row.getLong("id")),
                HouseholdKind.valueOf(row.getString("kind")),
                Scope.valueOf(row.getString("scope")),
                state,
                row.getString("text_label"),
                row.getObject("issued_on", LocalDate.class),
                row.getString("name"),
                Times.instant(row.getObject("ordered_at", LocalDateTime.class)),
                row.getObject("files_until", LocalDate.class),
                Optional.ofNullable(job).map(JobId::new),
                List.of());
    }

    private List<PrintBatch> withVillages(List<PrintBatch> found) {
        if (found.isEmpty()) {
            return found;
        }
        var villages = new HashMap<Long, List<Village>>();
        jdbc.sql("select batch_id, village_id, code, name, sheets, blanks, pages, sha256, done_at from print_village"
                        + " where batch_id in (:ids) order by batch_id, position")
                .param("ids", found.stream().map(each -> each.id().value()).toList())
                .query(row -> {
                    var digest = row.getBytes("sha256");
                    var done = row.getObject("done_at", LocalDateTime.class);
                    villages.computeIfAbsent(row.getLong("batch_id"), id -> new java.util.ArrayList<>())
                            .add(new Village(
                                    new DivisionId(row.getLong("village_id")),
                                    row.getString("code"),
                                    row.getString("name"),
                                    row.getInt("sheets"),
                                    row.getInt("blanks"),
                                    row.getInt("pages"),
                                    digest == null ? "" : HexFormat.of().formatHex(digest),
                                    done == null ? null : Times.instant(done)));
                });
        return found.stream()
                .map(each -> new PrintBatch(
                        each.id(),
                        each.kind(),
                        each.scope(),
                        each.state(),
                        each.textLabel(),
                        each.issuedOn(),
                        each.orderedBy(),
                        each.orderedAt(),
                        each.filesUntil(),
                        each.job(),
                        villages.getOrDefault(each.id().value(), List.of())))
                .toList();
    }
}
