package cn.mingbai.core.spreadsheet;

/** What a column holds, and so how its cells are read. */
public enum CellKind {
    /** Free text. A number becomes its digits unless it has more digits than a spreadsheet keeps (15). */
    TEXT,
    /**
     * Text that identifies, such as a staff number or a code. A numeric .xlsx cell or scientific notation is refused, never
     * guessed at: leading zeros and long digits are lost before we see them.
     */
    CODE,
    /** A whole number of at most nine digits; read as its plain digits. */
    NUMBER,
    /** A day: a date cell, 2026-01-02, 2026/1/2, 2026.1.2 or 2026年1月2日; read as ISO text. */
    DATE
}
