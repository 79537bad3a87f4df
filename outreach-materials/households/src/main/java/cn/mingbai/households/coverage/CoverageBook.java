package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignOpened;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.Counting;
import cn.mingbai.households.coverage.rule.CountingRule;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps {@code coverage_delta}: for every change of a fact, the difference between what the household counted as before
 * and after, under the day of the change and today's recorded day. A past day as known then is never written again.
 */
@Component
@Internal
class CoverageBook implements FactsWatch {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FactsReader facts;
    private final CampaignDirectory campaigns;
    private final PolicyDirectory policies;
    private final Writes writes;
    private final Clock clock;

    CoverageBook(
            JdbcClient jdbc,
            JdbcTemplate batch,
            FactsReader facts,
            CampaignDirectory campaigns,
            PolicyDirectory policies,
            Writes writes,
            Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.facts = facts;
        this.campaigns = campaigns;
        this.policies = policies;
        this.writes = writes;
        this.clock = clock;
    }

    private record Cell(long village, long campaign, Kind kind, LocalDate day) implements Comparable<Cell> {

        // One order for all writers keeps them from waiting for each other in a circle.
        private static final Comparator<Cell> ORDER = Comparator.comparingLong(Cell::village)
                .thenComparingLong(Cell::campaign)
                .thenComparing(Cell::kind)
                .thenComparing(Cell::day);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void around(Collection<HouseholdId> households, Instant now, Runnable write) {
        var ids =
                households.stream().map(HouseholdId::value).sorted().distinct().toList();
        var villages = lock(ids);
        var before = facts.current(ids);
        write.run();
        var after = facts.current(ids);
        var versions = policies.versions();
        var rules = new HashMap<Long, List<Campaign>>();
        var difference = new TreeMap<Cell, Integer>();
        for (var id : ids) {
            var village = java.util.Objects.requireNonNull(villages.get(id), "expected a locked household");
            var covering = rules.computeIfAbsent(village, key -> campaigns.all(new DivisionId(key)));
            for (var campaign : covering) {
                var rule = rule(campaign, versions);
                add(difference, village, campaign, before.getOrDefault(id, HouseholdFacts.none()), rule, -1);
                add(difference, village, campaign, after.getOrDefault(id, HouseholdFacts.none()), rule, 1);
            }
        }
        record(difference, Times.dayOf(now));
    }

    /** A campaign opened over ledgers that are there already counts them from its first day. */
    @EventListener
    void opened(CampaignOpened event) {
        campaigns.all().stream()
                .filter(campaign -> campaign.id().equals(event.campaign()))
                .forEach(this::recompute);
    }

    /** Another policy calendar means another "current informed member": the figures follow from today's record on. */
    @EventListener(ApplicationReadyEvent.class)
    void followPolicies() {
        var calendar = calendar(policies.versions());
        for (var campaign : campaigns.all()) {
            var known = jdbc.sql("select policy_calendar from coverage_rule where campaign_id = :campaign")
                    .param("campaign", campaign.id().value())
                    .query(String.class)
                    .optional();
            if (!known.equals(java.util.Optional.of(calendar))) {
                writes.inTransaction(() -> recompute(campaign));
            }
        }
    }

    private void recompute(Campaign campaign) {
        var now = clock.instant();
        var versions = policies.versions();
        var rule = rule(campaign, versions);
        var ids = jdbc.sql("""
                select distinct h.id from household h join division_ancestor a on a.descendant_id = h.village_id
                  and a.ancestor_id = :root and a.valid_from < :to and a.valid_to > :from
                order by h.id
                """)
                .param("root", campaign.division().value())
                .param("from", campaign.from())
                .param("to", campaign.to())
                .query(Long.class)
                .list();
        var villages = lock(ids);
        var current = facts.current(ids);
        var difference = new TreeMap<Cell, Integer>();
        villages.forEach((id, village) ->
                add(difference, village, campaign, current.getOrDefault(id, HouseholdFacts.none()), rule, 1));
        jdbc.sql("select village_id, kind, day, sum(delta) from coverage_delta where campaign_id = :campaign"
                        + " group by village_id, kind, day")
                .param("campaign", campaign.id().value())
                .query(row -> {
                    var cell = new Cell(
                            row.getLong(1),
                            campaign.id().value(),
                            Kind.valueOf(row.getString(2)),
                            row.getObject(3, LocalDate.class));
                    difference.merge(cell, -row.getInt(4), Integer::sum);
                });
        record(difference, Times.dayOf(now));
        jdbc.sql("""
                insert into coverage_rule (campaign_id, policy_calendar, computed_at) values (:campaign, :calendar, :now)
                on duplicate key update policy_calendar = values(policy_calendar), computed_at = values(computed_at)
                """)
                .param("campaign", campaign.id().value())
                .param("calendar", calendar(versions))
                .param("now", Times.sql(now))
                .update();
    }

    /** The villages of the households, whose rows stay locked until the transaction ends. */
    private Map<Long, Long> lock(List<Long> ids) {
        var villages = new HashMap<Long, Long>();
        for (var start = 0; start < ids.size(); start += CHUNK) {
            jdbc.sql("select id, village_id from household where id in (:ids) order by id for update")
                    .param("ids", ids.subList(start, Math.min(start + CHUNK, ids.size())))
                    .query(row -> {
                        villages.put(row.getLong(1), row.getLong(2));
                    });
        }
        return villages;
    }

    private static void add(
            Map<Cell, Integer> difference,
            long village,
            Campaign campaign,
            HouseholdFacts household,
            CountingRule rule,
            int sign) {
        for (var transition : Counting.transitions(household, rule)) {
            var cell = new Cell(village, campaign.id().value(), transition.kind(), transition.day());
            difference.merge(cell, sign * transition.change(), Integer::sum);
        }
    }

    private void record(Map<Cell, Integer> difference, LocalDate recordedOn) {
        var rows = difference.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        batch.batchUpdate("""
                insert into coverage_delta (village_id, campaign_id, kind, day, recorded_on, delta)
                values (?, ?, ?, ?, ?, ?) on duplicate key update delta = delta + values(delta)
                """, rows, CHUNK, (statement, row) -> {
            statement.setLong(1, row.getKey().village());
            statement.setLong(2, row.getKey().campaign());
            statement.setString(3, row.getKey().kind().name());
            statement.setObject(4, row.getKey().day());
            statement.setObject(5, recordedOn);
            statement.setInt(6, row.getValue());
        });
    }

    static CountingRule rule(Campaign campaign, List<PolicyDirectory.Version> versions) {
        return new CountingRule(
                campaign.basis(),
                campaign.phoneCountsForAway(),
                campaign.from(),
                campaign.to(),
                versions.stream()
                        .map(version -> new CountingRule.PolicySpan(version.code(), version.from(), version.to()))
                        .toList());
    }

    private static String calendar(List<PolicyDirectory.Version> versions) {
        return versions.stream()
                .map(version -> version.code() + " " + version.from() + " " + version.to())
                .collect(Collectors.joining("; "));
    }
}
