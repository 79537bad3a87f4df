package cn.mingbai.district.inspections;

/** 满意度. */
public enum Satisfaction {
    SATISFIED,
    FAIR,
    DISSATISFIED
}
