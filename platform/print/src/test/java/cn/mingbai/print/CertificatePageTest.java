package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.print.Certificate.Fact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

class CertificatePageTest {

    private static final String ADDRESS = "HTTPS://MB.EXAMPLE.CN/C/0123456789ABCDEFGHJKMNPQRS";

    static Certificate certificate(String name) {
        return new Certificate(
                "培训合格证书",
                name,
                "于2026年3月2日通过“社会救助政策总览”课程测试，成绩合格，特发此证。",
                List.of(
                        new Fact("课程", "01 社会救助政策总览（第1版）"),
                        new Fact("考核方式", "在线测试"),
                        new Fact("成绩", "90分"),
                        new Fact("合格日期", "2026年3月2日")),
                "长春净月高新技术产业开发区民政局",
                "2026年11月25日",
                "证书编号 PX-2026-00000017",
                "扫码核对真伪：不用登录，不显示全名。",
                ADDRESS);
    }

    private static byte[] print(Certificate... certificates) throws IOException {
        var out = new ByteArrayOutputStream();
        CertificatePrinter.write(List.of(certificates), out);
        return out.toByteArray();
    }

    @Test
    void namesAndMonthsAreReadable() throws IOException {
        var pages = PdfText.pages(print(certificate("王𠮷国"), certificate("阿卜杜热合曼·买买提明·吾布力卡斯木")));
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst())
                .contains("王𠮷国")
                .contains("2026年11月25日")
                .contains("2026年3月2日")
                .contains("PX-2026-00000017")
                .doesNotContain("?");
        assertThat(pages.get(1)).contains("阿卜杜热合曼·买买提明·吾布力卡斯木");
    }

    @Test
    void certificatesArePdfA2u() throws Exception {
        ReportPagesTest.assertArchive(print(certificate("王建国")));
    }

    @Test
    void theCodeLeadsToTheCheckPage() throws Exception {
        try (var document = Loader.loadPDF(print(certificate("王建国")))) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            var decoded = new com.google.zxing.MultiFormatReader()
                    .decode(
                            new com.google.zxing.BinaryBitmap(new com.google.zxing.common.HybridBinarizer(
                                    new com.google.zxing.client.j2se.BufferedImageLuminanceSource(image.getSubimage(
                                            image.getWidth() / 2,
                                            image.getHeight() / 2,
                                            image.getWidth() / 2,
                                            image.getHeight() / 2)))),
                            java.util.Map.of(com.google.zxing.DecodeHintType.TRY_HARDER, true));
            assertThat(decoded.getText()).isEqualTo(ADDRESS);
        }
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> print(certificate("王\u0007国"))).isInstanceOf(UndrawableTextException.class);
        assertThatThrownBy(() -> print()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> print(certificate("王".repeat(400)))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Writes a sample to look at. */
    @Test
    void sample() throws IOException {
        var folder = Files.createDirectories(Path.of("target/samples"));
        Files.write(folder.resolve("certificate.pdf"), print(certificate("王建国")));
        assertThat(folder.resolve("certificate.pdf")).isNotEmptyFile();
    }
}
