package cn.mingbai.households.coverage.rule;

import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.VisitOutcome;

/**
 * What is counted. Every household of the ledger is on every day either due or excluded for one reason, so that due and
 * excluded add up to the ledger.
 */
public enum Kind {
    /** 应访. */
    DUE,
    /** 到户: due, and reached on or before the day. */
    REACHED,
    /** Reached 当面; a household reached in several ways counts under the first of these three, so that they add up. */
    REACHED_IN_PERSON,
    /** Reached at a 集中宣讲, never in person. */
    REACHED_MEETING,
    /** Reached by phone alone. */
    REACHED_PHONE,
    /** Due, with an informed member for the policy in force, by any evidence. */
    NAMED,
    /** The same with evidence of level confirmed or checked. */
    CONFIRMED,
    /** The same with evidence of level checked. */
    CHECKED,
    /** Confirmed 自答; what was checked, and this and the two that follow, add up to {@link #CONFIRMED}. */
    SELF_ANSWERED,
    /** Confirmed 当面问答. */
    ASKED_IN_PERSON,
    /** Confirmed 代答. */
    ANSWERED_FOR,
    /** Named, and answered in a way that an inspector may look at first: shown apart and not counted as confirmed. */
    SET_APART,
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
        return compareTo(OUTSIDE_BASIS) >= 0;
    }

    /** Whether it says in which way a household was reached. */
    public boolean way() {
        return compareTo(REACHED_IN_PERSON) >= 0 && compareTo(REACHED_PHONE) <= 0;
    }

    /** Whether it says how a household answered the three questions. */
    public boolean answer() {
        return compareTo(SELF_ANSWERED) >= 0 && compareTo(SET_APART) <= 0;
    }

    /** The kind of an answer that confirms. */
    static Kind answered(Answering how) {
        return switch (how) {
            case SELF_ANSWERED -> SELF_ANSWERED;
            case ASKED_IN_PERSON -> ASKED_IN_PERSON;
            case ANSWERED_FOR -> ANSWERED_FOR;
        };
    }

    /** The way of an outcome that reaches. */
    static Kind reachedBy(VisitOutcome outcome) {
        return switch (outcome) {
            case IN_PERSON -> REACHED_IN_PERSON;
            case MEETING -> REACHED_MEETING;
            case PHONE -> REACHED_PHONE;
            case LEFT_SHEET, REFUSED, NOT_FOUND ->
                throw new IllegalArgumentException("expected an outcome that reaches, but got " + outcome);
        };
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
