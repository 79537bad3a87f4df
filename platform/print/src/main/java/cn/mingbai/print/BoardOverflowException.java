package cn.mingbai.print;

/** The panels of a board do not fit its size at the smallest type that can be read from there; nothing was printed. */
public final class BoardOverflowException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int linesOver;

    BoardOverflowException(float smallestPt, int linesOver) {
        super("Expected panels that fit the board at %.0f pt, got about %d lines too many"
                .formatted(smallestPt, linesOver));
        this.linesOver = linesOver;
    }

    /** By about how many lines of a column the panels are too long. */
    public int linesOver() {
        return linesOver;
    }
}
