package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;

/** Households on a day, as they were known before an instant. */
@Internal
public final class KnownHouseholds {

    /**
     * A query's {@code from}: households {@code h} with their details {@code d} and, of those that did not always belong to one
     * village under one number, their place {@code p}: on {@code :day}, as known before {@code :known}.
     */
    public static final String FROM = """

            from household h
            join household_details d on d.household_id = h.id
              and d.recorded_at < :known and d.superseded_at >= :known
              and d.valid_from <= :day and d.valid_to > :day
            left join household_place p on p.household_id = h.id
              and p.recorded_at < :known and p.superseded_at >= :known
              and p.valid_from <= :day and p.valid_to > :day
            """;

    private KnownHouseholds() {}
}
