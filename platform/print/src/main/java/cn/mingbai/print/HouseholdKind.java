package cn.mingbai.print;

/** What can be printed for each household of a village. */
public enum HouseholdKind {

    /** A4, both sides, text at 14 to 16 pt, a stub to tear off. */
    SHEET_A4,

    /** A5, both sides, two beside each other on A4, ordered so that the stack is cut once and laid one half on the other. */
    SHEET_A5_TWO_UP,

    /** A4, both sides, text at 18 pt or more, on as many sheets of paper as that takes. */
    LARGE_PRINT,

    /** Eight labels on A4 to be stuck on, 99.1 mm by 67.7 mm, without the head's name. */
    LABEL_EIGHT_UP
}
