package cn.mingbai.print;

/**
 * The sizes of boards, all across. Type and code grow with the paper, for they are read from farther away: a character is
 * never lower than a 180th of the distance, a module of the code never narrower than 2.7 mm for each metre.
 */
public enum BoardSize {

    /** 420 mm by 297 mm, text from 16 pt, code 100 mm: read from one metre. */
    A3(420, 297),

    /** 594 mm by 420 mm, text from 22 pt, code 141 mm: read from a metre and a half. */
    A2(594, 420),

    /** 841 mm by 594 mm, text from 32 pt, code 200 mm: read from two metres. */
    A1(841, 594);

    private final int widthMm;
    private final int heightMm;

    BoardSize(int widthMm, int heightMm) {
        this.widthMm = widthMm;
        this.heightMm = heightMm;
    }

    /** Width, in mm. */
    public int widthMm() {
        return widthMm;
    }

    /** Height, in mm. */
    public int heightMm() {
        return heightMm;
    }
}
