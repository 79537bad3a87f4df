package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobState;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.dossiers.Dossier.Item;
import cn.mingbai.district.dossiers.Dossier.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of dossiers. */
@Component
@Internal
class DossierRows {

    private static final String SELECT = """
            select d.id, d.division_id, d.unit_name, d.day, d.reason, d.ordered_at, d.job_id, d.files_until, d.made_at,
              d.bytes, d.sha256, d.destroyed_at, p.name ordered_by_name, j.state job_state
            from dossier d join person p on p.id = d.ordered_by left join job j on j.id = d.job_id
            where""";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    DossierRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    DossierId insert(
            DivisionId unit,
            String unitName,
            LocalDate day,
            String reason,
            PersonId by,
            Instant at,
            LocalDate filesUntil) {
        var id = jdbc.sql("select next value for dossier_seq").query(Long.class).single();
        jdbc.sql("insert into dossier (id, division_id, unit_name, day, reason, ordered_by, ordered_at, files_until)"
                        + " values (:id, :unit, :name, :day, :reason, :by, :at, :until)")
                .param("id", id)
                .param("unit", unit.value())
                .param("name", unitName)
                .param("day", day)
                .param("reason", reason)
                .param("by", by.value())
                .param("at", Times.sql(at))
                .param("until", filesUntil)
                .update();
        return new DossierId(id);
    }

    void setJob(DossierId id, JobId job) {
        jdbc.sql("update dossier set job_id = :job where id = :id")
                .param("job", job.value())
                .param("id", id.value())
                .update();
    }

    /** The dossiers of units within reach, the latest first. */
    List<Dossier> within(Reach reach, int most) {
        return jdbc.sql(SELECT + " " + Reach.covers("d.division_id") + " order by d.id desc limit :most")
                .params(reach.parameters())
                .param("most", most)
                .query((row, index) -> dossier(row, List.of()))
                .list();
    }

    Optional<Dossier> find(DossierId id, Reach reach) {
        return select(id, Reach.covers("d.division_id"), reach.parameters());
    }

    Optional<Dossier> find(DossierId id) {
        return select(id, "true", Map.of());
    }

    private Optional<Dossier> select(DossierId id, String more, Map<String, Object> parameters) {
        var items = items(id);
        return jdbc.sql(SELECT + " d.id = :id and " + more)
                .param("id", id.value())
                .params(parameters)
                .query((row, index) -> dossier(row, items))
                .optional();
    }

    private List<Item> items(DossierId id) {
        return jdbc.sql("select * from dossier_item where dossier_id = :id order by position")
                .param("id", id.value())
                .query((row, index) -> new Item(
                        row.getString("number"),
                        row.getString("name"),
                        row.getString("file"),
                        row.getObject("row_count", Long.class),
                        row.getObject("page_count", Integer.class),
                        row.getObject("bytes", Long.class),
                        hex(row.getBytes("sha256")),
                        row.getString("missing")))
                .list();
    }

    /** Says that the file is made, with its cover list; what an earlier run said goes. */
    void made(DossierId id, Instant at, long bytes, byte[] sha256, List<Item> items) {
        jdbc.sql("delete from dossier_item where dossier_id = :id")
                .param("id", id.value())
                .update();
        var position = new int[1];
        batches.batchUpdate(
                "insert into dossier_item (dossier_id, position, number, name, file, row_count, page_count, bytes,"
                        + " sha256, missing) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                items.stream()
                        .map(item -> new @Nullable Object[] {
                            id.value(),
                            ++position[0],
                            item.number(),
                            item.name(),
                            item.file(),
                            item.rows(),
                            item.pages(),
                            item.bytes(),
                            item.sha256() == null ? null : HexFormat.of().parseHex(item.sha256()),
                            item.missing()
                        })
                        .toList());
        jdbc.sql("update dossier set made_at = :at, bytes = :bytes, sha256 = :sha where id = :id")
                .param("at", Times.sql(at))
                .param("bytes", bytes)
                .param("sha", sha256)
                .param("id", id.value())
                .update();
    }

    /** Marks it as destroyed; false when it was already. */
    boolean destroy(DossierId id, Instant at) {
        return jdbc.sql("update dossier set destroyed_at = :at where id = :id and destroyed_at is null")
                        .param("at", Times.sql(at))
                        .param("id", id.value())
                        .update()
                > 0;
    }

    /** Those whose time is over and whose job is not at work. */
    List<DossierId> due(LocalDate today) {
        return jdbc.sql("select d.id from dossier d left join job j on j.id = d.job_id where d.destroyed_at is null"
                        + " and d.files_until < :today and coalesce(j.state, 'DONE') not in ('WAITING', 'RUNNING')"
                        + " order by d.id")
                .param("today", today)
                .query((row, index) -> new DossierId(row.getLong(1)))
                .list();
    }

    /** Of these, those that may have files: made, or being made, and not destroyed. */
    Set<Long> wanted(Collection<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("select d.id from dossier d left join job j on j.id = d.job_id where d.id in"
                                + " (:ids) and d.destroyed_at is null and (d.made_at is not null"
                                + " or j.state in ('WAITING', 'RUNNING'))")
                        .param("ids", ids)
                        .query(Long.class)
                        .list());
    }

    /** The dossiers with names, not destroyed yet, of one of these villages or a unit above them. */
    List<DossierId> withNamesOf(Collection<DivisionId> villages) {
        return villages.isEmpty()
                ? List.of()
                : jdbc.sql("select distinct d.id from dossier d join division_ancestor a"
                                + " on a.ancestor_id = d.division_id and a.valid_from <= d.day and a.valid_to > d.day"
                                + " where a.descendant_id in (:villages) and d.reason <> '' and d.destroyed_at is null"
                                + " order by d.id")
                        .param(
                                "villages",
                                villages.stream().map(DivisionId::value).toList())
                        .query((row, index) -> new DossierId(row.getLong(1)))
                        .list();
    }

    private static Dossier dossier(ResultSet row, List<Item> items) throws SQLException {
        var job = row.getObject("job_id", Long.class);
        var made = row.getObject("made_at", LocalDateTime.class);
        var destroyed = row.getObject("destroyed_at", LocalDateTime.class);
        var jobState = row.getString("job_state");
        var state = destroyed != null
                ? State.DESTROYED
                : made != null
                        ? State.MADE
                        : jobState != null && JobState.valueOf(jobState).isOver() ? State.NOT_MADE : State.UNDER_WAY;
        return new Dossier(
                new DossierId(row.getLong("id")),
                new DivisionId(row.getLong("division_id")),
                row.getString("unit_name"),
                row.getObject("day", LocalDate.class),
                row.getString("reason"),
                row.getString("ordered_by_name"),
                Times.instant(row.getObject("ordered_at", LocalDateTime.class)),
                job == null ? null : new JobId(job),
                row.getObject("files_until", LocalDate.class),
                state,
                row.getLong("bytes"),
                Objects.requireNonNullElse(hex(row.getBytes("sha256")), ""),
                items);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
