package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class ReadingPrinterTest {

    private static final String PARAGRAPH = "各位乡亲，申请低保不收钱，三十个工作日办完，𠮷家屯的也一样。".repeat(6);

    @Test
    void everyCharacterCopiesOutInOrderOverAllPages() throws Exception {
        var bytes = printed(Collections.nCopies(5, PARAGRAPH));
        try (var document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isBetween(2, 4);
            var text = new StringBuilder();
            for (var page = 1; page <= document.getNumberOfPages(); page++) {
                var stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                var lines = stripper.getText(document).strip();
                assertThat(lines).endsWith(String.valueOf(page));
                text.append(lines, 0, lines.length() - String.valueOf(page).length());
            }
            assertThat(text.toString().replaceAll("[\\s　]", "")).isEqualTo("大喇叭稿演示单位版本L26-1" + PARAGRAPH.repeat(5));
        }
    }

    @Test
    void theSameTextGivesTheSameBytes() throws Exception {
        assertThat(printed(List.of(PARAGRAPH))).isEqualTo(printed(List.of(PARAGRAPH)));
    }

    @Test
    void refusesWhatCannotBeDrawnBeforeAnythingIsWritten() {
        var out = new ByteArrayOutputStream();
        assertThatExceptionOfType(UndrawableTextException.class)
                .isThrownBy(() -> ReadingPrinter.write("稿", "注", List.of("读作𨱅。"), out));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ReadingPrinter.write("题".repeat(60), "注", List.of("一"), out));
        assertThat(out.size()).isZero();
    }

    private static byte[] printed(List<String> paragraphs) throws Exception {
        var out = new ByteArrayOutputStream();
        ReadingPrinter.write("大喇叭稿", "演示单位　版本 L26-1", paragraphs, out);
        return out.toByteArray();
    }
}
