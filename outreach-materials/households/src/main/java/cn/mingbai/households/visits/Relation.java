package cn.mingbai.households.visits;

/** How the informed member (明白人) is related to the head of the household. */
public enum Relation {
    /** 户主本人. */
    HEAD,
    /** 配偶. */
    SPOUSE,
    /** 子女. */
    CHILD,
    /** 其他亲属. */
    OTHER_RELATIVE,
    /** 邻居代. */
    NEIGHBOUR;

    /** The key of its word on screen. */
    public String key() {
        return "households.relation." + name();
    }
}
