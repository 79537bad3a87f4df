package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** The same sheets give the same file, whenever, wherever and beside whatever they are printed. */
class SameBytesTest {

    @Test
    void anotherProcessWritesTheSameBytes() throws Exception {
        String here = digest(SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(9, 5)));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.timezone=Asia/Shanghai",
                        "-Duser.language=zh",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Printing.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String there = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(there).endsWith(here);
    }

    /** Run by itself. */
    static final class Printing {
        public static void main(String[] arguments) throws Exception {
            System.out.print(digest(SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(9, 5))));
        }
    }

    @Test
    void filesWrittenAtOnceHaveTheSameBytesAsAlone() throws Exception {
        byte[] alone = SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(40, 5));
        try (var threads = Executors.newFixedThreadPool(4)) {
            var runs = IntStream.range(0, 16)
                    .<Callable<byte[]>>mapToObj(i -> () ->
                            SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(i % 2 == 0 ? 40 : 7, 5)))
                    .toList();
            var written = threads.invokeAll(runs);
            for (int i = 0; i < written.size(); i += 2) {
                assertThat(written.get(i).get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void aTextPrintedBetweenTwoPrintsOfAnotherHasItsOwnWordsAndChangesNothing() throws Exception {
        LeafletText text = SampleLeaflets.text();
        LeafletText shorter = new LeafletText(
                text.title(),
                text.subtitle(),
                text.version(),
                text.ruleLayerBadge(),
                SampleLeaflets.filler(2, 300),
                SampleLeaflets.filler(2, 200),
                text.phones());
        var sheets = SampleLeaflets.sheets(2, 5);
        byte[] before = SampleLeaflets.print(text, sheets);
        try (PDDocument document = Loader.loadPDF(SampleLeaflets.print(shorter, sheets))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("家里有难处")
                    .doesNotContain("两条都要符合");
        }
        assertThat(SampleLeaflets.print(text, sheets)).isEqualTo(before);
        assertThat(HouseholdPrinter.of(HouseholdKind.SHEET_A4).bodySizePt(shorter))
                .isGreaterThan(HouseholdPrinter.of(HouseholdKind.SHEET_A4).bodySizePt(text));
    }

    @Test
    void anotherSheetGivesAnotherIdentifierAndOtherSubsetsButNoDate() throws Exception {
        Set<String> known = new TreeSet<>();
        for (int seed = 1; seed <= 3; seed++) {
            byte[] pdf = SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(2, seed));
            try (PDDocument document = Loader.loadPDF(pdf)) {
                COSArray id = document.getDocument().getDocumentID();
                assertThat(id.get(0)).isEqualTo(id.get(1));
                assertThat(known.add(((COSString) id.get(0)).toHexString())).isTrue();
                PDPage page = document.getPage(0);
                for (COSName name : page.getResources().getFontNames()) {
                    String font = page.getResources().getFont(name).getName();
                    assertThat(font).matches("[A-Z]{6}\\+Noto.*");
                    assertThat(known.add(font)).isTrue();
                }
                assertThat(document.getDocumentInformation().getCreationDate()).isNull();
                assertThat(document.getDocumentInformation().getModificationDate())
                        .isNull();
                String metadata =
                        new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
                assertThat(metadata).contains("<pdfaid:part>2").doesNotContain("Date>");
            }
        }
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
