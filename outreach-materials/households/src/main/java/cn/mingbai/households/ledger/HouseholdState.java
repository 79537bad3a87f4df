package cn.mingbai.households.ledger;

/** The dated state of a household; it has exactly one on every day since it entered the ledger. */
public enum HouseholdState {
    /** 应访: to be visited. */
    DUE,
    /** 空户: nobody lives there. */
    EMPTY,
    /** 长期外出: the family lives elsewhere for long. */
    AWAY,
    /** 拒访: does not want a visit. */
    REFUSED,
    /** 已拆: the house is gone. */
    DEMOLISHED,
    /** 并入: has become part of another household. */
    MERGED,
    /** 分出: a household of its own since it left another one. */
    SPLIT
}
