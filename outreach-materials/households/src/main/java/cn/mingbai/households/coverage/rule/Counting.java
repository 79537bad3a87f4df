package cn.mingbai.households.coverage.rule;

import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.InformedLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who counts, and why: a pure function of what is known of a household and the campaign's rule.
 *
 * @see "ADR 0010"
 */
public final class Counting {

    private Counting() {}

    /**
     * One household begins or ceases to count.
     *
     * @param change +1 or −1
     */
    public record Transition(Kind kind, LocalDate day, int change) {}

    /** All that one household changes in the figures of its village, day by day. Days before the campaign are its first. */
    public static List<Transition> transitions(HouseholdFacts facts, CountingRule rule) {
        var transitions = new ArrayList<Transition>();
        Set<Kind> before = EnumSet.noneOf(Kind.class);
        for (var day : days(facts, rule)) {
            var now = on(day, facts, rule);
            for (var kind : Kind.values()) {
                if (now.contains(kind) != before.contains(kind)) {
                    transitions.add(new Transition(kind, day, now.contains(kind) ? 1 : -1));
                }
            }
            before = now;
        }
        return transitions;
    }

    /** What the household counts as on {@code day}; empty before it entered the ledger. */
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
        if (facts.told().stream().anyMatch(told -> reaches(told, day, facts, rule))) {
            kinds.add(Kind.REACHED);
        }
        var policy = rule.policyOn(day);
        for (var informed : facts.informed()) {
            if (policy != null
                    && Objects.equals(policy, informed.policyVersion())
                    && !informed.from().isAfter(day)
                    && informed.to().isAfter(day)) {
                kinds.add(Kind.NAMED);
                if (informed.level() != InformedLevel.NAMED) {
                    kinds.add(Kind.CONFIRMED);
                }
            }
        }
        return kinds;
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
        rule.policies().forEach(span -> {
            days.add(span.from());
            days.add(span.to());
        });
        days.removeIf(day -> day.isBefore(rule.from()) || day.isEqual(cn.mingbai.core.time.Times.NO_END));
        return days;
    }
}
