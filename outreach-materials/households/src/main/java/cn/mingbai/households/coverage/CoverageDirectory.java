package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.Counting;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.coverage.rule.Units;
import cn.mingbai.households.visits.VisitOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the coverage of many villages at once, whoever asks. */
@Component
@Internal
public class CoverageDirectory {

    private final JdbcClient jdbc;
    private final CampaignDirectory campaigns;
    private final PolicyDirectory policies;
    private final FactsReader facts;
    private final VillageSteps villageSteps;
    private final DivisionDirectory divisions;
    private final PostingDirectory postings;
    private final KeptDeltas kept;

    CoverageDirectory(
            JdbcClient jdbc,
            CampaignDirectory campaigns,
            PolicyDirectory policies,
            FactsReader facts,
            VillageSteps villageSteps,
            DivisionDirectory divisions,
            PostingDirectory postings,
            KeptDeltas kept) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.policies = policies;
        this.facts = facts;
        this.villageSteps = villageSteps;
        this.divisions = divisions;
        this.postings = postings;
        this.kept = kept;
    }

    /** The villages below {@code root} in the tree of {@code asOf.day()}, in code order. */
    public List<VillageCoverage> of(DivisionId root, AsOf asOf) {
        return within(new Reach(Set.of(root), asOf.day()), asOf);
    }

    /**
     * The villages within {@code reach} that existed on {@code asOf.day()}, in code order; after them those that existed no
     * more and still had households.
     */
    public List<VillageCoverage> within(Reach reach, AsOf asOf) {
        var covering = covering(reach, asOf.day());
        return covered(reach, asOf, asOf.day(), counts(reach, asOf, covering), covering);
    }

    /**
     * What the villages of a unit add up to.
     *
     * @param villages how many it had on the day, those included that were no more and still had households
     * @param withoutWorker how many of them had no outreach worker A on the day
     */
    public record Sum(Figures figures, int villages, int withoutWorker) {

        static final Sum NONE = new Sum(Figures.NONE, 0, 0);

        Sum plus(Sum other) {
            return new Sum(figures.plus(other.figures), villages + other.villages, withoutWorker + other.withoutWorker);
        }
    }

    /**
     * The sums of some units of a district: those of {@link #of}, added up from what is kept in memory of the deltas. What
     * the caller has written in an open transaction is not in them.
     *
     * @param tree a district and everything below it on {@code asOf.day()}, the district itself first
     */
    public Map<DivisionId, Sum> sums(List<Division> tree, Collection<DivisionId> units, AsOf asOf) {
        var deltas = kept.current();
        var district = new InDistrict(tree, asOf.day(), units, deltas);
        var following = district.followers.on(asOf.day());
        var workers = postings.with(Duty.OUTREACH_A, asOf);
        var sums = new HashMap<DivisionId, Sum>();
        units.forEach(unit -> sums.put(unit, Sum.NONE));
        var counts = new HashMap<DivisionId, long[]>();
        district.forEach(asOf, (village, above) -> {
            add(district.deltas(village, following, asOf.day()), asOf, above, counts);
            var own = new Sum(Figures.NONE, 1, workers.contains(village.id()) ? 0 : 1);
            above.forEach(unit -> sums.merge(unit, own, Sum::plus));
        });
        sums.replaceAll((unit, sum) -> new Sum(figures(counts.get(unit)), sum.villages(), sum.withoutWorker()));
        return sums;
    }

    /**
     * A village's figures.
     *
     * @param outreachWorker whether it had an outreach worker A on the day
     */
    public record OfVillage(Division village, Figures figures, boolean outreachWorker) {}

    /**
     * The villages within {@code reach} on {@code asOf.day()} and what is known of each without a look at the tables: the
     * figures of {@link #within}. What the caller has written in an open transaction is not in them.
     */
    public List<OfVillage> villages(Reach reach, AsOf asOf) {
        var deltas = kept.current();
        var workers = postings.with(Duty.OUTREACH_A, asOf);
        var lines = new LinkedHashMap<DivisionId, OfVillage>();
        for (var top : tops(reach, asOf.day())) {
            var tree = divisions.subtree(
                    divisions.districtOf(top, asOf.day()).map(Division::id).orElse(top), asOf.day());
            var district = new InDistrict(tree, asOf.day(), List.of(top), deltas);
            var following = district.followers.on(asOf.day());
            district.forEach(asOf, (village, above) -> {
                var counts = new HashMap<DivisionId, long[]>();
                add(district.deltas(village, following, asOf.day()), asOf, above, counts);
                lines.putIfAbsent(
                        village.id(), new OfVillage(village, figures(counts.get(top)), workers.contains(village.id())));
            });
        }
        return List.copyOf(lines.values());
    }

    /** The roots of a reach; of one above districts, these. */
    private List<DivisionId> tops(Reach reach, LocalDate day) {
        return reach.roots().stream()
                .flatMap(root -> divisions.districtOf(root, day).isPresent()
                        ? Stream.of(root)
                        : divisions.subtree(root, day).stream()
                                .filter(division -> division.level() == Level.COUNTY)
                                .map(Division::id))
                .distinct()
                .toList();
    }

    /**
     * The figures of one unit on several days, as known on one day.
     *
     * @param trees for each day the tree of the unit's district, or nothing where the district was not there; days between
     *     which nothing changed should have the same list
     * @param last the last day or a later one, and the day of knowledge
     */
    public Map<LocalDate, Figures> onDays(SortedMap<LocalDate, List<Division>> trees, DivisionId unit, AsOf last) {
        var deltas = kept.current();
        var figures = new HashMap<LocalDate, Figures>();
        var days = trees.keySet().stream().mapToLong(LocalDate::toEpochDay).toArray();
        @Nullable InDistrict district = null;
        var followed = List.<VillageDeltas>of();
        var stands = LocalDate.MIN;
        var place = 0;
        for (var entry : trees.entrySet()) {
            var tree = entry.getValue();
            if (tree.isEmpty()) {
                figures.put(entry.getKey(), Figures.NONE);
            } else {
                var day = entry.getKey();
                if (district == null || district.tree != tree) {
                    district = new InDistrict(tree, day, List.of(unit), deltas);
                    stands = LocalDate.MIN;
                }
                if (!day.isBefore(stands)) {
                    followed = district.followed(new AsOf(day, last.known(), last.knownBefore()));
                    stands = district.stands(day);
                }
                var counts = new long[Kind.values().length];
                for (var its : followed) {
                    var own = its.onDays(days, last.known())[place];
                    for (var kind = 0; kind < counts.length; kind++) {
                        counts[kind] += own[kind];
                    }
                }
                figures.put(day, figures(counts));
            }
            place++;
        }
        return figures;
    }

    private static void add(
            @Nullable VillageDeltas its, AsOf asOf, List<DivisionId> units, Map<DivisionId, long[]> counts) {
        if (its == null) {
            return;
        }
        var own = new long[Kind.values().length];
        its.sum(asOf.day(), asOf.known(), own);
        for (var unit : units) {
            var sum = counts.computeIfAbsent(unit, key -> new long[own.length]);
            for (var kind = 0; kind < own.length; kind++) {
                sum[kind] += own[kind];
            }
        }
    }

    private static Figures figures(long @Nullable [] counts) {
        var byKind = new EnumMap<Kind, Long>(Kind.class);
        if (counts != null) {
            for (var kind : Kind.values()) {
                byKind.put(kind, counts[kind.ordinal()]);
            }
        }
        return Figures.of(byKind);
    }

    /** The villages of a district on days on which its tree is the same, and which of the units asked for each adds to. */
    private final class InDistrict {

        final List<Division> tree;
        private final List<Division> villages;
        final CampaignDirectory.Followers followers;
        private final DivisionId district;
        private final Set<DivisionId> units;
        private final KeptDeltas.Deltas all;

        /** What was in the district and is no more, as far as it has deltas. */
        private final List<DivisionId> dissolved;

        InDistrict(List<Division> tree, LocalDate day, Collection<DivisionId> units, KeptDeltas.Deltas all) {
            this.tree = tree;
            this.district = tree.getFirst().id();
            this.villages = tree.stream()
                    .filter(division -> division.level() == Level.VILLAGE)
                    .toList();
            this.followers = campaigns.followers(tree, day);
            this.units = Set.copyOf(units);
            this.all = all;
            this.dissolved = divisions.gone(district, day).stream()
                    .filter(division -> !all.campaigns(division.value()).isEmpty())
                    .toList();
        }

        /** A village's deltas under the campaign that its figures of the day follow, or null. */
        @Nullable
        VillageDeltas deltas(Division village, Map<DivisionId, Campaign> following, LocalDate day) {
            var id = village.id().value();
            if (all.campaigns(id).isEmpty()) {
                return null;
            }
            var follows = following.get(village.id());
            var campaign = follows == null ? campaign(village.id(), day).orElse(null) : follows;
            return campaign == null ? null : all.of(id, campaign.id().value());
        }

        /** The deltas of each village that adds to the unit asked for, under the campaign that it follows. */
        List<VillageDeltas> followed(AsOf asOf) {
            var following = followers.on(asOf.day());
            var followed = new ArrayList<VillageDeltas>();
            forEach(asOf, (village, above) -> {
                var its = deltas(village, following, asOf.day());
                if (its != null) {
                    followed.add(its);
                }
            });
            return followed;
        }

        /** Up to which day, without it, {@link #followed} surely answers the same as on this one. */
        LocalDate stands(LocalDate day) {
            return dissolved.isEmpty() ? followers.standUntil(day) : day.plusDays(1);
        }

        /** Does something with each of its villages that adds to units asked for, and with these units. */
        void forEach(AsOf asOf, BiConsumer<Division, List<DivisionId>> what) {
            Stream.concat(villages.stream(), gone(asOf).stream()).forEach(village -> {
                var above = above(village);
                if (!above.isEmpty()) {
                    what.accept(village, above);
                }
            });
        }

        /** Dissolved, and nobody has said yet where its households belong: they are not lost from the sums. */
        private List<Division> gone(AsOf asOf) {
            var counts = new HashMap<Long, Map<Kind, Long>>();
            for (var village : dissolved) {
                var own = new long[Kind.values().length];
                campaign(village, asOf.day())
                        .map(campaign -> all.of(village.value(), campaign.id().value()))
                        .ifPresent(its -> its.sum(asOf.day(), asOf.known(), own));
                if (Arrays.stream(own).anyMatch(count -> count != 0)) {
                    counts.put(village.value(), Map.of(Kind.DUE, 1L));
                }
            }
            return counts.isEmpty()
                    ? List.of()
                    : CoverageDirectory.this.gone(new Reach(Set.of(district), asOf.day()), tree, counts, asOf.day());
        }

        /** Those asked for among the village itself, the unit right above it and the district. */
        private List<DivisionId> above(Division village) {
            var above = new ArrayList<DivisionId>(3);
            for (var unit : Arrays.asList(village.id(), village.parent(), district)) {
                if (unit != null && units.contains(unit) && !above.contains(unit)) {
                    above.add(unit);
                }
            }
            return above;
        }
    }

    /**
     * The villages within {@code reach} that exist on {@code today}, with what their households counted on {@code
     * asOf.day()}, wherever these belonged then; after them those that exist no more and went into none.
     */
    List<VillageCoverage> inTodaysUnits(Reach reach, AsOf asOf, LocalDate today) {
        var units = new Units(villageSteps.changes(asOf.knownBefore()));
        var changed = units.changedSince(asOf.day());
        var covering = covering(reach, asOf.day());
        var counts = counts(reach, asOf, covering);
        counts.keySet().removeAll(changed);
        for (var village : leadingInto(reach, units, changed, asOf.day())) {
            var own = villageSteps.ofHouseholdsOnceIn(new DivisionId(village));
            counted(village, asOf).forEach((household, its) -> {
                var unit = units.of(village, asOf.day(), own.getOrDefault(household, Set.of()));
                its.kinds()
                        .forEach(kind -> counts.computeIfAbsent(unit, key -> new EnumMap<>(Kind.class))
                                .merge(kind, 1L, Long::sum));
            });
        }
        var either = today.equals(asOf.day()) ? covering : covering(reach, today);
        either.putAll(covering);
        return covered(reach, asOf, today, counts, either);
    }

    // Of the villages that changed, those whose households may be counted within reach today.
    private List<Long> leadingInto(Reach reach, Units units, List<Long> changed, LocalDate day) {
        if (changed.isEmpty()) {
            return changed;
        }
        var within = Set.copyOf(jdbc.sql("select d.id from division d where d.id in (:ids) and " + Reach.covers("d.id"))
                .param(
                        "ids",
                        changed.stream()
                                .flatMap(village -> units.mayBe(village, day).stream())
                                .distinct()
                                .toList())
                .params(reach.parameters())
                .query(Long.class)
                .list());
        return changed.stream()
                .filter(village -> !Collections.disjoint(units.mayBe(village, day), within))
                .toList();
    }

    /**
     * A household with what it counts as.
     *
     * @param facts what was known of it
     * @param reachedBy the telling under which it counts as reached, or null
     */
    public record Counted(HouseholdFacts facts, Set<Kind> kinds, HouseholdFacts.@Nullable Told reachedBy) {}

    /** What each household of a village counted as on {@code asOf.day()}, from the facts as they were known. */
    public Map<Long, Counted> households(DivisionId village, AsOf asOf) {
        return counted(village.value(), asOf);
    }

    /** The same for the households that {@link #inTodaysUnits} counts in a village. */
    Map<Long, Counted> householdsOfTodaysUnit(DivisionId village, AsOf asOf) {
        var units = new Units(villageSteps.changes(asOf.knownBefore()));
        var changed = units.changedSince(asOf.day());
        var counted = new HashMap<Long, Counted>();
        if (!changed.contains(village.value())) {
            counted.putAll(counted(village.value(), asOf));
        }
        for (var other : changed) {
            if (!units.mayBe(other, asOf.day()).contains(village.value())) {
                continue;
            }
            var own = villageSteps.ofHouseholdsOnceIn(new DivisionId(other));
            counted(other, asOf).forEach((household, its) -> {
                if (units.of(other, asOf.day(), own.getOrDefault(household, Set.of())) == village.value()) {
                    counted.put(household, its);
                }
            });
        }
        return counted;
    }

    private Map<Long, Counted> counted(long village, AsOf asOf) {
        var counted = new HashMap<Long, Counted>();
        campaign(new DivisionId(village), asOf.day()).ifPresent(campaign -> {
            var rule = CoverageBook.rule(campaign, policies.versions());
            facts.ofVillage(new DivisionId(village), asOf.knownBefore()).forEach((household, its) -> {
                var kinds = Counting.on(asOf.day(), its, rule, village);
                if (!kinds.isEmpty()) {
                    counted.put(
                            household,
                            new Counted(
                                    its,
                                    kinds,
                                    kinds.contains(Kind.REACHED)
                                            ? Counting.reachedBy(asOf.day(), its, rule)
                                                    .orElse(null)
                                            : null));
                }
            });
        });
        return counted;
    }

    /**
     * How a household stands for who goes to it.
     *
     * @param due whether the campaign wants it reached, and {@code reached} whether it has been
     * @param missed how often since the campaign began nobody was met, or the house not found
     */
    public record Door(boolean due, boolean reached, int missed) {}

    /** The households that are in {@code village} on {@code asOf.day()}, by id; empty without a campaign. */
    public Map<Long, Door> doors(DivisionId village, AsOf asOf) {
        var doors = new HashMap<Long, Door>();
        campaign(village, asOf.day())
                .ifPresent(campaign -> counted(village.value(), asOf).forEach((household, its) -> {
                    var missed = its.facts().told().stream()
                            .filter(told -> !told.day().isBefore(campaign.from()))
                            .filter(told -> told.outcome() == VisitOutcome.LEFT_SHEET
                                    || told.outcome() == VisitOutcome.NOT_FOUND)
                            .count();
                    doors.put(
                            household,
                            new Door(its.kinds().contains(Kind.DUE), its.kinds().contains(Kind.REACHED), (int) missed));
                }));
        return doors;
    }

    private Map<DivisionId, Campaign> covering(Reach reach, LocalDate day) {
        var covering = new HashMap<DivisionId, Campaign>();
        reach.roots().forEach(root -> covering.putAll(campaigns.coveringBelow(root, day)));
        return covering;
    }

    private List<VillageCoverage> covered(
            Reach reach,
            AsOf asOf,
            LocalDate unitsOf,
            Map<Long, Map<Kind, Long>> counts,
            Map<DivisionId, Campaign> covering) {
        var villages = new ArrayList<>(villages(reach, unitsOf));
        if (villages.addAll(gone(reach, villages, counts, unitsOf))) {
            villages.sort(Comparator.comparing(village -> village.code().value()));
        }
        var totals = controlTotals(reach, asOf);
        var workers = postings.with(Duty.OUTREACH_A, asOf);
        return villages.stream()
                .map(village -> {
                    var id = village.id().value();
                    var campaign = covering.get(village.id());
                    var figures = Figures.of(counts.getOrDefault(id, Map.of()));
                    var total = totals.get(id);
                    var control = total == null || campaign == null
                            ? new Control(0, 0, total == null ? 1 : 0)
                            : new Control(total, figures.ledger(), 0);
                    return new VillageCoverage(
                            village,
                            campaign == null ? null : campaign.id(),
                            figures,
                            control,
                            workers.contains(village.id()));
                })
                .toList();
    }

    // Dissolved, and nobody has said yet where its households belong: they are not lost from the sums.
    private List<Division> gone(Reach reach, List<Division> there, Map<Long, Map<Kind, Long>> counts, LocalDate day) {
        var ids = there.stream().map(village -> village.id().value()).collect(Collectors.toSet());
        var missing = counts.entrySet().stream()
                .filter(entry -> !ids.contains(entry.getKey())
                        && entry.getValue().values().stream().anyMatch(count -> count != 0))
                .map(Map.Entry::getKey)
                .toList();
        return missing.isEmpty()
                ? List.of()
                : jdbc.sql("select v.division_id, v.code, v.name, v.parent_id, v.valid_from, v.valid_to"
                                + " from division_version v where v.division_id in (:ids) and v.level = 'VILLAGE'"
                                + " and v.superseded_at = '9999-12-31' and v.valid_to <= :day"
                                + " and not exists (select 1 from division_version l where l.division_id = v.division_id"
                                + " and l.superseded_at = '9999-12-31' and l.valid_to > v.valid_to"
                                + " and l.valid_from <= :day) and " + Reach.covers("v.division_id")
                                + " order by v.code")
                        .params(reach.parameters())
                        .param("ids", missing)
                        .param("day", day)
                        .query(CoverageDirectory::village)
                        .list();
    }

    /** The campaign that a village's figures of {@code day} follow: also of a village that was dissolved before. */
    Optional<Campaign> campaign(DivisionId village, LocalDate day) {
        var covering = campaigns.covering(village, day);
        return covering.isPresent()
                ? covering
                : jdbc.sql("select max(v.valid_to) from division_version v where v.division_id = :id"
                                + " and v.superseded_at = '9999-12-31' and v.valid_to <= :day")
                        .param("id", village.value())
                        .param("day", day)
                        .query((row, index) -> row.getObject(1, LocalDate.class))
                        .optional()
                        .flatMap(gone -> campaigns.covering(village, gone.minusDays(1)));
    }

    private record OfCampaign(long village, long campaign) {}

    private List<Division> villages(Reach reach, LocalDate day) {
        return jdbc.sql("select v.division_id, v.code, v.name, v.parent_id, v.valid_from, v.valid_to"
                        + " from division_version v where v.level = 'VILLAGE' and v.superseded_at = '9999-12-31'"
                        + " and v.valid_from <= :day and v.valid_to > :day and " + Reach.covers("v.division_id")
                        + " order by v.code")
                .param("day", day)
                .params(reach.parameters())
                .query(CoverageDirectory::village)
                .list();
    }

    private static Division village(ResultSet row, int index) throws SQLException {
        return new Division(
                new DivisionId(row.getLong(1)),
                new DivisionCode(row.getString(2)),
                row.getString(3),
                new DivisionId(row.getLong(4)),
                Level.VILLAGE,
                row.getObject(5, LocalDate.class),
                row.getObject(6, LocalDate.class));
    }

    // The sums of each village under the campaign that its figures follow on the day.
    private Map<Long, Map<Kind, Long>> counts(Reach reach, AsOf asOf, Map<DivisionId, Campaign> covering) {
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
        var followed = new HashMap<Long, Map<Kind, Long>>();
        counts.forEach((of, its) -> {
            var village = new DivisionId(of.village());
            var campaign = Optional.ofNullable(covering.get(village)).or(() -> campaign(village, asOf.day()));
            if (campaign.isPresent() && campaign.get().id().value() == of.campaign()) {
                followed.put(of.village(), its);
            }
        });
        return followed;
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
}
