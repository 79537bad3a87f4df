package cn.mingbai.quizzes.sittings;

/** How somebody on the list of a scheduled test stands. Everybody is in exactly one of these. */
public enum SeatState {
    /** Has not started, and still can, or will. */
    WAITING,
    /** Has started and not handed in. */
    ANSWERING,
    PASSED,
    NOT_PASSED,
    /** Never started, and no longer can. */
    ABSENT
}
