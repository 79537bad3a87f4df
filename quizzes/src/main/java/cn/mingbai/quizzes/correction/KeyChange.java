package cn.mingbai.quizzes.correction;

/**
 * What is to be right from now on.
 *
 * @param answer the right answer as it is written on paper: letters of options, 对 or 错, a number, a day or a text; empty
 *     when everybody gets the question
 * @param explanation why it is right, for the next version; empty to leave it as it is
 */
public record KeyChange(How how, String answer, String explanation) {

    /** In which way a key is corrected. */
    public enum How {
        /** Another answer is right, and the old one is not. */
        KEY,
        /** A further answer is right too. */
        ACCEPT,
        /** Nothing is right: everybody gets the question, whatever was answered. */
        VOID
    }
}
