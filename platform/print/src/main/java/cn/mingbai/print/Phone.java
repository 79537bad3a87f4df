package cn.mingbai.print;

/**
 * A row of the leaflet's table of phones.
 *
 * @param purpose what to call for, such as 咨询 or 投诉举报; rows in sequence with the same purpose share one cell
 * @param office who answers, with its level, such as 区社会发展局
 * @param number the number as it is to be printed
 */
public record Phone(String purpose, String office, String number) {
    public Phone {
        if (number.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected a phone number for %s (%s), got a blank text".formatted(purpose, office));
        }
    }
}
