package cn.mingbai.courses.rate;

/** What meets a requirement. */
public enum MetBy {
    /** A quiz or a paper test passed. */
    PASS,
    /** A held class attended, or a test passed. */
    ATTENDANCE
}
