package cn.mingbai.materials.boards;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.ledger.HouseholdNumber;

/**
 * The code of a place (点位编号), to be typed when its picture cannot be scanned: {@code B} and a running number of at least
 * five digits, shown with the check character of household numbers, {@code B00017-K}. It is no secret and opens nothing by
 * itself.
 *
 * @param value without check character
 */
public record PlaceCode(String value) {

    private static final int LONGEST = 20;

    public PlaceCode {
        if (!value.matches("B\\d{5,10}")) {
            throw new IllegalArgumentException("expected B and 5 to 10 digits, but got " + value);
        }
    }

    /** The code of the place with this running number. */
    static PlaceCode of(long number) {
        return new PlaceCode("B%05d".formatted(number));
    }

    /**
     * Reads what somebody typed from a board, with its check character, in either case, with or without hyphen or blanks.
     *
     * @throws RuleViolation when the form is wrong or the check character does not fit
     */
    public static PlaceCode typed(String text) {
        if (text.length() <= LONGEST) {
            try {
                var value = HouseholdNumber.typed(text).value();
                if (value.matches("B\\d{5,10}")) {
                    return new PlaceCode(value);
                }
            } catch (RuleViolation wrong) {
                throw new RuleViolation("materials.board.code-form", text.strip());
            }
        }
        throw new RuleViolation(
                "materials.board.code-form",
                text.strip().substring(0, Math.min(LONGEST, text.strip().length())));
    }

    /** As printed and shown, with its check character. */
    public String shown() {
        return new HouseholdNumber(value).shown();
    }
}
