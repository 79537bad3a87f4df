package cn.mingbai.quizzes.sittings;

/** Where a scheduled test is in its life. */
public enum Phase {
    /** Before its opening. */
    PLANNED,
    /** Between opening and end. */
    RUNNING,
    /** After its end. */
    OVER,
    CANCELLED
}
