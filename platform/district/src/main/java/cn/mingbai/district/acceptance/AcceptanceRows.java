package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.acceptance.Acceptance.State;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.Seals;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes what phases ask for, and acceptances with their sealed sheets. */
@Component
@Internal
class AcceptanceRows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PURPOSE = "phase-acceptance";

    private static final String SELECT = """
            select a.id, a.sheet, a.conclusion, a.remark, a.correct_by, a.state, a.seal, p.name, a.proposed_at,
              coalesce(d.name, ''), a.decided_at
            from phase_acceptance a join person p on p.id = a.proposed_by left join person d on d.id = a.decided_by
            """;

    private final JdbcClient jdbc;
    private final SealKey sealKey;

    AcceptanceRows(JdbcClient jdbc, SealKey sealKey) {
        this.jdbc = jdbc;
        this.sealKey = sealKey;
    }

    /**
     * What a phase asks for.
     *
     * @param set on which day the district set it; null when the shipped defaults hold
     * @param items one for each item, in their order
     */
    record Asked(@Nullable LocalDate set, List<PhaseRequirement> items) {}

    /** What the phase asks for, as known before an instant. */
    Asked requirements(CampaignId campaign, int phase, int phases, Instant knownBefore) {
        var set = new java.util.concurrent.atomic.AtomicReference<@Nullable LocalDate>();
        var items = jdbc
                .sql("""
                select item, wanted, target, recorded_at from phase_requirement
                where campaign_id = :campaign and phase = :phase and recorded_at < :known and superseded_at >= :known
                """)
                .param("campaign", campaign.value())
                .param("phase", phase)
                .param("known", Times.sql(knownBefore))
                .query((row, index) -> {
                    var day = Times.dayOf(Times.instant(row.getObject(4, LocalDateTime.class)));
                    set.accumulateAndGet(day, (one, other) -> one == null || other.isAfter(one) ? other : one);
                    return new PhaseRequirement(
                            AcceptanceItem.valueOf(row.getString(1)), row.getBoolean(2), row.getInt(3));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(PhaseRequirement::item, Function.identity()));
        return new Asked(
                set.get(),
                PhaseRequirement.shipped(phase, phases).stream()
                        .map(shipped -> items.getOrDefault(shipped.item(), shipped))
                        .toList());
    }

    /** Supersedes what a phase asked for. */
    void require(CampaignId campaign, int phase, List<PhaseRequirement> items, PersonId by, Instant now) {
        jdbc.sql("update phase_requirement set superseded_at = :now where campaign_id = :campaign and phase = :phase"
                        + " and superseded_at = '9999-12-31'")
                .param("now", Times.sql(now))
                .param("campaign", campaign.value())
                .param("phase", phase)
                .update();
        for (var item : items) {
            jdbc.sql("""
                    insert into phase_requirement (id, campaign_id, phase, item, wanted, target, recorded_at,
                      superseded_at, recorded_by)
                    values (next value for phase_requirement_seq, :campaign, :phase, :item, :wanted, :target, :now,
                      '9999-12-31', :by)
                    """)
                    .param("campaign", campaign.value())
                    .param("phase", phase)
                    .param("item", item.item().name())
                    .param("wanted", item.wanted())
                    .param("target", item.target())
                    .param("now", Times.sql(now))
                    .param("by", by.value())
                    .update();
        }
    }

    /** Keeps a sheet, sealed, and answers its acceptance. */
    AcceptanceId add(
            AcceptanceSheet sheet,
            Conclusion conclusion,
            String remark,
            @Nullable LocalDate correctBy,
            PersonId by,
            Instant now) {
        var key = sealKey.key().orElseThrow(() -> new RuleViolation("district.acceptance.key-lost"));
        var id = jdbc.sql("select next value for phase_acceptance_seq")
                .query(Long.class)
                .single();
        var text = JSON.writeValueAsString(sheet);
        jdbc.sql("""
                insert into phase_acceptance (id, campaign_id, phase, division_id, day, conclusion, remark, correct_by,
                  sheet, seal, state, proposed_by, proposed_at)
                values (:id, :campaign, :phase, :town, :day, :conclusion, :remark, :correctBy, :sheet, :seal, 'OPEN', :by,
                  :now)
                """)
                .param("id", id)
                .param("campaign", sheet.campaign().value())
                .param("phase", sheet.phase())
                .param("town", sheet.town().value())
                .param("day", sheet.asOf().day())
                .param("conclusion", conclusion.name())
                .param("remark", remark)
                .param("correctBy", correctBy)
                .param("sheet", text)
                .param("seal", Seals.seal(key, PURPOSE, header(id, conclusion, remark, correctBy), digest(text)))
                .param("by", by.value())
                .param("now", Times.sql(now))
                .update();
        return new AcceptanceId(id);
    }

    /** Notes what the second person decided, once. */
    void decide(AcceptanceId id, State state, @Nullable PersonId by, Instant now) {
        jdbc.sql("update phase_acceptance set state = :state, decided_by = :by, decided_at = :now"
                        + " where id = :id and state = 'OPEN'")
                .param("state", state.name())
                .param("by", by == null ? null : by.value())
                .param("now", Times.sql(now))
                .param("id", id.value())
                .update();
    }

    /** The acceptance, when its town lies within reach. */
    Optional<Acceptance> find(AcceptanceId id, Reach reach) {
        return jdbc.sql(SELECT + " where a.id = :id and " + Reach.covers("a.division_id"))
                .param("id", id.value())
                .params(reach.parameters())
                .query(this::map)
                .optional();
    }

    /** The acceptance, whoever asks. */
    Optional<Acceptance> find(AcceptanceId id) {
        return jdbc.sql(SELECT + " where a.id = :id")
                .param("id", id.value())
                .query(this::map)
                .optional();
    }

    /** The acceptances of the towns within reach for a phase, the first proposed first. */
    List<Acceptance> of(CampaignId campaign, int phase, Reach reach) {
        return jdbc.sql(SELECT + " where a.campaign_id = :campaign and a.phase = :phase and "
                        + Reach.covers("a.division_id") + " order by a.id")
                .param("campaign", campaign.value())
                .param("phase", phase)
                .params(reach.parameters())
                .query(this::map)
                .list();
    }

    /** The towns that are accepted as passed for a phase. */
    List<DivisionId> passed(CampaignId campaign, int phase) {
        return jdbc.sql("select distinct division_id from phase_acceptance where campaign_id = :campaign"
                        + " and phase = :phase and state = 'ACCEPTED' and conclusion = 'PASSED'")
                .param("campaign", campaign.value())
                .param("phase", phase)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list();
    }

    private Acceptance map(ResultSet row, int index) throws SQLException {
        var id = row.getLong(1);
        var text = row.getString(2);
        var conclusion = Conclusion.valueOf(row.getString(3));
        var remark = row.getString(4);
        var correctBy = row.getObject(5, LocalDate.class);
        var seal = row.getBytes(7);
        var decidedAt = row.getObject(11, LocalDateTime.class);
        return new Acceptance(
                new AcceptanceId(id),
                JSON.readValue(text, AcceptanceSheet.class),
                conclusion,
                remark,
                correctBy,
                State.valueOf(row.getString(6)),
                sealKey.key()
                        .map(key -> Seals.holds(
                                seal, key, PURPOSE, header(id, conclusion, remark, correctBy), digest(text)))
                        .orElse(false),
                HexFormat.of().formatHex(seal),
                row.getString(8),
                Times.instant(row.getObject(9, LocalDateTime.class)),
                row.getString(10),
                decidedAt == null ? null : Times.instant(decidedAt));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String header(long id, Conclusion conclusion, String remark, @Nullable LocalDate correctBy) {
        return String.join(
                " ", Arrays.asList(String.valueOf(id), conclusion.name(), String.valueOf(correctBy), remark));
    }
}
