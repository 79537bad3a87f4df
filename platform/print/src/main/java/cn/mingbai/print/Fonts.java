package cn.mingbai.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bundled fonts: Noto Sans SC, and Noto Sans JP for characters the first lacks (𠮷 among them).
 *
 * <p>Each font is read once, on first use, and shared by all threads. Every text goes through
 * {@link #undrawable(String)} before it is printed, so that no character is dropped in silence.
 */
public final class Fonts {

    /** The units in one em in which widths are given. */
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
        if (draws(text)) {
            return List.of();
        }
        return text.codePoints()
                .filter(codePoint -> !draws(codePoint))
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }

    static boolean draws(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!draws(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean draws(int codePoint) {
        return find(codePoint, Weight.REGULAR) != null && find(codePoint, Weight.BOLD) != null;
    }

    /**
     * The font that draws a character.
     *
     * @throws IllegalArgumentException when no bundled font has a glyph for it
     */
    static FontFile fontFor(int codePoint, Weight weight) {
        FontFile font = find(codePoint, weight);
        if (font == null) {
            throw new IllegalArgumentException("Expected a character of the bundled fonts, got %s (U+%04X)"
                    .formatted(Character.toString(codePoint), codePoint));
        }
        return font;
    }

    private static @Nullable FontFile find(int codePoint, Weight weight) {
        FontFile main = weight == Weight.BOLD ? MainBold.FONT : MainRegular.FONT;
        if (main.glyph(codePoint) != 0) {
            return main;
        }
        FontFile fallback = weight == Weight.BOLD ? FallbackBold.FONT : FallbackRegular.FONT;
        return fallback.glyph(codePoint) == 0 ? null : fallback;
    }

    /** The fonts that are embedded in files, each with its licence. */
    public static List<FontLicence> licences() {
        return List.of(
                licence(MainRegular.FONT, "noto-sans-sc"),
                licence(MainBold.FONT, "noto-sans-sc"),
                licence(FallbackRegular.FONT, "noto-sans-jp"),
                licence(FallbackBold.FONT, "noto-sans-jp"));
    }

    private static FontLicence licence(FontFile font, String folder) {
        String version =
                font.name(FontFile.VERSION).replaceFirst("^Version ", "").replaceFirst(";.*", "");
        return new FontLicence(
                font.name(FontFile.FULL_NAME),
                version,
                font.name(FontFile.COPYRIGHT),
                new String(read(folder + "/LICENSE_FONT"), StandardCharsets.UTF_8));
    }

    private static byte[] read(String path) {
        try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + path)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Expected the file /fonts/" + path + " of mingbai-assets on the class path, got nothing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the file /fonts/" + path, e);
        }
    }

    private static FontFile load(String path) {
        String name = path.substring(path.indexOf('/') + 1, path.lastIndexOf('.'));
        try {
            return new FontFile(name.replaceFirst("_\\d+", "-"), read(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the font /fonts/" + path, e);
        }
    }

    private static final class MainRegular {
        static final FontFile FONT = load("noto-sans-sc/NotoSansSC_400Regular.ttf");
    }

    private static final class MainBold {
        static final FontFile FONT = load("noto-sans-sc/NotoSansSC_700Bold.ttf");
    }

    private static final class FallbackRegular {
        static final FontFile FONT = load("noto-sans-jp/NotoSansJP_400Regular.ttf");
    }

    private static final class FallbackBold {
        static final FontFile FONT = load("noto-sans-jp/NotoSansJP_700Bold.ttf");
    }
}
