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

    /**
     * What visits and confirmations changed.
     *
     * @param informed all that is stated now of each household of which one of them states something
     */
    record Change(List<Told> told, Map<Long, List<Stated>> informed) {

        /** The change with what is stated after more was written. */
        public Change with(Map<Long, List<Stated>> later) {
            if (later.isEmpty()) {
                return this;
            }
            var all = new HashMap<>(informed);
            all.putAll(later);
            return new Change(told, all);
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
