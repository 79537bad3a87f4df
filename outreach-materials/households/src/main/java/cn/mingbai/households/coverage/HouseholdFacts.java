package cn.mingbai.households.coverage;

import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known, at one moment, of one household, as far as figures depend on it. */
record HouseholdFacts(List<Flags> flags, List<InState> states, List<Told> told, List<Informed> informed) {

    static HouseholdFacts none() {
        return new HouseholdFacts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** 户籍户, 常住户, 救助对象户 in [from, to). */
    record Flags(LocalDate from, LocalDate to, boolean registered, boolean resident, boolean assisted) {

        boolean fit(HouseholdBasis basis) {
            return switch (basis) {
                case REGISTERED -> registered;
                case RESIDENT -> resident;
                case ASSISTED -> assisted;
            };
        }
    }

    /** The state in [from, to). */
    record InState(LocalDate from, LocalDate to, HouseholdState state) {}

    /** A visit or another way of reaching. */
    record Told(LocalDate day, VisitOutcome outcome) {}

    /** A statement that a member knows a policy version, in [from, to). */
    record Informed(
            LocalDate from,
            LocalDate to,
            InformedLevel level,
            @Nullable String policyVersion) {}

    @Nullable
    Flags flagsOn(LocalDate day) {
        for (var span : flags) {
            if (!span.from().isAfter(day) && span.to().isAfter(day)) {
                return span;
            }
        }
        return null;
    }

    @Nullable
    HouseholdState stateOn(LocalDate day) {
        for (var span : states) {
            if (!span.from().isAfter(day) && span.to().isAfter(day)) {
                return span.state();
            }
        }
        return null;
    }
}
