package cn.mingbai.households.coverage.rule;

import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known, at one moment, of one household, as far as figures depend on it.
 *
 * @param places to which village it belonged; empty when it always belonged to one
 * @param joined the households that have become part of it; what was told to them was told to it
 */
public record HouseholdFacts(
        List<Flags> flags,
        List<InState> states,
        List<Told> told,
        List<Informed> informed,
        List<InVillage> places,
        List<Joined> joined) {

    /** Nothing known; the lists can be added to. */
    public static HouseholdFacts none() {
        return new HouseholdFacts(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** The village in [from, to). */
    public record InVillage(LocalDate from, LocalDate to, long village) {}

    /** Another household that has been part of this one in [from, to). */
    public record Joined(LocalDate from, LocalDate to, HouseholdFacts household) {}

    /** Whether it belonged to {@code village} on {@code day}; without places, to whichever village asks. */
    public boolean isIn(long village, LocalDate day) {
        return places.isEmpty()
                || places.stream()
                        .anyMatch(place -> place.village() == village
                                && !place.from().isAfter(day)
                                && place.to().isAfter(day));
    }

    /** 户籍户, 常住户, 救助对象户 in [from, to). */
    public record Flags(LocalDate from, LocalDate to, boolean registered, boolean resident, boolean assisted) {

        /** Whether the campaign speaks of such a household. */
        public boolean fit(HouseholdBasis basis) {
            return switch (basis) {
                case REGISTERED -> registered;
                case RESIDENT -> resident;
                case ASSISTED -> assisted;
            };
        }
    }

    /** The state in [from, to). */
    public record InState(LocalDate from, LocalDate to, HouseholdState state) {}

    /** A visit or another way of reaching. */
    public record Told(LocalDate day, VisitOutcome outcome) {}

    /**
     * A statement that a member knows a policy version, in [from, to).
     *
     * @param how how it was confirmed, or null when it was not
     * @param apart whether the confirmation is shown apart
     */
    public record Informed(
            LocalDate from,
            LocalDate to,
            InformedLevel level,
            @Nullable String policyVersion,
            @Nullable Answering how,
            boolean apart) {

        /** A statement that rests on no answers. */
        public Informed(LocalDate from, LocalDate to, InformedLevel level, @Nullable String policyVersion) {
            this(from, to, level, policyVersion, null, false);
        }

        /** The same said of other days. */
        Informed during(LocalDate begins, LocalDate ends) {
            return new Informed(begins, ends, level, policyVersion, how, apart);
        }
    }

    /** The flags in force on {@code day}, or null. */
    public @Nullable Flags flagsOn(LocalDate day) {
        for (var span : flags) {
            if (!span.from().isAfter(day) && span.to().isAfter(day)) {
                return span;
            }
        }
        return null;
    }

    /** The state on {@code day}, or null before the household entered the ledger. */
    public @Nullable HouseholdState stateOn(LocalDate day) {
        for (var span : states) {
            if (!span.from().isAfter(day) && span.to().isAfter(day)) {
                return span.state();
            }
        }
        return null;
    }
}
