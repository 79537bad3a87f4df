package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.sealing.SealedTable;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Head;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tables of sealed reports of outreach. They are only ever inserted into. */
@Component
@Internal
class OutreachRows {

    private static final int CHUNK = 1000;

    private static final String HEAD = "s.id, s.campaign_id, s.campaign_name, s.district_id, s.district_code,"
            + " s.district_name, s.reporting_day, s.number, s.known_before, s.rule_version, s.rule, s.definitions,"
            + " s.sealed_at, s.sealed_by, s.sealed_by_name, s.previous_digest, s.digest, s.seal";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final SealedTable<Stored> heads;

    OutreachRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
        heads = new SealedTable<>(jdbc, "outreach_snapshot", "campaign", "campaign_id", HEAD, OutreachRows::stored);
    }

    /** A report as the head's row has it. */
    record Stored(Head head, Digest digest, byte[] seal) {}

    /** The heads. */
    SealedTable<Stored> heads() {
        return heads;
    }

    /** The figures that are kept with a unit; none when its row is gone or cannot be read. */
    Counts counts(long id, long division) {
        return jdbc.sql("select counts from outreach_snapshot_unit where snapshot_id = :id and division_id = :division")
                .param("id", id)
                .param("division", division)
                .query(String.class)
                .optional()
                .map(text -> {
                    try {
                        return OutreachText.parseCounts(text);
                    } catch (IllegalArgumentException changed) {
                        return Counts.NONE;
                    }
                })
                .orElse(Counts.NONE);
    }

    /**
     * The units of a report with their figures, in the order of their ids.
     *
     * @throws IllegalArgumentException when a row cannot be read any more
     */
    List<Unit> units(long id) {
        return jdbc
                .sql("select * from outreach_snapshot_unit where snapshot_id = :id")
                .param("id", id)
                .query(OutreachRows::unit)
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Unit::division))
                .toList();
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
    void insert(OutreachReport report, Digest digest, byte[] seal, byte[] packed) {
        var head = report.head();
        jdbc.sql("""
                insert into outreach_snapshot (id, campaign_id, campaign_name, district_id, district_code, district_name,
                  reporting_day, number, known_before, rule_version, rule, definitions, sealed_at, sealed_by,
                  sealed_by_name, previous_digest, digest, seal, sealed_text)
                values (:id, :campaign, :campaignName, :district, :code, :name, :day, :number, :known, :rules, :rule,
                  :definitions, :at, :by, :byName, :previous, :digest, :seal, :text)
                """)
                .param("id", head.id())
                .param("campaign", head.campaign())
                .param("campaignName", head.campaignName())
                .param("district", head.district())
                .param("code", head.districtCode())
                .param("name", head.districtName())
                .param("day", head.day())
                .param("number", head.number())
                .param("known", Times.sql(head.knownBefore()))
                .param("rules", head.ruleVersion())
                .param("rule", head.rule())
                .param("definitions", head.definitions())
                .param("at", Times.sql(head.sealedAt()))
                .param("by", head.sealedBy())
                .param("byName", head.sealedByName())
                .param(
                        "previous",
                        head.previous() == null ? null : head.previous().bytes(),
                        Types.BINARY)
                .param("digest", digest.bytes())
                .param("seal", seal)
                .param("text", packed)
                .update();
        var rows = report.units().stream()
                .map(unit -> new @Nullable Object[] {
                    head.id(),
                    unit.division(),
                    unit.parent(),
                    unit.code(),
                    unit.name(),
                    unit.level(),
                    OutreachText.counts(unit.counts()),
                    unit.control(),
                    unit.workers()
                })
                .toList();
        for (var from = 0; from < rows.size(); from += CHUNK) {
            batches.batchUpdate(
                    "insert into outreach_snapshot_unit (snapshot_id, division_id, parent_id, code, name, level, counts,"
                            + " control_total, workers) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows.subList(from, Math.min(from + CHUNK, rows.size())));
        }
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        var previous = row.getBytes("previous_digest");
        return new Stored(
                new Head(
                        row.getLong("id"),
                        row.getLong("campaign_id"),
                        row.getString("campaign_name"),
                        row.getLong("district_id"),
                        row.getString("district_code"),
                        row.getString("district_name"),
                        row.getObject("reporting_day", LocalDate.class),
                        row.getInt("number"),
                        Times.instant(row.getObject("known_before", LocalDateTime.class)),
                        row.getInt("rule_version"),
                        row.getString("rule"),
                        row.getString("definitions"),
                        Times.instant(row.getObject("sealed_at", LocalDateTime.class)),
                        row.getLong("sealed_by"),
                        row.getString("sealed_by_name"),
                        previous == null ? null : Digest.ofBytes(previous)),
                Digest.ofBytes(row.getBytes("digest")),
                row.getBytes("seal"));
    }

    private static Unit unit(ResultSet row, int index) throws SQLException {
        return new Unit(
                row.getLong("division_id"),
                row.getObject("parent_id", Long.class),
                row.getString("code"),
                row.getString("name"),
                row.getString("level"),
                OutreachText.parseCounts(row.getString("counts")),
                row.getObject("control_total", Long.class),
                row.getInt("workers"));
    }
}
