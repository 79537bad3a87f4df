package cn.mingbai.materials.boards;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.print.BoardSize;

/**
 * What an officer enters of a place.
 *
 * @param name where it is, as people of the place say it, 1 to 60 characters
 * @param size the sheet that fits there
 */
public record PlaceDetails(String name, PlaceKind kind, BoardKind board, BoardSize size) {

    /** The longest name, in characters. */
    public static final int NAME_LENGTH = 60;

    public PlaceDetails {
        name = name.strip();
        if (name.isEmpty()
                || name.codePointCount(0, name.length()) > NAME_LENGTH
                || name.codePoints().anyMatch(PlaceDetails::unprintable)) {
            throw new RuleViolation("materials.board.name-form", NAME_LENGTH);
        }
    }

    private static boolean unprintable(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }
}
