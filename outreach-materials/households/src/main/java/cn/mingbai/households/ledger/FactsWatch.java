package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;
import java.time.Instant;
import java.util.Collection;

/** Keeps figures in step with the facts of households. Every write of a fact goes through it. */
@Internal
public interface FactsWatch {

    /**
     * Locks the households, runs {@code write}, and adds what it changed to the figures, all in the transaction of the
     * caller.
     *
     * @param households whose facts {@code write} may change
     * @param now the instant with which the facts are recorded
     */
    void around(Collection<HouseholdId> households, Instant now, Runnable write);

    /** Like {@link #around}, for a write that may change where households belong or what has become part of what. */
    void aroundMoves(Collection<HouseholdId> households, Instant now, Runnable write);
}
