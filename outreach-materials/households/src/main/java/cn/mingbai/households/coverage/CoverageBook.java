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
import java.util.Set;
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
    private static final String KINDS = "2: ";

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
        var locked = lockWithSurvivors(households);
        var ids = locked.keySet().stream().sorted().toList();
        var dated = dated(locked);
        record(ids, locked, facts.current(ids, dated), write, dated, now);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void aroundMoves(Collection<HouseholdId> households, Instant now, Runnable write) {
        var locked = lockWithSurvivors(households);
        var ids = locked.keySet().stream().sorted().toList();
        record(ids, locked, facts.current(ids, dated(locked)), write, ids, now);
    }

    private Map<Long, Locked> lockWithSurvivors(Collection<HouseholdId> households) {
        var locked = lock(
                households.stream().map(HouseholdId::value).sorted().distinct().toList());
        for (var more = survivors(locked); !more.isEmpty(); more = survivors(more)) {
            more.keySet().removeAll(locked.keySet());
            locked.putAll(more);
        }
        return locked;
    }

    private void record(
            List<Long> ids,
            Map<Long, Locked> locked,
            Map<Long, HouseholdFacts> before,
            Runnable write,
            List<Long> datedAfter,
            Instant now) {
        write.run();
        var after = facts.current(ids, datedAfter);
        var versions = policies.versions();
        var campaignsOf = new HashMap<Long, List<Campaign>>();
        var difference = new TreeMap<Cell, Integer>();
        for (var id : ids) {
            var own = java.util.Objects.requireNonNull(locked.get(id), "expected a locked household")
                    .village();
            add(difference, campaignsOf, own, before.getOrDefault(id, HouseholdFacts.none()), versions, -1);
            add(difference, campaignsOf, own, after.getOrDefault(id, HouseholdFacts.none()), versions, 1);
        }
        record(difference, Times.dayOf(now));
    }

    private void add(
            Map<Cell, Integer> difference,
            Map<Long, List<Campaign>> campaignsOf,
            long own,
            HouseholdFacts household,
            List<PolicyDirectory.Version> versions,
            int sign) {
        for (var village : villages(own, household)) {
            for (var campaign : campaignsOf.computeIfAbsent(village, key -> campaigns.all(new DivisionId(key)))) {
                add(difference, village, campaign, household, rule(campaign, versions), sign);
            }
        }
    }

    private static Set<Long> villages(long own, HouseholdFacts household) {
        return household.places().isEmpty()
                ? Set.of(own)
                : household.places().stream()
                        .map(HouseholdFacts.InVillage::village)
                        .collect(Collectors.toSet());
    }

    // A visit to a household that has become part of another one counts there.
    private Map<Long, Locked> survivors(Map<Long, Locked> households) {
        var dated = dated(households);
        if (dated.isEmpty()) {
            return Map.of();
        }
        return lock(jdbc.sql("select distinct other_id from household_origin where household_id in (:ids)"
                        + " and kind = 'MERGED' and superseded_at = '9999-12-31' order by other_id lock in share mode")
                .param("ids", dated)
                .query(Long.class)
                .list());
    }

    private static List<Long> dated(Map<Long, Locked> households) {
        return households.entrySet().stream()
                .filter(entry -> entry.getValue().dated())
                .map(Map.Entry::getKey)
                .toList();
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
                select h.id from household h join division_ancestor a on a.descendant_id = h.village_id
                  and a.ancestor_id = :root and a.valid_from < :to and a.valid_to > :from
                union select p.household_id from household_place p join division_ancestor a
                  on a.descendant_id = p.village_id and a.ancestor_id = :root
                  and a.valid_from < :to and a.valid_to > :from
                where p.superseded_at = '9999-12-31' order by 1
                """)
                .param("root", campaign.division().value())
                .param("from", campaign.from())
                .param("to", campaign.to())
                .query(Long.class)
                .list();
        var locked = lock(ids);
        var current = facts.current(ids, dated(locked));
        var difference = new TreeMap<Cell, Integer>();
        var covered = new HashMap<Long, Boolean>();
        locked.forEach((id, household) -> {
            var its = current.getOrDefault(id, HouseholdFacts.none());
            villages(household.village(), its).stream()
                    .filter(village -> covered.computeIfAbsent(village, key -> covers(campaign, key)))
                    .forEach(village -> add(difference, village, campaign, its, rule, 1));
        });
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

    private boolean covers(Campaign campaign, long village) {
        return campaigns.all(new DivisionId(village)).stream()
                .anyMatch(each -> each.id().equals(campaign.id()));
    }

    private record Locked(long village, boolean dated) {}

    /** The households, whose rows stay locked until the transaction ends. */
    private Map<Long, Locked> lock(List<Long> ids) {
        var locked = new HashMap<Long, Locked>();
        for (var start = 0; start < ids.size(); start += CHUNK) {
            jdbc.sql("select id, village_id, dated from household where id in (:ids) order by id for update")
                    .param("ids", ids.subList(start, Math.min(start + CHUNK, ids.size())))
                    .query(row -> {
                        locked.put(row.getLong(1), new Locked(row.getLong(2), row.getBoolean(3)));
                    });
        }
        return locked;
    }

    private static void add(
            Map<Cell, Integer> difference,
            long village,
            Campaign campaign,
            HouseholdFacts household,
            CountingRule rule,
            int sign) {
        for (var transition : Counting.transitions(household, rule, village)) {
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

    // What is counted is part of it: where figures were kept before there were ways and levels, they are computed anew.
    private static String calendar(List<PolicyDirectory.Version> versions) {
        return KINDS
                + versions.stream()
                        .map(version -> version.code() + " " + version.from() + " " + version.to())
                        .collect(Collectors.joining("; "));
    }
}
