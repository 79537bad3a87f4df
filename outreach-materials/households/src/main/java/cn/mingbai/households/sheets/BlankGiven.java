package cn.mingbai.households.sheets;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.ledger.HouseholdId;
import java.time.Instant;

/** A blank sheet has been given to a household on a page, in the transaction that tells so. */
@Internal
public record BlankGiven(BlankId blank, HouseholdId household, PersonId by, Instant at) {}
