package cn.mingbai.district.acceptance;

/** What an acceptance concludes. */
public enum Conclusion {
    /** 验收合格: no line is unmet. */
    PASSED,
    /** 限期整改: what is left is to be put right by a day, and the town is accepted again afterwards. */
    TO_CORRECT
}
