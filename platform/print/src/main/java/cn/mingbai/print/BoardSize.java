package cn.mingbai.print;

/** The sizes of boards, all across. Type and code grow with the paper, for they are read from farther away. */
public enum BoardSize {

    /** 420 mm by 297 mm, text from 18 pt, code 106 mm: read from one metre. */
    A3(420, 297),

    /** 594 mm by 420 mm, text from 25 pt, code 150 mm: read from a metre and a half. */
    A2(594, 420),

    /** 841 mm by 594 mm, text from 36 pt, code 212 mm: read from two metres. */
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
