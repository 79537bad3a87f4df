package cn.mingbai.print;

/** The two weights of the bundled fonts. */
enum Weight {
    REGULAR,
    BOLD
}
