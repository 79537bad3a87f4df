package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

class SignInSheetTest {

    private static final List<String> HEADINGS = List.of("序号", "姓名", "单位", "职务", "签名", "签到码");
    private static final String ADDRESS = "HTTPS://MB.EXAMPLE.CN/S/";
    private static final int DPI = 200;
    private static final int WINDOW = px(22);

    static SignInSheet sheet(List<SignInSheet.Row> rows, int blank) {
        return new SignInSheet(
                "集中培训签到表",
                List.of(
                        new SignInSheet.Fact("培训名称", "城乡低保政策业务培训（第一期）"),
                        new SignInSheet.Fact("时间", "2026-11-25 09:00–11:30（4学时）"),
                        new SignInSheet.Fact("地点", "玉潭镇政府三楼会议室"),
                        new SignInSheet.Fact("讲师", "王芳"),
                        new SignInSheet.Fact("主办单位", "玉潭镇")),
                HEADINGS,
                rows,
                blank,
                "签名后由工作人员扫码登记；签好的表拍照或扫描，附在本次培训上。");
    }

    private static SignInSheet.Row person(int number) {
        return new SignInSheet.Row(
                "学员%03d".formatted(number),
                "玉潭镇 友好村委会",
                number % 3 == 0 ? "宣传员A角" : "村（社区）经办人",
                ADDRESS + "%026d".formatted(number));
    }

    static List<SignInSheet.Row> people(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(SignInSheetTest::person).toList();
    }

    static byte[] print(SignInSheet sheet) {
        var out = new ByteArrayOutputStream();
        try {
            SignInSheetPrinter.write(sheet, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    @Test
    void everyPersonIsThereOnceInOrderAndEveryPageRepeatsTheHeadings() {
        var pages = PdfText.pages(print(sheet(people(60), 5)));
        assertThat(pages.size()).isBetween(4, 7);
        var all = String.join("\n", pages);
        var last = -1;
        for (var number = 1; number <= 60; number++) {
            var at = all.indexOf("学员%03d".formatted(number));
            assertThat(at).as("person " + number).isGreaterThan(last);
            last = at;
        }
        for (var page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains("集中培训签到表", "序号", "姓名", "单位", "职务", "签名", "签到码");
            assertThat(pages.get(page)).contains((page + 1) + " / " + pages.size());
        }
        assertThat(pages.getFirst()).contains("玉潭镇政府三楼会议室", "王芳", "2026-11-25 09:00–11:30（4学时）");
        assertThat(pages.getLast()).contains("65");
    }

    @Test
    void everyCodeReadsBackFromItsRow() throws Exception {
        var people = people(30);
        var unread = new ArrayList<>(people.stream().map(SignInSheet.Row::code).toList());
        try (var document = Loader.loadPDF(print(sheet(people, 0)))) {
            var renderer = new PDFRenderer(document);
            for (var page = 0; page < document.getNumberOfPages(); page++) {
                var image = renderer.renderImageWithDPI(page, DPI, ImageType.GRAY);
                // A window as large as a code and its surroundings, moved down the left and the right of the column.
                for (var top = 0; top + WINDOW <= image.getHeight(); top += WINDOW / 6) {
                    for (var fromRight : List.of(57, 37)) {
                        var left = image.getWidth() - px(fromRight);
                        decode(image.getSubimage(left, top, WINDOW, WINDOW)).ifPresent(unread::remove);
                    }
                }
            }
        }
        assertThat(unread).as("codes that could not be read").isEmpty();
    }

    private static int px(double millimetres) {
        return (int) (millimetres / 25.4 * DPI);
    }

    private static Optional<String> decode(BufferedImage image) {
        try {
            return Optional.of(new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))),
                            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE))
                    .getText());
        } catch (ReaderException nothing) {
            return Optional.empty();
        }
    }

    @Test
    void longNamesAndUnitsStayInTheirCells() {
        var row = new SignInSheet.Row(
                "阿卜杜热合曼·买买提依明江·图尔荪",
                "长春净月高新技术产业开发区玉潭镇友好社区居民委员会第十四综合网格服务站".repeat(3),
                "村（社区）经办人、宣传员A角、宣传员B角",
                ADDRESS + "0".repeat(26));
        var text = PdfText.pages(print(sheet(List.of(row), 0))).getFirst().replace("\n", "");
        assertThat(text).contains("阿卜杜热合曼·买买提依明江·图尔荪").contains("…");
    }

    @Test
    void aSheetOfBlankRowsOnlyIsASheet() {
        assertThat(PdfText.pages(print(sheet(List.of(), 10)))).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> print(sheet(List.of(), 0)));
    }

    @Test
    void refusesWhatNoFontDrawsAndSaysInWhichRow() {
        var row = new SignInSheet.Row("李𨱅", "玉潭镇", "经办", ADDRESS + "0".repeat(26));
        assertThatExceptionOfType(UndrawableTextException.class)
                .isThrownBy(() -> print(sheet(List.of(person(1), row), 0)))
                .satisfies(refused -> assertThat(refused.place()).isEqualTo("row 2"));
    }

    @Test
    void refusesAddressesOutsideTheAlphabet() {
        var row = new SignInSheet.Row("李", "玉潭镇", "经办", "https://lower");
        assertThatIllegalArgumentException().isThrownBy(() -> print(sheet(List.of(row), 0)));
    }
}
