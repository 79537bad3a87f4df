package cn.mingbai.courses.heldclass;

/** Where a held class stands. */
public enum ClassState {
    PLANNED,
    HELD,
    CANCELLED
}
