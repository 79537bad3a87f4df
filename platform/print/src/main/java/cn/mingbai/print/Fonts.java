package cn.mingbai.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.BaseFont;

/**
 * The bundled fonts: Noto Sans SC, and Noto Sans JP for characters the first lacks (𠮷 among them).
 *
 * <p>Each font is read once, on first use, and shared by all threads. OpenPDF drops a character without a glyph in
 * silence, so every text goes through {@link #undrawable(String)} before it is printed.
 */
public final class Fonts {

    /** Font units in one em, as OpenPDF reports widths. */
    static final float UNITS_PER_EM = 1000f;

    /** From the baseline up to the middle of the em box of a Chinese character, in em (ascent 0.88, descent 0.12). */
    static final float MIDDLE_ABOVE_BASELINE_EM = 0.38f;

    private Fonts() {}

    /**
     * Lists the characters no bundled font can draw, line breaks and other control characters included.
     *
     * @param text any text
     * @return the characters without a glyph, each once, in order of appearance; empty when all can be printed
     */
    public static List<String> undrawable(String text) {
        return text.codePoints()
                .filter(codePoint -> find(codePoint, Weight.REGULAR) == null || find(codePoint, Weight.BOLD) == null)
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }

    /**
     * The font that draws a character.
     *
     * @throws IllegalArgumentException when no bundled font has a glyph for it
     */
    static BaseFont fontFor(int codePoint, Weight weight) {
        BaseFont font = find(codePoint, weight);
        if (font == null) {
            throw new IllegalArgumentException("Expected a character of the bundled fonts, got %s (U+%04X)"
                    .formatted(Character.toString(codePoint), codePoint));
        }
        return font;
    }

    private static @Nullable BaseFont find(int codePoint, Weight weight) {
        BaseFont main = weight == Weight.BOLD ? MainBold.FONT : MainRegular.FONT;
        if (main.charExists(codePoint)) {
            return main;
        }
        BaseFont fallback = weight == Weight.BOLD ? FallbackBold.FONT : FallbackRegular.FONT;
        return fallback.charExists(codePoint) ? fallback : null;
    }

    private static BaseFont load(String path) {
        try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + path)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Expected the font /fonts/" + path + " of mingbai-assets on the class path, got nothing");
            }
            BaseFont font = BaseFont.createFont(
                    path.substring(path.indexOf('/') + 1),
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    BaseFont.NOT_CACHED,
                    in.readAllBytes(),
                    null);
            font.setIncludeCidSet(false); // PDF/A-2 refuses the incomplete CIDSet OpenPDF writes.
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the font /fonts/" + path, e);
        }
    }

    private static final class MainRegular {
        static final BaseFont FONT = load("noto-sans-sc/NotoSansSC_400Regular.ttf");
    }

    private static final class MainBold {
        static final BaseFont FONT = load("noto-sans-sc/NotoSansSC_700Bold.ttf");
    }

    private static final class FallbackRegular {
        static final BaseFont FONT = load("noto-sans-jp/NotoSansJP_400Regular.ttf");
    }

    private static final class FallbackBold {
        static final BaseFont FONT = load("noto-sans-jp/NotoSansJP_700Bold.ttf");
    }
}
