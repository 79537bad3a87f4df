package cn.mingbai.households.visits;

/** How a visit, or another way of reaching a household, ended. */
public enum VisitOutcome {
    /** 当面: somebody was met and told. */
    IN_PERSON(true),
    /** 集中宣讲: somebody of the household was told at a meeting. */
    MEETING(true),
    /** 电话告知: told by phone; counts for households that are away, if the campaign says so. */
    PHONE(true),
    /** 留单: nobody home, the sheet was left; never counts. */
    LEFT_SHEET(false),
    /** 拒访: did not want a visit. */
    REFUSED(false),
    /** 没找到: the household was not found. */
    NOT_FOUND(false);

    private final boolean spoke;

    VisitOutcome(boolean spoke) {
        this.spoke = spoke;
    }

    /** Whether somebody of the household was spoken to, so that an informed member can be named. */
    public boolean spoke() {
        return spoke;
    }
}
