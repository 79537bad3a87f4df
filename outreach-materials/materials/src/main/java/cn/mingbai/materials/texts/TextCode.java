package cn.mingbai.materials.texts;

import java.util.Arrays;
import java.util.Optional;

/** The texts that a district prints; each has versions of its own. */
public enum TextCode {
    /** 宣传单: what a household gets, and all that is made of the same text. */
    LEAFLET("leaflet"),
    /** 宣传栏: panels of a board that changes often. */
    BULLETIN_BOARD("bulletin-board"),
    /** 宣传板: panels of a board that stays for long. */
    WALL_BOARD("wall-board");

    private final String code;

    TextCode(String code) {
        this.code = code;
    }

    /** The code in addresses, files and tables. */
    public String code() {
        return code;
    }

    /** Whether it is set on two sides, and read out and sent as a picture besides. */
    public boolean isLeaflet() {
        return this == LEAFLET;
    }

    /** The text of this code. */
    public static Optional<TextCode> of(String code) {
        return Arrays.stream(values()).filter(text -> text.code.equals(code)).findFirst();
    }
}
