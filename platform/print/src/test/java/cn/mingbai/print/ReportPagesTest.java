package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.print.Report.Column;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class ReportPagesTest {

    private static final String DIGEST =
            "SHA-256 ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad";
    private static final String ADDRESS = "HTTPS://MB.EXAMPLE.CN/S/0123456789ABCDEFGHJKMNPQRS";

    private static Report report(int rows) {
        return new Report(
                "长春净月高新技术产业开发区培训率封存报表",
                List.of("报告日：2026年11月25日　第1次封存", "规定口径：应参训312人，合格305人，未合格7人。"),
                List.of(new Report.Table(
                        "名单",
                        List.of(
                                Column.number("序号", 1),
                                Column.text("姓名", 2),
                                Column.text("单位", 4),
                                Column.text("情况", 5)),
                        IntStream.rangeClosed(1, rows)
                                .mapToObj(i -> List.of(
                                        String.valueOf(i),
                                        i % 7 == 0 ? "𠮷祥" : "王建国",
                                        "新湖镇新湖村委会",
                                        i % 3 == 0
                                                ? "合格：课程01 2026-03-02（记录 " + i + "，attempt:" + i + "）；课程12 2026-04-02"
                                                : "未合格"))
                                .toList())),
                List.of("规定口径：职务有培训要求、且不在免训、长期请假和新任宽限期内的人。"),
                List.of("内容摘要", DIGEST),
                "第{0}页　共{1}页",
                ADDRESS);
    }

    private static byte[] print(Report report) throws IOException {
        var out = new ByteArrayOutputStream();
        ReportPrinter.write(report, out);
        return out.toByteArray();
    }

    @Test
    void everyPageBearsTheDigestItsNumberAndTheHeadings() throws IOException {
        var pages = PdfText.pages(print(report(200)));
        assertThat(pages).hasSizeGreaterThan(3);
        for (var i = 0; i < pages.size(); i++) {
            assertThat(pages.get(i))
                    .contains(DIGEST)
                    .contains("第" + (i + 1) + "页　共" + pages.size() + "页")
                    .contains("姓名");
        }
        var all = String.join("\n", pages);
        assertThat(all).contains("𠮷祥").contains("规定口径：职务有培训要求");
        for (var i = 1; i <= 200; i++) {
            assertThat(all).contains("\n" + i + " ");
        }
    }

    @Test
    void everyCodeLeadsToTheCheckPage() throws Exception {
        try (var document = Loader.loadPDF(print(report(80)))) {
            var renderer = new PDFRenderer(document);
            for (var page = 0; page < document.getNumberOfPages(); page++) {
                var image = renderer.renderImageWithDPI(page, 200);
                var corner = image.getSubimage(
                        image.getWidth() * 3 / 4,
                        image.getHeight() * 5 / 6,
                        image.getWidth() / 4,
                        image.getHeight() / 6);
                var decoded = new com.google.zxing.MultiFormatReader()
                        .decode(
                                new com.google.zxing.BinaryBitmap(new com.google.zxing.common.HybridBinarizer(
                                        new com.google.zxing.client.j2se.BufferedImageLuminanceSource(corner))),
                                java.util.Map.of(com.google.zxing.DecodeHintType.TRY_HARDER, true));
                assertThat(decoded.getText()).isEqualTo(ADDRESS);
            }
        }
    }

    @Test
    void reportsArePdfA2u() throws Exception {
        assertArchive(print(report(60)));
    }

    static void assertArchive(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (var foundry = Foundries.defaultInstance();
                var parser = foundry.createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_U);
                var validator = foundry.createValidator(PDFAFlavour.PDFA_2_U, false)) {
            var result = validator.validate(parser);
            assertThat(result.getTestAssertions())
                    .extracting(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                    .isEmpty();
            assertThat(result.isCompliant()).isTrue();
        }
    }

    @Test
    void anEmptyTableStillHasItsHeadings() throws IOException {
        assertThat(PdfText.pages(print(report(0))))
                .singleElement()
                .satisfies(page -> assertThat(page).contains("名单").contains("单位"));
    }

    @Test
    void whatCannotBeDrawnIsNamedBeforeAnythingIsWritten() {
        var bad = new Report(
                "报表",
                List.of(),
                List.of(new Report.Table("名单", List.of(Column.text("姓名", 1)), List.of(List.of("王\u0007国")))),
                List.of(),
                List.of(DIGEST),
                "{0}/{1}",
                ADDRESS);
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> ReportPrinter.write(bad, out)).isInstanceOf(UndrawableTextException.class);
        assertThat(out.size()).isZero();
        var narrow = new Report(
                "报表",
                List.of(),
                List.of(new Report.Table("名单", List.of(Column.text("姓名", 1)), List.of(List.of("王", "国")))),
                List.of(),
                List.of(DIGEST),
                "{0}/{1}",
                ADDRESS);
        assertThatThrownBy(() -> ReportPrinter.write(narrow, out)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Writes samples to look at. */
    @Test
    void samples() throws IOException {
        var folder = Files.createDirectories(Path.of("target/samples"));
        Files.write(folder.resolve("report.pdf"), print(report(90)));
        assertThat(folder.resolve("report.pdf")).isNotEmptyFile();
    }
}
