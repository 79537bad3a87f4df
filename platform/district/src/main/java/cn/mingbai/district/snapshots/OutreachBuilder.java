package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.CoverageDirectory.Counted;
import cn.mingbai.households.coverage.VillageCoverage;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.proof.CanonicalText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts together what a report of outreach says, from the facts as they were known, door by door. The stored sums of the
 * cockpit are not asked: what is sealed is what the doors say.
 */
@Component
@Internal
class OutreachBuilder {

    private final CoverageDirectory coverage;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final PolicyDirectory policies;

    OutreachBuilder(
            CoverageDirectory coverage,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            PolicyDirectory policies) {
        this.coverage = coverage;
        this.households = households;
        this.divisions = divisions;
        this.policies = policies;
    }

    /** A report without its head. */
    record Content(List<Unit> units, List<Door> doors) {}

    /** The campaign's own rule (口径) on a day, in words and digits that never change. */
    String rule(Campaign campaign, LocalDate day) {
        var policy = policies.versions().stream()
                .filter(version -> version.on(day))
                .map(PolicyDirectory.Version::code)
                .findFirst()
                .orElse("-");
        return "basis=" + campaign.basis() + " phone=" + campaign.phoneCountsForAway() + " from=" + campaign.from()
                + " to=" + campaign.to() + " policy=" + policy;
    }

    /** What the campaign's report says: the villages whose figures follow it, and the units above them. */
    Content of(Campaign campaign, AsOf asOf) {
        var top = campaign.division();
        var villages = coverage.of(top, asOf).stream()
                .filter(village -> campaign.id().equals(village.campaign()))
                .toList();
        var doors = new ArrayList<Door>();
        var units = new ArrayList<Unit>();
        var sums = new HashMap<DivisionId, Sum>();
        var tree = new HashMap<DivisionId, Division>();
        divisions.subtree(top, asOf.day()).forEach(division -> tree.put(division.id(), division));
        for (var village : villages) {
            var own = doors(village.village().id(), asOf);
            doors.addAll(own);
            var sum = Sum.of(village, Counts.ofDoors(own));
            var parent = parent(village.village(), top, tree);
            units.add(unit(village.village(), parent.equals(village.village().id()) ? null : parent, sum));
            if (village.village().id().equals(top)) {
                continue;
            }
            for (var above = parent; above != null; above = next(above, top, tree)) {
                sums.merge(above, sum, Sum::plus);
            }
        }
        sums.putIfAbsent(top, Sum.NONE);
        if (units.stream().noneMatch(unit -> unit.division() == top.value())) {
            sums.forEach((id, sum) -> units.add(unit(
                    Optional.ofNullable(tree.get(id)).orElseGet(() -> divisions.get(id, asOf.day())),
                    id.equals(top) ? null : next(id, top, tree),
                    sum)));
        }
        return new Content(List.copyOf(units), List.copyOf(doors));
    }

    // A village that was dissolved has no place in the tree of the day: it stands right below the whole.
    private static DivisionId parent(Division village, DivisionId top, Map<DivisionId, Division> tree) {
        if (village.id().equals(top)) {
            return top;
        }
        var parent = village.parent();
        return parent != null && tree.containsKey(village.id()) && tree.containsKey(parent) ? parent : top;
    }

    private static @Nullable DivisionId next(DivisionId unit, DivisionId top, Map<DivisionId, Division> tree) {
        if (unit.equals(top)) {
            return null;
        }
        var parent = Objects.requireNonNull(tree.get(unit), "expected a unit of the tree")
                .parent();
        return parent != null && tree.containsKey(parent) ? parent : top;
    }

    private record Sum(Counts counts, @Nullable Long control, int workers) {

        static final Sum NONE = new Sum(Counts.NONE, null, 0);

        static Sum of(VillageCoverage village, Counts counts) {
            var control = village.control();
            return new Sum(
                    counts, control.villagesWithout() == 0 ? control.total() : null, village.outreachWorker() ? 1 : 0);
        }

        Sum plus(Sum other) {
            return new Sum(
                    counts.plus(other.counts),
                    control == null
                            ? other.control
                            : other.control == null ? control : Long.valueOf(control + other.control),
                    workers + other.workers);
        }
    }

    private static Unit unit(Division division, @Nullable DivisionId parent, Sum sum) {
        return new Unit(
                division.id().value(),
                parent == null ? null : parent.value(),
                division.code().value(),
                CanonicalText.normalised(division.name()),
                division.level().name(),
                sum.counts(),
                sum.control(),
                sum.workers());
    }

    private List<Door> doors(DivisionId village, AsOf asOf) {
        var counted = coverage.households(village, asOf);
        var numbers = households.numbers(counted.keySet(), asOf);
        return counted.entrySet().stream()
                .map(entry -> door(
                        village.value(),
                        entry.getKey(),
                        numbers.getOrDefault(entry.getKey(), ""),
                        entry.getValue(),
                        asOf.day()))
                .toList();
    }

    private static Door door(long village, long household, String number, Counted its, LocalDate day) {
        var facts = its.facts();
        var told = its.reachedBy();
        return new Door(
                village,
                household,
                CanonicalText.normalised(number),
                Objects.requireNonNull(facts.stateOn(day), "expected a state of a household that counts"),
                facts.states().stream()
                        .map(HouseholdFacts.InState::from)
                        .min(Comparator.naturalOrder())
                        .orElse(day),
                since(facts, day),
                its.kinds(),
                told == null ? null : told.day(),
                informed(facts, day).max(Comparator.naturalOrder()).orElse(null),
                joined(facts, day));
    }

    // The first day of the run of spans with the state of the day.
    private static LocalDate since(HouseholdFacts facts, LocalDate day) {
        HouseholdState state = facts.stateOn(day);
        var since = day;
        for (var span : facts.states().stream()
                .sorted(Comparator.comparing(HouseholdFacts.InState::from).reversed())
                .toList()) {
            if (span.from().isAfter(day)) {
                continue;
            }
            if (span.state() != state) {
                break;
            }
            since = span.from();
        }
        return since;
    }

    private static Stream<LocalDate> informed(HouseholdFacts facts, LocalDate day) {
        return Stream.concat(
                facts.informed().stream()
                        .filter(span -> !span.from().isAfter(day) && span.to().isAfter(day))
                        .map(HouseholdFacts.Informed::from),
                facts.joined().stream()
                        .filter(span -> !span.from().isAfter(day) && span.to().isAfter(day))
                        .flatMap(span -> informed(span.household(), day)));
    }

    private static int joined(HouseholdFacts facts, LocalDate day) {
        return (int) facts.joined().stream()
                .filter(span -> !span.from().isAfter(day) && span.to().isAfter(day))
                .count();
    }
}
