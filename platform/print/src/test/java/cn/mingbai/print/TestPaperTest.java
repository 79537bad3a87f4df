package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

class TestPaperTest {

    private static final String ADDRESS = "HTTPS://MB.EXAMPLE.CN/T/";

    static TestPaper paper(String name, String code, int questions) {
        var items = new ArrayList<TestPaper.Item>();
        for (var number = 1; number <= questions; number++) {
            items.add(
                    switch (number % 4) {
                        case 0 ->
                            new TestPaper.Item(
                                    "判断对错", "", "第" + number + "题：赡养费算不算收入？", List.of(), List.of("√", "×"), "");
                        case 1 ->
                            new TestPaper.Item(
                                    "单选",
                                    "",
                                    "第" + number + "题：" + "宣传员走访时发现一位独居老人几天没生火，应当怎么办？".repeat(2),
                                    List.of("A. 及时报告镇街", "B. 等老人申请", "C. 当场答应低保", "D. 问问大家"),
                                    List.of("A", "B", "C", "D"),
                                    "");
                        case 2 ->
                            new TestPaper.Item(
                                    "多选",
                                    "",
                                    "第" + number + "题：哪些要公示？",
                                    List.of("A. 姓名", "B. 人数", "C. 金额", "D. 病情", "E. 电话", "F. 身份证号"),
                                    List.of("A", "B", "C", "D", "E", "F"),
                                    "");
                        default ->
                            new TestPaper.Item(
                                    "填一个数",
                                    "王家三口人，父亲务工每月2100元，母亲务农，女儿上学；当地标准每人每月720元。".repeat(2),
                                    "第" + number + "题：每月差多少？",
                                    List.of(),
                                    List.of(),
                                    "元");
                    });
        }
        return new TestPaper(
                "低保制度入门 书面考试",
                List.of(
                        new SignInSheet.Fact("姓名", name),
                        new SignInSheet.Fact("单位", "玉潭镇 友好村委会"),
                        new SignInSheet.Fact("日期", "2026-11-26"),
                        new SignInSheet.Fact("签名", "")),
                code,
                ADDRESS + code.replace("-", ""),
                "答题卡",
                "在方框里打√；写错了划掉重写并签名。",
                items,
                "第 {0} 页，共 {1} 页");
    }

    static byte[] print(TestPaper... papers) {
        var out = new ByteArrayOutputStream();
        try {
            TestPaperPrinter.write("书面考试", List.of(papers), out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    @Test
    void everyPaperBeginsOnAPageOfItsOwnWithNameCodeAndGrid() {
        var pages = PdfText.pages(print(paper("李小芳", "ABCD-EFG", 20), paper("王建国", "HJKL-MNP", 20)));
        var firsts = pages.stream().filter(page -> page.contains("答题卡")).toList();
        assertThat(firsts).hasSize(2);
        assertThat(firsts.get(0)).contains("李小芳", "ABCD-EFG", "玉潭镇 友好村委会").doesNotContain("王建国");
        assertThat(firsts.get(1)).contains("王建国", "HJKL-MNP").doesNotContain("李小芳");
        var all = String.join("\n", pages).replace("\n", "");
        for (var number = 1; number <= 20; number++) {
            assertThat(all).contains(number + "．（");
        }
        for (var page : pages) {
            assertThat(page).containsPattern("ABCD-EFG|HJKL-MNP").containsPattern("第 \\d 页，共 \\d 页");
        }
    }

    @Test
    void aSituationThatQuestionsShareIsPrintedOnce() {
        var shared = "赵家四口人，住在三组。";
        var item = new TestPaper.Item("填一个数", shared, "每月差多少？", List.of(), List.of(), "元");
        var base = paper("李小芳", "ABCD-EFG", 4);
        var paper = new TestPaper(
                base.title(),
                base.facts(),
                base.code(),
                base.address(),
                base.gridTitle(),
                base.note(),
                List.of(item, item),
                base.pageOf());
        var text = String.join("", PdfText.pages(print(paper)));
        assertThat(text.split(shared, -1)).hasSize(2);
    }

    @Test
    void theCodeReadsBackFromTheFirstPage() throws Exception {
        try (var document = Loader.loadPDF(print(paper("李小芳", "ABCD-EFG", 10)))) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 200, ImageType.GRAY);
            var corner = image.getSubimage(image.getWidth() * 3 / 4, 0, image.getWidth() / 4, image.getHeight() / 5);
            var read = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(corner))),
                            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE));
            assertThat(read.getText()).isEqualTo(ADDRESS + "ABCDEFG");
        }
    }

    @Test
    void aHundredQuestionsAndAVeryLongOneStayOnTheirPages() {
        var base = paper("李小芳", "ABCD-EFG", 99);
        var items = new ArrayList<>(base.items());
        items.add(new TestPaper.Item("填一个数", "很长的案情。".repeat(1000), "多少？", List.of(), List.of(), ""));
        var paper = new TestPaper(
                base.title(),
                base.facts(),
                base.code(),
                base.address(),
                base.gridTitle(),
                base.note(),
                items,
                base.pageOf());
        assertThat(PdfText.pages(print(paper)).size()).isBetween(8, 40);
    }

    @Test
    void refusesWhatCannotBePrintedBeforeItPrints() {
        assertThatExceptionOfType(UndrawableTextException.class).isThrownBy(() -> print(paper("李𨱅", "ABCD-EFG", 3)));
        assertThatIllegalArgumentException().isThrownBy(() -> print(paper("李", "abc", 3)));
        assertThatIllegalArgumentException().isThrownBy(() -> print());
    }
}
