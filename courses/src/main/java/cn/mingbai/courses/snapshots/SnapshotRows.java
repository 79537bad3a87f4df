package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.sealing.SealedTable;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Head;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Owed;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tables of sealed reports. They are only ever inserted into. */
@Component
@Internal
class SnapshotRows {

    private static final int CHUNK = 1000;

    private static final String HEAD =
            "s.id, s.district_id, s.district_code, s.district_name, s.reporting_day, s.number,"
                    + " s.known_before, s.rule_version, s.definitions, s.sealed_at, s.sealed_by, s.sealed_by_name,"
                    + " s.previous_digest, s.digest, s.seal";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final SealedTable<Stored> heads;

    SnapshotRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
        heads = new SealedTable<>(jdbc, "rate_snapshot", "division", "district_id", HEAD, SnapshotRows::stored);
    }

    /** A report as the head's row has it. */
    record Stored(Head head, Digest digest, byte[] seal) {}

    /** The heads. */
    SealedTable<Stored> heads() {
        return heads;
    }

    /** The figures that are kept with a unit; none when the unit's row is gone. */
    Figures figures(long id, long division) {
        return jdbc.sql("select * from rate_snapshot_unit where snapshot_id = :id and division_id = :division")
                .param("id", id)
                .param("division", division)
                .query(SnapshotRows::unit)
                .optional()
                .map(Unit::figures)
                .orElse(new Figures(java.util.Map.of(), 0, 0, 0));
    }

    /** The head's row with its lines. */
    SealedReport report(Stored stored) {
        var id = stored.head().id();
        return new SealedReport(
                stored.head(),
                jdbc.sql("select * from rate_snapshot_unit where snapshot_id = :id")
                        .param("id", id)
                        .query(SnapshotRows::unit)
                        .list(),
                jdbc.sql("select * from rate_snapshot_requirement where snapshot_id = :id")
                        .param("id", id)
                        .query(SnapshotRows::owed)
                        .list(),
                jdbc.sql("select * from rate_snapshot_line where snapshot_id = :id")
                        .param("id", id)
                        .query(SnapshotRows::line)
                        .list());
    }

    /**
     * The text that was sealed.
     *
     * @throws IllegalArgumentException when the column does not hold one
     */
    String text(long id) {
        return PackedText.unpack(heads.packedText(id));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void insert(SealedReport report, Digest digest, byte[] seal, byte[] packed) {
        var head = report.head();
        jdbc.sql("""
                insert into rate_snapshot (id, district_id, district_code, district_name, reporting_day, number,
                  known_before, rule_version, definitions, sealed_at, sealed_by, sealed_by_name, previous_digest, digest,
                  seal, sealed_text)
                values (:id, :district, :code, :name, :day, :number, :known, :rules, :definitions, :at, :by, :byName,
                  :previous, :digest, :seal, :text)
                """)
                .param("id", head.id())
                .param("district", head.district())
                .param("code", head.districtCode())
                .param("name", head.districtName())
                .param("day", head.day())
                .param("number", head.number())
                .param("known", Times.sql(head.knownBefore()))
                .param("rules", head.ruleVersion())
                .param("definitions", head.definitions())
                .param("at", Times.sql(head.sealedAt()))
                .param("by", head.sealedBy())
                .param("byName", head.sealedByName())
                .param(
                        "previous",
                        head.previous() == null ? null : head.previous().bytes(),
                        java.sql.Types.BINARY)
                .param("digest", digest.bytes())
                .param("seal", seal)
                .param("text", packed)
                .update();
        batch(
                "insert into rate_snapshot_unit (snapshot_id, division_id, parent_id, code, name, level, met, not_met,"
                        + " new_in_grace, exempt, long_leave, departed, data_incomplete, took_part, still_valid,"
                        + " without_requirement) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                report.units().stream()
                        .map(unit -> new @Nullable Object[] {
                            head.id(),
                            unit.division(),
                            unit.parent(),
                            unit.code(),
                            unit.name(),
                            unit.level(),
                            unit.figures().count(Reason.MET),
                            unit.figures().count(Reason.NOT_MET),
                            unit.figures().count(Reason.NEW_IN_GRACE),
                            unit.figures().count(Reason.EXEMPT),
                            unit.figures().count(Reason.LONG_LEAVE),
                            unit.figures().count(Reason.LEFT),
                            unit.figures().count(Reason.DATA_INCOMPLETE),
                            unit.figures().tookPart(),
                            unit.figures().stillValid(),
                            unit.figures().withoutRequirement()
                        })
                        .toList());
        batch(
                "insert into rate_snapshot_requirement (snapshot_id, requirement_id, division_id, duty, courses, rule,"
                        + " basis) values (?, ?, ?, ?, ?, ?, ?)",
                report.requirements().stream()
                        .map(owed -> new @Nullable Object[] {
                            head.id(),
                            owed.requirement(),
                            owed.division(),
                            owed.duty().name(),
                            SnapshotText.joined(owed.courses()),
                            owed.rule(),
                            owed.basis()
                        })
                        .toList());
        batch(
                "insert into rate_snapshot_line (snapshot_id, division_id, person_id, staff_number, name, posts, reason,"
                        + " took_part, still_valid, overdue, passes, owed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                report.lines().stream()
                        .map(line -> new @Nullable Object[] {
                            head.id(),
                            line.unit(),
                            line.person(),
                            line.staffNumber(),
                            line.name(),
                            SnapshotText.posts(line.posts()),
                            line.reason().name(),
                            line.tookPart(),
                            line.stillValid(),
                            line.overdue(),
                            SnapshotText.passes(line.passes()),
                            SnapshotText.joined(line.owed())
                        })
                        .toList());
    }

    private void batch(String sql, List<@Nullable Object[]> rows) {
        for (var from = 0; from < rows.size(); from += CHUNK) {
            batches.batchUpdate(sql, rows.subList(from, Math.min(from + CHUNK, rows.size())));
        }
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        var previous = row.getBytes("previous_digest");
        return new Stored(
                new Head(
                        row.getLong("id"),
                        row.getLong("district_id"),
                        row.getString("district_code"),
                        row.getString("district_name"),
                        row.getObject("reporting_day", LocalDate.class),
                        row.getInt("number"),
                        Times.instant(row.getObject("known_before", LocalDateTime.class)),
                        row.getInt("rule_version"),
                        row.getString("definitions"),
                        Times.instant(row.getObject("sealed_at", LocalDateTime.class)),
                        row.getLong("sealed_by"),
                        row.getString("sealed_by_name"),
                        previous == null ? null : Digest.ofBytes(previous)),
                Digest.ofBytes(row.getBytes("digest")),
                row.getBytes("seal"));
    }

    private static Unit unit(ResultSet row, int index) throws SQLException {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        counts.put(Reason.MET, row.getInt("met"));
        counts.put(Reason.NOT_MET, row.getInt("not_met"));
        counts.put(Reason.NEW_IN_GRACE, row.getInt("new_in_grace"));
        counts.put(Reason.EXEMPT, row.getInt("exempt"));
        counts.put(Reason.LONG_LEAVE, row.getInt("long_leave"));
        counts.put(Reason.LEFT, row.getInt("departed"));
        counts.put(Reason.DATA_INCOMPLETE, row.getInt("data_incomplete"));
        return new Unit(
                row.getLong("division_id"),
                row.getObject("parent_id", Long.class),
                row.getString("code"),
                row.getString("name"),
                row.getString("level"),
                new Figures(
                        counts, row.getInt("took_part"), row.getInt("still_valid"), row.getInt("without_requirement")));
    }

    private static Owed owed(ResultSet row, int index) throws SQLException {
        return new Owed(
                row.getLong("requirement_id"),
                row.getLong("division_id"),
                Duty.valueOf(row.getString("duty")),
                SnapshotText.parted(row.getString("courses")),
                row.getString("rule"),
                row.getString("basis"));
    }

    private static Line line(ResultSet row, int index) throws SQLException {
        return new Line(
                row.getLong("division_id"),
                row.getLong("person_id"),
                row.getString("staff_number"),
                row.getString("name"),
                exact(row.getString("posts"), SnapshotText::parsePosts, SnapshotText::posts),
                Reason.valueOf(row.getString("reason")),
                yes(row.getInt("took_part")),
                yes(row.getInt("still_valid")),
                yes(row.getInt("overdue")),
                exact(row.getString("passes"), SnapshotText::parsePasses, SnapshotText::passes),
                SnapshotText.parted(row.getString("owed")));
    }

    private static boolean yes(int column) {
        if (column != 0 && column != 1) {
            throw new IllegalArgumentException("expected 0 or 1, but got " + column);
        }
        return column == 1;
    }

    /** What a column says, if it is written as we write it: what we would not have written was changed. */
    private static <T> T exact(String column, Function<String, T> read, Function<T, String> write) {
        var value = read.apply(column);
        if (!write.apply(value).equals(column)) {
            throw new IllegalArgumentException("expected a column in its canonical form");
        }
        return value;
    }
}
