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
import cn.mingbai.households.ledger.HouseholdLocks;
import cn.mingbai.households.ledger.HouseholdLocks.Held;
import cn.mingbai.households.ledger.HouseholdLocks.Row;
import cn.mingbai.households.ledger.InLists;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.visits.VisitsWatch;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
class CoverageBook implements FactsWatch, VisitsWatch {

    private static final int COUNTED_AT_ONCE = 10_000;
    private static final int CHUNK = 1024;
    private static final String ADD =
            "insert into coverage_delta (village_id, campaign_id, kind, day, recorded_on, delta) values ";
    private static final String ADDED = " on duplicate key update delta = delta + values(delta)";
    private static final String ANOTHER_VERSION = " on duplicate key update version = version + 1";
    private static final String KINDS = "2: ";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final HouseholdLocks locks;
    private final FactsReader facts;
    private final CampaignDirectory campaigns;
    private final PolicyDirectory policies;
    private final Writes writes;
    private final Clock clock;

    CoverageBook(
            JdbcClient jdbc,
            JdbcTemplate batch,
            HouseholdLocks locks,
            FactsReader facts,
            CampaignDirectory campaigns,
            PolicyDirectory policies,
            Writes writes,
            Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.locks = locks;
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

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void around(
            Held held,
            Collection<HouseholdId> households,
            List<PolicyDirectory.Version> versions,
            Instant now,
            Supplier<Change> write) {
        var dated = new ArrayList<HouseholdId>();
        var others = new HashMap<Long, DivisionId>();
        for (var household : households) {
            var row = Objects.requireNonNull(held.row(household), "expected a held household");
            if (row.dated()) {
                dated.add(household);
            } else {
                others.put(household.value(), new DivisionId(row.village()));
            }
        }
        if (dated.isEmpty()) {
            told(others, versions, now, write);
        } else {
            // What was told to one that has moved or joined another may count elsewhere: that is read again.
            around(dated, now, () -> told(others, versions, now, write));
        }
    }

    private void told(
            Map<Long, DivisionId> villages,
            List<PolicyDirectory.Version> versions,
            Instant now,
            Supplier<Change> write) {
        var rules = new HashMap<DivisionId, Map<Campaign, CountingRule>>();
        campaigns
                .all(InLists.padded(villages.values().stream()
                        .distinct()
                        .sorted(Comparator.comparingLong(DivisionId::value))
                        .toList()))
                .forEach((village, all) -> {
                    var its = new LinkedHashMap<Campaign, CountingRule>();
                    all.forEach(campaign -> its.put(campaign, rule(campaign, versions)));
                    rules.put(village, its);
                });
        var before = facts.toldBefore(
                villages.keySet(),
                rules.values().stream()
                        .flatMap(its -> its.values().stream())
                        .distinct()
                        .toList());
        var change = write.get();
        var told = change.told().stream().collect(Collectors.groupingBy(Told::household));
        var restated = change.restated();
        var counted = new ArrayList<Long>();
        villages.forEach((id, village) -> {
            var was = before.computeIfAbsent(id, key -> HouseholdFacts.none());
            addStated(was, restated.before().get(id));
            var is = after(was, told.get(id), restated.after().get(id));
            if (rules.getOrDefault(village, Map.of()).values().stream()
                    .anyMatch(rule -> !Counting.isSurelyTheSame(was, is, rule))) {
                counted.add(id);
            }
        });
        // The rest only has to be known of those. What is stated of a household of which nothing was stated anew
        // is the same before and after, and left out of both.
        facts.addLedger(before, counted, told);
        var difference = new TreeMap<Cell, Integer>();
        for (var id : counted) {
            var village = villages.get(id);
            var was = before.get(id);
            var is = after(was, told.get(id), restated.after().get(id));
            rules.get(village).forEach((campaign, rule) -> {
                add(difference, village.value(), campaign, was, rule, -1);
                add(difference, village.value(), campaign, is, rule, 1);
            });
        }
        record(difference, Times.dayOf(now));
    }

    private static HouseholdFacts after(HouseholdFacts was, @Nullable List<Told> told, @Nullable List<Stated> stated) {
        var is = HouseholdFacts.none();
        is.flags().addAll(was.flags());
        is.states().addAll(was.states());
        is.told().addAll(was.told());
        if (told != null) {
            told.forEach(one -> is.told().add(new HouseholdFacts.Told(one.day(), one.outcome())));
        }
        addStated(is, stated);
        return is;
    }

    private static void addStated(HouseholdFacts facts, @Nullable List<Stated> stated) {
        if (stated != null) {
            stated.forEach(one -> facts.informed()
                    .add(new HouseholdFacts.Informed(
                            one.from(), one.to(), one.level(), one.policyVersion(), one.how(), one.apart())));
        }
    }

    private Map<Long, Row> lockWithSurvivors(Collection<HouseholdId> households) {
        var locked = locks.lock(households.stream().map(HouseholdId::value).toList());
        for (var more = survivors(locked); !more.isEmpty(); more = survivors(more)) {
            more.keySet().removeAll(locked.keySet());
            locked.putAll(more);
        }
        return locked;
    }

    private void record(
            List<Long> ids,
            Map<Long, Row> locked,
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
    private Map<Long, Row> survivors(Map<Long, Row> households) {
        var dated = dated(households);
        if (dated.isEmpty()) {
            return Map.of();
        }
        return locks.lock(jdbc.sql("select distinct other_id from household_origin where household_id in (:ids)"
                        + " and kind = 'MERGED' and superseded_at = '9999-12-31' order by other_id lock in share mode")
                .param("ids", dated)
                .query(Long.class)
                .list());
    }

    private static List<Long> dated(Map<Long, Row> households) {
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
        var difference = new TreeMap<Cell, Integer>();
        var covered = new HashMap<Long, Boolean>();
        // Piece by piece: a large district's facts have no room in memory all at once.
        for (var from = 0; from < ids.size(); from += COUNTED_AT_ONCE) {
            var some = ids.subList(from, Math.min(from + COUNTED_AT_ONCE, ids.size()));
            var locked = locks.lock(some);
            var current = facts.current(some, dated(locked));
            locked.forEach((id, household) -> {
                var its = current.getOrDefault(id, HouseholdFacts.none());
                villages(household.village(), its).stream()
                        .filter(village -> covered.computeIfAbsent(village, key -> covers(campaign, key)))
                        .forEach(village -> add(difference, village, campaign, its, rule, 1));
            });
        }
        // A plain read would miss what others have committed since this transaction began.
        jdbc.sql("select village_id, kind, day, sum(delta) from coverage_delta where campaign_id = :campaign"
                        + " group by village_id, kind, day lock in share mode")
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
        for (var from = 0; from < rows.size(); from += CHUNK) {
            add(rows.subList(from, Math.min(from + CHUNK, rows.size())), recordedOn);
        }
        // After the deltas and in the order of villages, so that nobody holds one for long or waits in a circle.
        var villages = rows.stream()
                .map(row -> row.getKey().village())
                .distinct()
                .sorted()
                .toList();
        for (var from = 0; from < villages.size(); from += CHUNK) {
            // One that stands there more than once has its version raised as often, which says the same.
            var all = InLists.padded(villages.subList(from, Math.min(from + CHUNK, villages.size())));
            batch.update(
                    "insert into coverage_version (village_id, version) values "
                            + String.join(", ", Collections.nCopies(all.size(), "(?, 1)")) + ANOTHER_VERSION,
                    statement -> {
                        for (var i = 0; i < all.size(); i++) {
                            statement.setLong(i + 1, all.get(i));
                        }
                    });
        }
    }

    // In one statement, because the driver sends a batch with "on duplicate key" row by row. Nothing is added to the
    // last row until their number is a power of two, so that few statements are prepared.
    private void add(List<Map.Entry<Cell, Integer>> rows, LocalDate recordedOn) {
        var all = InLists.padded(rows);
        batch.update(
                ADD + String.join(", ", Collections.nCopies(all.size(), "(?, ?, ?, ?, ?, ?)")) + ADDED, statement -> {
                    var at = 1;
                    for (var i = 0; i < all.size(); i++) {
                        var cell = all.get(i).getKey();
                        statement.setLong(at++, cell.village());
                        statement.setLong(at++, cell.campaign());
                        statement.setString(at++, cell.kind().name());
                        statement.setObject(at++, cell.day());
                        statement.setObject(at++, recordedOn);
                        statement.setInt(at++, i < rows.size() ? all.get(i).getValue() : 0);
                    }
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
