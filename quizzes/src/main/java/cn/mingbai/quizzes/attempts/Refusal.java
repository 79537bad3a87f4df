package cn.mingbai.quizzes.attempts;

/** Why an answer that came does not count. It is kept all the same. */
public enum Refusal {
    /** The paper was opened again elsewhere since. */
    OLDER_TAB,
    /** A later answer to the question is saved. */
    OLDER_SEQ,
    /** Another answer is saved under the same number. */
    DIFFERS,
    /** The attempt has ended. */
    ENDED,
    /** It is no answer to the question; kept only when it came with the handing in. */
    UNREADABLE
}
