package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.util.List;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;

class ArchivePagesTest {

    /** A dot between the parts of a name, a bullet and a middle dot are one glyph of the font; so are a character and its radical. */
    @Test
    void charactersThatLookTheSameAreCopiedOutAsThemselves() {
        String alike = "买·买•买・买‧买一买⼀买丨买⼁";
        assertThat(Glyph.of('·', Weight.REGULAR).index())
                .isEqualTo(Glyph.of('•', Weight.REGULAR).index());
        assertThat(Glyph.of('一', Weight.REGULAR).index())
                .isEqualTo(Glyph.of('⼀', Weight.REGULAR).index());
        assertThat(PdfText.pages(page(alike))).containsExactly(alike + "\n");
    }

    @Test
    void everyCharacterOfTheFontsIsCopiedOutAsItself() {
        StringBuilder han = new StringBuilder();
        for (int codePoint = 0x4E00; codePoint <= 0x9FA5; codePoint += 7) {
            han.appendCodePoint(codePoint);
        }
        String line = han.append("()\\\r".substring(0, 3)).append("𠮷䶮𬍛𬭎").toString();
        StringBuilder drawable = new StringBuilder();
        line.codePoints()
                .filter(codePoint -> Fonts.draws(Character.toString(codePoint)))
                .forEach(drawable::appendCodePoint);
        assertThat(drawable).hasSizeGreaterThan(2980);
        assertThat(PdfText.pages(page(drawable.toString()))).containsExactly(drawable + "\n");
    }

    @Test
    void anEmptyPageAndATitleWithMarkupAreAFile() throws Exception {
        byte[] pdf = SampleMaterials.bytes(out -> {
            ArchivePages file = new ArchivePages(out, "<一> & “二”", 100.25f, 200);
            file.page();
            file.finish();
        });
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isOne();
            assertThat(document.getPage(0).getMediaBox().getWidth()).isCloseTo(100.25f, within(0.01f));
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("<一> & “二”");
        }
        PdfArchiveTest.assertArchive(pdf);
    }

    /** Nothing is held back until the end but fonts and the places of pages: memory does not grow with the sheets. */
    @Test
    void pagesGoOutAsTheyAreDrawn() throws Exception {
        int count = 2000;
        List<LeafletSheet> sheets = SampleLeaflets.sheets(count, 1);
        long[] out = new long[1];
        TreeMap<Integer, Long> outAfter = new TreeMap<>();
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                out[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                out[0] += length;
            }
        };
        HouseholdPrinter.of(HouseholdKind.SHEET_A4)
                .write(SampleLeaflets.text(), sheets, counting, (done, total) -> outAfter.put(done, out[0]));
        long each = (outAfter.get(count) - outAfter.get(count / 2)) / (count / 2);
        assertThat(each).isBetween(1000L, 4000L);
        for (int done = 100; done <= count; done += 100) {
            // What is missing is less than a buffer, for the shared pages have gone out before the first sheet.
            assertThat(outAfter.get(done)).isGreaterThan(each * done - 65_536);
        }
    }

    private static byte[] page(String text) {
        return SampleMaterials.bytes(out -> {
            ArchivePages file = new ArchivePages(out, "字", 30_000, 100);
            file.page().text(text, Weight.REGULAR, 10, Canvas.INK, 10, 50);
            file.finish();
        });
    }
}
