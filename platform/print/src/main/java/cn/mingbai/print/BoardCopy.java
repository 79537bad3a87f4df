package cn.mingbai.print;

/**
 * What differs from board to board.
 *
 * @param code the address in the QR code, upper-case, in the QR alphanumeric set
 * @param placeCode the 点位编号, printed on the lower edge
 * @param placeName where the board hangs
 */
public record BoardCopy(String code, String placeCode, String placeName) {}
