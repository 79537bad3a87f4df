package cn.mingbai.quizzes.attempts;

/** What an attempt is for. */
public enum Mode {
    /** It counts: its result becomes a training record. */
    TEST,
    /** It explains each answer at once, and leaves no record. */
    PRACTICE
}
