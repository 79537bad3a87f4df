package cn.mingbai.households.coverage.rule;

import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who counts, and why: a pure function of what is known of a household and the campaign's rule.
 *
 * @see "ADR 0010"
 */
public final class Counting {

    /** The version of these rules, which every sealed report names; another one whenever somebody would count otherwise. */
    public static final int VERSION = 1;

    private Counting() {}

    /**
     * One household begins or ceases to count.
     *
     * @param change +1 or −1
     */
    public record Transition(Kind kind, LocalDate day, int change) {}

    /**
     * All that one household changes in the figures of {@code village}, day by day, while it belongs to it. Days before the
     * campaign are its first.
     */
    public static List<Transition> transitions(HouseholdFacts facts, CountingRule rule, long village) {
        var transitions = new ArrayList<Transition>();
        Set<Kind> before = EnumSet.noneOf(Kind.class);
        for (var day : days(facts, rule)) {
            var now = on(day, facts, rule, village);
            for (var kind : Kind.values()) {
                if (now.contains(kind) != before.contains(kind)) {
                    transitions.add(new Transition(kind, day, now.contains(kind) ? 1 : -1));
                }
            }
            before = now;
        }
        return transitions;
    }

    /**
     * Whether a household surely changes the figures after as it did before, which is told without counting: nothing but
     * what was told and stated differs, and whatever was told anew reaches nobody under the rule, or one who was reached as
     * nearly before. False only says that it must be counted.
     */
    public static boolean isSurelyTheSame(HouseholdFacts before, HouseholdFacts after, CountingRule rule) {
        return before.flags().equals(after.flags())
                && before.states().equals(after.states())
                && before.places().equals(after.places())
                && before.joined().equals(after.joined())
                && joinedUp(before.informed()).equals(joinedUp(after.informed()))
                && after.told().containsAll(before.told())
                && after.told().stream()
                        .allMatch(told -> before.told().contains(told) || addsNothing(told, before, rule));
    }

    /** The statements, of those that say the same one after the other only one: who it is makes no difference. */
    private static Set<HouseholdFacts.Informed> joinedUp(List<HouseholdFacts.Informed> statements) {
        var joined = new ArrayList<HouseholdFacts.Informed>();
        statements.stream()
                .sorted(Comparator.comparing(HouseholdFacts.Informed::from))
                .forEach(next -> {
                    for (var i = 0; i < joined.size(); i++) {
                        var one = joined.get(i);
                        if (!next.from().isAfter(one.to())
                                && one.during(next.from(), next.to()).equals(next)) {
                            var to = one.to().isAfter(next.to()) ? one.to() : next.to();
                            joined.set(i, one.during(one.from(), to));
                            return;
                        }
                    }
                    joined.add(next);
                });
        return Set.copyOf(joined);
    }

    private static boolean addsNothing(HouseholdFacts.Told told, HouseholdFacts before, CountingRule rule) {
        if (told.day().isBefore(rule.from()) || !told.day().isBefore(rule.to())) {
            return true;
        }
        return switch (told.outcome()) {
            case IN_PERSON -> wasTold(before, told, rule, Set.of(VisitOutcome.IN_PERSON));
            case MEETING -> wasTold(before, told, rule, Set.of(VisitOutcome.IN_PERSON, VisitOutcome.MEETING));
            // Whether an earlier call counts depends on where the household was then.
            case PHONE ->
                !rule.phoneCountsForAway()
                        || wasTold(before, told, rule, Set.of(VisitOutcome.IN_PERSON, VisitOutcome.MEETING));
            case LEFT_SHEET, REFUSED, NOT_FOUND -> true;
        };
    }

    private static boolean wasTold(
            HouseholdFacts before, HouseholdFacts.Told told, CountingRule rule, Set<VisitOutcome> ways) {
        return before.told().stream()
                .anyMatch(earlier -> ways.contains(earlier.outcome())
                        && !earlier.day().isAfter(told.day())
                        && !earlier.day().isBefore(rule.from()));
    }

    /** What the household counts as in {@code village} on {@code day}: nothing on days on which it belonged to another. */
    public static Set<Kind> on(LocalDate day, HouseholdFacts facts, CountingRule rule, long village) {
        return facts.isIn(village, day) ? on(day, facts, rule) : EnumSet.noneOf(Kind.class);
    }

    /** What the household counts as on {@code day}, wherever it belongs; empty before it entered the ledger. */
    public static Set<Kind> on(LocalDate day, HouseholdFacts facts, CountingRule rule) {
        var kinds = EnumSet.noneOf(Kind.class);
        var state = facts.stateOn(day);
        var flags = facts.flagsOn(day);
        if (state == null || flags == null) {
            return kinds;
        }
        if (!flags.fit(rule.basis())) {
            kinds.add(Kind.OUTSIDE_BASIS);
            return kinds;
        }
        if (!isDue(state, rule)) {
            kinds.add(Kind.excludedBy(state));
            return kinds;
        }
        kinds.add(Kind.DUE);
        way(day, facts, rule).ifPresent(way -> {
            kinds.add(Kind.REACHED);
            kinds.add(way);
        });
        var policy = rule.policyOn(day);
        if (policy != null) {
            addInformed(kinds, day, facts, policy);
        }
        return kinds;
    }

    /**
     * The telling under which a household counts as reached on {@code day}: the nearest way before the others, the first day
     * of it; also one of a household that has become part of it. Whether it is due is not asked.
     */
    public static Optional<HouseholdFacts.Told> reachedBy(LocalDate day, HouseholdFacts facts, CountingRule rule) {
        return Stream.concat(
                        facts.told().stream().filter(told -> reaches(told, day, facts, rule)),
                        joined(day, facts).flatMap(joined -> reachedBy(day, joined, rule).stream()))
                .min(Comparator.comparing((HouseholdFacts.Told told) -> Kind.reachedBy(told.outcome()))
                        .thenComparing(HouseholdFacts.Told::day));
    }

    private static Optional<Kind> way(LocalDate day, HouseholdFacts facts, CountingRule rule) {
        return reachedBy(day, facts, rule).map(told -> Kind.reachedBy(told.outcome()));
    }

    private static void addInformed(Set<Kind> kinds, LocalDate day, HouseholdFacts facts, String policy) {
        var known = informed(day, facts, policy).toList();
        if (known.isEmpty()) {
            return;
        }
        kinds.add(Kind.NAMED);
        // The strongest evidence counts, under one kind, also where several households have become one.
        if (known.stream().anyMatch(informed -> informed.level() == InformedLevel.CHECKED)) {
            kinds.add(Kind.CONFIRMED);
            kinds.add(Kind.CHECKED);
            return;
        }
        var confirmed = known.stream()
                .filter(informed -> informed.level() == InformedLevel.CONFIRMED)
                .toList();
        if (confirmed.stream().anyMatch(informed -> !informed.apart())) {
            kinds.add(Kind.CONFIRMED);
            confirmed.stream()
                    .filter(informed -> !informed.apart() && informed.how() != null)
                    .map(informed -> Kind.answered(Objects.requireNonNull(informed.how())))
                    .min(Comparator.naturalOrder())
                    .ifPresent(kinds::add);
        } else if (!confirmed.isEmpty()) {
            kinds.add(Kind.SET_APART);
        }
    }

    private static Stream<HouseholdFacts.Informed> informed(LocalDate day, HouseholdFacts facts, String policy) {
        return Stream.concat(
                facts.informed().stream()
                        .filter(informed -> policy.equals(informed.policyVersion())
                                && !informed.from().isAfter(day)
                                && informed.to().isAfter(day)),
                joined(day, facts).flatMap(joined -> informed(day, joined, policy)));
    }

    private static Stream<HouseholdFacts> joined(LocalDate day, HouseholdFacts facts) {
        return facts.joined().stream()
                .filter(joined -> !joined.from().isAfter(day) && joined.to().isAfter(day))
                .map(HouseholdFacts.Joined::household);
    }

    /** Whether a state leaves a household due: refusing does not take it out of the denominator. */
    public static boolean isDue(HouseholdState state, CountingRule rule) {
        return switch (state) {
            case DUE, REFUSED, SPLIT -> true;
            case AWAY -> rule.phoneCountsForAway();
            case EMPTY, DEMOLISHED, MERGED -> false;
        };
    }

    private static boolean reaches(HouseholdFacts.Told told, LocalDate day, HouseholdFacts facts, CountingRule rule) {
        if (told.day().isAfter(day)
                || told.day().isBefore(rule.from())
                || !told.day().isBefore(rule.to())) {
            return false;
        }
        return switch (told.outcome()) {
            case IN_PERSON, MEETING -> true;
            case PHONE -> rule.phoneCountsForAway() && facts.stateOn(told.day()) == HouseholdState.AWAY;
            case LEFT_SHEET, REFUSED, NOT_FOUND -> false;
        };
    }

    private static TreeSet<LocalDate> days(HouseholdFacts facts, CountingRule rule) {
        var days = new TreeSet<LocalDate>();
        days.add(rule.from());
        addDays(days, facts);
        rule.policies().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
        });
        days.removeIf(day -> day.isBefore(rule.from()) || day.isEqual(Times.NO_END));
        return days;
    }

    private static void addDays(TreeSet<LocalDate> days, HouseholdFacts facts) {
        facts.flags().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
        });
        facts.states().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
        });
        facts.told().forEach(told -> days.add(told.day()));
        facts.informed().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
        });
        facts.places().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
        });
        facts.joined().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
            addDays(days, span.household());
        });
    }
}
