package cn.mingbai.quizzes.attempts;

/** Where an attempt is in its life. */
public enum State {
    /** Its paper is drawn; it waits for its opening, or for the person to press start. */
    WAITING,
    /** Its time runs. */
    OPEN,
    /** It was handed in, by the person or by the server, or was never started. */
    ENDED
}
