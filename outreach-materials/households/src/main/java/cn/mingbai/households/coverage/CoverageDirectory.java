package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.Kind;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the coverage of many villages at once, whoever asks. */
@Component
@Internal
public class CoverageDirectory {

    private final JdbcClient jdbc;
    private final CampaignDirectory campaigns;

    CoverageDirectory(JdbcClient jdbc, CampaignDirectory campaigns) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
    }

    /** The villages below {@code root} in the tree of {@code asOf.day()}, in code order. */
    public List<VillageCoverage> of(DivisionId root, AsOf asOf) {
        return within(new Reach(Set.of(root), asOf.day()), asOf);
    }

    /** The villages within {@code reach} that existed on {@code asOf.day()}, in code order. */
    List<VillageCoverage> within(Reach reach, AsOf asOf) {
        var villages = villages(reach, asOf.day());
        var covering = new HashMap<DivisionId, Campaign>();
        reach.roots().forEach(root -> covering.putAll(campaigns.coveringBelow(root, asOf.day())));
        var counts = counts(reach, asOf);
        var totals = controlTotals(reach, asOf);
        var workers = villagesWithWorker(reach, asOf);
        return villages.stream()
                .map(village -> {
                    var campaign = covering.get(village.id());
                    var figures = campaign == null
                            ? Figures.NONE
                            : Figures.of(counts.getOrDefault(
                                    new OfCampaign(
                                            village.id().value(), campaign.id().value()),
                                    Map.of()));
                    var total = totals.get(village.id().value());
                    var control = total == null || campaign == null
                            ? new Control(0, 0, total == null ? 1 : 0)
                            : new Control(total, figures.ledger(), 0);
                    return new VillageCoverage(
                            village,
                            campaign == null ? null : campaign.id(),
                            figures,
                            control,
                            workers.contains(village.id().value()));
                })
                .toList();
    }

    private record OfCampaign(long village, long campaign) {}

    private List<Division> villages(Reach reach, LocalDate day) {
        return jdbc.sql("select v.division_id, v.code, v.name, v.parent_id, v.valid_from, v.valid_to"
                        + " from division_version v where v.level = 'VILLAGE' and v.superseded_at = '9999-12-31'"
                        + " and v.valid_from <= :day and v.valid_to > :day and " + Reach.covers("v.division_id")
                        + " order by v.code")
                .param("day", day)
                .params(reach.parameters())
                .query((row, index) -> new Division(
                        new DivisionId(row.getLong(1)),
                        new DivisionCode(row.getString(2)),
                        row.getString(3),
                        new DivisionId(row.getLong(4)),
                        Level.VILLAGE,
                        row.getObject(5, LocalDate.class),
                        row.getObject(6, LocalDate.class)))
                .list();
    }

    private Map<OfCampaign, Map<Kind, Long>> counts(Reach reach, AsOf asOf) {
        var counts = new HashMap<OfCampaign, Map<Kind, Long>>();
        jdbc.sql("select c.village_id, c.campaign_id, c.kind, sum(c.delta) from coverage_delta c"
                        + " where c.day <= :day and c.recorded_on <= :known and " + Reach.covers("c.village_id")
                        + " group by c.village_id, c.campaign_id, c.kind")
                .param("day", asOf.day())
                .param("known", asOf.known())
                .params(reach.parameters())
                .query(row -> {
                    counts.computeIfAbsent(
                                    new OfCampaign(row.getLong(1), row.getLong(2)), key -> new EnumMap<>(Kind.class))
                            .put(Kind.valueOf(row.getString(3)), row.getLong(4));
                });
        return counts;
    }

    private Map<Long, Long> controlTotals(Reach reach, AsOf asOf) {
        var totals = new HashMap<Long, Long>();
        jdbc.sql("select t.village_id, t.households from household_control_total t"
                        + " where t.valid_from <= :day and t.valid_to > :day"
                        + " and t.recorded_at < :known and t.superseded_at >= :known and "
                        + Reach.covers("t.village_id"))
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query(row -> {
                    totals.put(row.getLong(1), row.getLong(2));
                });
        return totals;
    }

    private Set<Long> villagesWithWorker(Reach reach, AsOf asOf) {
        return new HashSet<>(jdbc.sql("select distinct p.division_id from posting p"
                        + " where p.duty in ('OUTREACH_A', 'OUTREACH_B')"
                        + " and p.valid_from <= :day and p.valid_to > :day"
                        + " and p.recorded_at < :known and p.superseded_at >= :known and "
                        + Reach.covers("p.division_id"))
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query(Long.class)
                .list());
    }
}
