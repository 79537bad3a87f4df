package cn.mingbai.households.coverage.rule;

import cn.mingbai.households.ledger.HouseholdState;

/**
 * What is counted. Every household of the ledger is on every day either due or excluded for one reason, so that due and
 * excluded add up to the ledger.
 */
public enum Kind {
    /** 应访. */
    DUE,
    /** 到户: due, and reached on or before the day. */
    REACHED,
    /** Due, with an informed member for the policy in force, by any evidence. */
    NAMED,
    /** The same with evidence of level confirmed or checked. */
    CONFIRMED,
    /** Excluded: the campaign's basis does not speak of it. */
    OUTSIDE_BASIS,
    /** Excluded: 空户. */
    EMPTY,
    /** Excluded: 长期外出, and the campaign does not let the phone count. */
    AWAY,
    /** Excluded: 已拆. */
    DEMOLISHED,
    /** Excluded: 并入. */
    MERGED;

    /** Whether a household counted here is not due. */
    public boolean excluded() {
        return compareTo(CONFIRMED) > 0;
    }

    /** The kind of an excluded state. */
    static Kind excludedBy(HouseholdState state) {
        return switch (state) {
            case EMPTY -> EMPTY;
            case AWAY -> AWAY;
            case DEMOLISHED -> DEMOLISHED;
            case MERGED -> MERGED;
            case DUE, REFUSED, SPLIT ->
                throw new IllegalArgumentException("expected a state that excludes, but got " + state);
        };
    }
}
