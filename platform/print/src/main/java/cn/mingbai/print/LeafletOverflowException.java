package cn.mingbai.print;

import java.util.Locale;

/** The text of one side does not fit the page at 14 pt; nothing was printed. */
public final class LeafletOverflowException extends IllegalArgumentException {

    /** The two sides of a leaflet. */
    public enum Side {
        FRONT,
        BACK
    }

    private static final long serialVersionUID = 1L;

    private final Side side;
    private final int linesOver;

    LeafletOverflowException(Side side, int linesOver) {
        super("Expected the text of the %s to fit one page at 14 pt, got %d lines too many"
                .formatted(side.name().toLowerCase(Locale.ROOT), linesOver));
        this.side = side;
        this.linesOver = linesOver;
    }

    /** The side that is too long; the front when both are. */
    public Side side() {
        return side;
    }

    /** By how many lines of body text it is too long, rounded up. */
    public int linesOver() {
        return linesOver;
    }
}
