package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.Counting;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which households of a village are due and which of them are reported as reached, whoever asks. */
@Component
@Internal
public class DueHouseholds {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final CoverageDirectory directory;
    private final FactsReader facts;
    private final PolicyDirectory policies;

    DueHouseholds(JdbcClient jdbc, CoverageDirectory directory, FactsReader facts, PolicyDirectory policies) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.facts = facts;
        this.policies = policies;
    }

    /**
     * A household that is due.
     *
     * @param number the household's number with its check character
     * @param group the group's name, may be empty
     * @param reached whether it is reported as reached
     */
    public record DueHousehold(HouseholdId household, String number, String group, boolean reached) {}

    /** The households of a village that are due, in no order; none when no campaign covers it on the day. */
    public List<DueHousehold> of(DivisionId village, AsOf asOf) {
        var campaign = directory.campaign(village, asOf.day());
        if (campaign.isEmpty()) {
            return List.of();
        }
        var rule = CoverageBook.rule(campaign.get(), policies.versions());
        Map<Long, Boolean> due = new HashMap<>();
        facts.ofVillage(village, asOf.knownBefore()).forEach((household, its) -> {
            var kinds = Counting.on(asOf.day(), its, rule, village.value());
            if (kinds.contains(Kind.DUE)) {
                due.put(household, kinds.contains(Kind.REACHED));
            }
        });
        var ids = due.keySet().stream().sorted().toList();
        var households = new java.util.ArrayList<DueHousehold>();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            households.addAll(jdbc.sql("""
                    select h.id, coalesce(p.number, h.number), d.group_name from household h
                    join household_details d on d.household_id = h.id
                      and d.recorded_at < :known and d.superseded_at >= :known
                      and d.valid_from <= :day and d.valid_to > :day
                    left join household_place p on p.household_id = h.id
                      and p.recorded_at < :known and p.superseded_at >= :known
                      and p.valid_from <= :day and p.valid_to > :day
                    where h.id in (:ids)
                    """)
                    .param("known", Times.sql(asOf.knownBefore()))
                    .param("day", asOf.day())
                    .param("ids", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .query((row, index) -> new DueHousehold(
                            new HouseholdId(row.getLong(1)),
                            new HouseholdNumber(row.getString(2)).shown(),
                            row.getString(3),
                            due.getOrDefault(row.getLong(1), false)))
                    .list());
        }
        return households;
    }
}
