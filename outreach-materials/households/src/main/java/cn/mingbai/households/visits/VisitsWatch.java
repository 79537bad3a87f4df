package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdLocks.Held;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps figures in step with visits, like {@link FactsWatch}, for thousands a second: what a visit adds is told by who wrote
 * it and not read from the database again.
 */
@Internal
public interface VisitsWatch {

    /** A household was told something. */
    record Told(long household, LocalDate day, VisitOutcome outcome) {}

    /**
     * What is stated of a household's informed member in [from, to).
     *
     * @param how how it was confirmed, or null when it was not
     * @param apart whether the confirmation is shown apart
     */
    record Stated(
            LocalDate from,
            LocalDate to,
            InformedLevel level,
            @Nullable String policyVersion,
            @Nullable Answering how,
            boolean apart) {}

    /** All that was and is stated of each household of which something was stated anew. */
    record Restated(Map<Long, List<Stated>> before, Map<Long, List<Stated>> after) {

        /** Nothing was stated. */
        public static final Restated NOTHING = new Restated(Map.of(), Map.of());

        /** This and what was stated then. */
        Restated then(Restated later) {
            if (later.after.isEmpty()) {
                return this;
            }
            var first = new HashMap<>(later.before);
            first.putAll(before);
            var last = new HashMap<>(after);
            last.putAll(later.after);
            return new Restated(first, last);
        }
    }

    /** What visits and confirmations changed. */
    record Change(List<Told> told, Restated restated) {

        /** The change with what was stated then. */
        public Change with(Restated later) {
            return new Change(told, restated.then(later));
        }
    }

    /**
     * Runs {@code write} and adds what it changed to the figures, in the transaction of the caller.
     *
     * @param held the households whose rows the transaction holds; it must read what others committed before it held them
     * @param households of which {@code write} records visits or confirmations
     * @param versions the policy calendar
     * @param now the instant with which the visits are recorded
     */
    void around(
            Held held,
            Collection<HouseholdId> households,
            List<PolicyDirectory.Version> versions,
            Instant now,
            Supplier<Change> write);
}
