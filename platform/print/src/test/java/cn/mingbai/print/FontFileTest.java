package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.BaseFont;

class FontFileTest {

    /** OpenPDF drops in silence what it has no glyph for; FontBox is asked before. */
    @Test
    void bothLibrariesKnowTheSameCharacters() {
        for (FontFile font : List.of(
                Fonts.fontFor('字', Weight.REGULAR),
                Fonts.fontFor('字', Weight.BOLD),
                Fonts.fontFor(0x20BB7, Weight.REGULAR),
                Fonts.fontFor(0x20BB7, Weight.BOLD))) {
            BaseFont face = font.face(0);
            int characters = 0;
            List<String> different = new ArrayList<>();
            for (int codePoint = ' '; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
                boolean known = font.glyph(codePoint) != 0;
                if (known != (face.charExists(codePoint) && !Character.isISOControl(codePoint))) {
                    different.add("U+%04X".formatted(codePoint));
                }
                characters += known ? 1 : 0;
            }
            assertThat(different).as(font.postscriptName()).isEmpty();
            assertThat(characters).isGreaterThan(16_000);
        }
    }
}
