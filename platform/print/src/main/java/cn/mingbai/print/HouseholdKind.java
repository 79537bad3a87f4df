package cn.mingbai.print;

/** What can be printed for each household of a village. */
public enum HouseholdKind {

    /**
     * A4, both sides, turned on the long edge, text at 14 to 16 pt. The code measures 35 mm without its quiet zone; the
     * lowest 38 mm are a stub to tear off, with a code of 22 mm of its own.
     *
     * <p>At 14 pt the front holds some 600 Chinese characters in five sections (520 in six, 690 in three), the back some
     * 550 in four sections above five phones (510 above six).
     */
    SHEET_A4,

    /** A5, both sides, two beside each other on A4, ordered so that the stack is cut once and laid one half on the other. */
    SHEET_A5_TWO_UP,

    /** A4, both sides, text at 18 pt or more, on as many sheets of paper as that takes. */
    LARGE_PRINT,

    /** Eight labels on A4 to be stuck on, 99.1 mm by 67.7 mm, without the head's name. */
    LABEL_EIGHT_UP
}
