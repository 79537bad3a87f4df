package cn.mingbai.print;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One character with the font that draws it and what Chinese line breaking must know of it.
 *
 * @param codePoint the character
 * @param font the font that has it
 * @param index its glyph in that font
 * @param width its advance, in 1/1000 em
 * @param shared whether other characters of the font have the same glyph
 */
record Glyph(int codePoint, FontFile font, int index, int width, boolean shared) {

    private static final String NOT_AT_LINE_START = "，。；：、．）！？”’》〉】」』〕］｝％%℃·～,.;:!?)]}";
    private static final String NOT_AT_LINE_END = "（“‘《〈【「『〔［｛([{￥¥";
    private static final String BLANK_ON_THE_RIGHT = "，。；：、．）”’》〉】」』〕］｝";
    private static final String BLANK_ON_THE_LEFT = "（“‘《〈【「『〔［｛";
    private static final String NEVER_PARTED = "—…";

    /** What a number counts: it stays with the number. */
    private static final String UNITS = "元年月日天个号周时分秒人户份条项次级岁万亿倍成折";

    private static final String EMPHASIS = "**";

    private static final int PAGE = 256;

    /** Glyphs met before, by weight and character; races are harmless, for all writers write the same. */
    private static final @Nullable Glyph @Nullable [][][] MET = new Glyph[Weight.values().length][0x110000 / PAGE][];

    static Glyph of(int codePoint, Weight weight) {
        @Nullable Glyph[] page = MET[weight.ordinal()][codePoint / PAGE];
        if (page == null) {
            page = new Glyph[PAGE];
            MET[weight.ordinal()][codePoint / PAGE] = page;
        }
        Glyph met = page[codePoint % PAGE];
        if (met != null) {
            return met;
        }
        FontFile font = Fonts.fontFor(codePoint, weight);
        int index = font.glyph(codePoint);
        Glyph glyph = new Glyph(codePoint, font, index, font.face(0).getWidth(codePoint), font.isShared(index));
        page[codePoint % PAGE] = glyph;
        return glyph;
    }

    /** The characters of a text, all in one weight. */
    static List<Glyph> of(String text, Weight weight) {
        List<Glyph> glyphs = new ArrayList<>(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            glyphs.add(of(text.codePointAt(i), weight));
        }
        return glyphs;
    }

    /** The characters of a text in which {@code **…**} marks bold words. */
    static List<Glyph> ofEmphasised(String text) {
        List<Glyph> glyphs = new ArrayList<>();
        Weight weight = Weight.REGULAR;
        int from = 0;
        while (from <= text.length()) {
            int mark = text.indexOf(EMPHASIS, from);
            int to = mark < 0 ? text.length() : mark;
            glyphs.addAll(of(text.substring(from, to), weight));
            weight = weight == Weight.REGULAR ? Weight.BOLD : Weight.REGULAR;
            from = mark < 0 ? text.length() + 1 : to + EMPHASIS.length();
        }
        return glyphs;
    }

    boolean isSpace() {
        return codePoint == ' ' || codePoint == '\u3000';
    }

    boolean isCircledNumber() {
        return codePoint >= '①' && codePoint <= '⑳';
    }

    /** The empty part on the left of a full-width opening mark, in 1/1000 em. */
    int blankLeft() {
        return width == 1000 && BLANK_ON_THE_LEFT.indexOf(codePoint) >= 0 ? 500 : 0;
    }

    /** The empty part on the right of a full-width closing mark, in 1/1000 em. */
    int blankRight() {
        return width == 1000 && BLANK_ON_THE_RIGHT.indexOf(codePoint) >= 0 ? 500 : 0;
    }

    /** Letters, digits and ASCII signs: 0431-84521234 and 2026 stay whole. */
    boolean isLatin() {
        return codePoint > ' ' && codePoint < 0x7F;
    }

    private boolean isDigit() {
        return codePoint >= '0' && codePoint <= '9';
    }

    /** Whether a line may end with this character and the next start with {@code next}. */
    boolean mayBreakBefore(Glyph next) {
        if (isSpace()) {
            return NOT_AT_LINE_START.indexOf(next.codePoint) < 0;
        }
        return NOT_AT_LINE_END.indexOf(codePoint) < 0
                && !isCircledNumber()
                && NOT_AT_LINE_START.indexOf(next.codePoint) < 0
                && !(isLatin() && next.isLatin())
                && !(isDigit() && UNITS.indexOf(next.codePoint) >= 0)
                && !(codePoint == next.codePoint && NEVER_PARTED.indexOf(codePoint) >= 0);
    }

    /** How far {@code next} moves towards this mark, in 1/1000 em: two half-empty marks share their space. */
    int closeUp(Glyph next) {
        if (blankRight() > 0) {
            return next.blankRight() > 0 || next.blankLeft() > 0 ? blankRight() : 0;
        }
        return blankLeft() > 0 ? next.blankLeft() : 0;
    }
}
