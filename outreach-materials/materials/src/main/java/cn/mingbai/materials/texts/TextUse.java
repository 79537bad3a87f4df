package cn.mingbai.materials.texts;

import java.util.Arrays;
import java.util.List;

/** What is made of one approved text (一稿四用 for the leaflet). */
public enum TextUse {
    /** A4, both sides. */
    SHEET(true, "application/pdf", "pdf"),
    /** A4, both sides, at least 18 pt. */
    LARGE_PRINT(true, "application/pdf", "pdf"),
    /** What a loudspeaker reads out, to print. */
    SCRIPT(true, "application/pdf", "pdf"),
    /** A picture for WeChat groups. */
    PICTURE(true, "image/png", "png"),
    BOARD_A3(false, "application/pdf", "pdf"),
    BOARD_A2(false, "application/pdf", "pdf"),
    BOARD_A1(false, "application/pdf", "pdf");

    private final boolean leaflet;
    private final String mediaType;
    private final String extension;

    TextUse(boolean leaflet, String mediaType, String extension) {
        this.leaflet = leaflet;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The media type of the file. */
    public String mediaType() {
        return mediaType;
    }

    /** The ending of the file's name. */
    public String extension() {
        return extension;
    }

    /** What a text is made into. */
    public static List<TextUse> of(TextCode code) {
        return Arrays.stream(values())
                .filter(use -> use.leaflet == code.isLeaflet())
                .toList();
    }
}
