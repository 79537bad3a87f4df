package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Characters that a font draws alike are copied out as they were put in. */
class SharedGlyphsTest {

    private static final long SEED = 20261126;

    @Test
    void aNameWithTheRadicalIsNotTheNameWithTheCharacter() throws IOException {
        assertThat(copied(List.of("林⽊ 林木 阿·卜 阿・卜 A-1 A‑1", "林木 林⽊ 阿・卜 阿·卜"), Weight.BOLD))
                .isEqualTo("林⽊ 林木 阿·卜 阿・卜 A-1 A‑1林木 林⽊ 阿・卜 阿·卜");
    }

    @ParameterizedTest
    @EnumSource
    void everyCharacterThatSharesAGlyphIsCopiedOutAsItself(Weight weight) throws IOException {
        Map<Glyph, List<Integer>> alike = new HashMap<>();
        for (int codePoint = ' '; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (Fonts.draws(Character.toString(codePoint))) {
                Glyph glyph = Glyph.of(codePoint, weight);
                alike.computeIfAbsent(
                                new Glyph(0, glyph.font(), glyph.index(), 0, glyph.shared()), any -> new ArrayList<>())
                        .add(codePoint);
            }
        }
        List<Integer> shared = new ArrayList<>();
        alike.forEach((glyph, codePoints) -> {
            assertThat(glyph.shared() || codePoints.size() == 1)
                    .as("%s", codePoints)
                    .isTrue();
            if (glyph.shared()) {
                shared.addAll(codePoints);
            }
        });
        assertThat(shared).hasSizeGreaterThan(900);
        Collections.shuffle(shared, new Random(SEED));
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < shared.size(); from += 30) {
            StringBuilder line = new StringBuilder();
            shared.subList(from, Math.min(shared.size(), from + 30)).forEach(line::appendCodePoint);
            lines.add(line.toString());
        }
        assertThat(copied(lines, weight)).as("seed %d", SEED).isEqualTo(String.join("", lines));
    }

    /** Each line on a page of its own, read back character by character, as readers of PDF map them. */
    private static String copied(List<String> lines, Weight weight) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchivePages file = new ArchivePages(out, "字", 600, 100);
        for (String line : lines) {
            file.page().text(line, weight, 12, Color.BLACK, 10, 50);
        }
        file.finish();
        StringBuilder copied = new StringBuilder();
        PDFTextStripper stripper = new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                copied.append(text.getUnicode());
            }
        };
        try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
            stripper.getText(document);
        }
        return copied.toString();
    }
}
