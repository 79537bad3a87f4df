package cn.mingbai.households.visits;

/** How strong the evidence is that a member of the household knows the policy, weakest first. */
public enum InformedLevel {
    /** 提名: the outreach worker says so. */
    NAMED,
    /** 确认: three questions were answered. */
    CONFIRMED,
    /** 核实: an inspector verified it. */
    CHECKED
}
