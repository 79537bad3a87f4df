package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

class LedgerPagesTest {

    private static final List<String> HEADINGS = List.of(
            "序号", "所在县", "镇", "村", "组", "农户姓名", "政策宣传人", "现场图片", "抽查日期", "户号", "人口数", "宣传日期", "方式", "资料版本", "明白人",
            "与户主关系", "签收", "未到户原因", "录入方式", "备注");

    private static LedgerPrint print(List<String> headings) {
        return new LedgerPrint(
                "新湖镇宣传到户台账（2026-11-25）",
                List.of("填报单位：新湖镇", "统计日：2026-11-25", "按 2026-11-26 已知情况", "李明 于 2026-11-26 09:30 导出"),
                "共 {0} 行",
                "口径说明",
                List.of("每户一行；当面宣传和集中宣讲计入到户，留单不计。", "户主姓名只显示首尾字。"),
                headings.stream()
                        .map(heading -> new LedgerPrint.Column(heading, heading.equals("序号") || heading.equals("人口数")))
                        .toList(),
                "填报单位（盖章）：新湖镇　　填表人：　　　　审核人：　　　　负责人：　　　　填报日期：",
                "新湖镇宣传到户台账（2026-11-25）　按 2026-11-26 已知情况　导出人：李明",
                "李明 于 2026-11-26 09:30 导出",
                "第 {0} 页，共 {1} 页",
                "〓 代替字库中没有的字：{0}。");
    }

    private static List<String> row(int number) {
        return List.of(
                String.valueOf(number),
                "长春净月高新技术产业开发区",
                "新湖镇",
                "新湖村委会",
                number % 4 + "组",
                number == 7 ? "王\uDB84\uDC00国" : "王*国",
                "李小芳",
                "",
                number % 9 == 0 ? "2026-11-20" : "",
                "5V%04d-3".formatted(number),
                "4",
                "2026-11-%02d".formatted(number % 25 + 1),
                "当面",
                "2026-1",
                "户主本人",
                "户主本人",
                "",
                number % 5 == 0 ? "2026-11-18 没人在家，已留单" : "",
                "手机（代录人：赵敏）",
                number == 3 ? "很长的备注，".repeat(200) : "");
    }

    private static byte[] print(int rows) throws IOException {
        var out = new ByteArrayOutputStream();
        LedgerPrinter.write(
                print(HEADINGS), row -> IntStream.rangeClosed(1, rows).forEach(i -> row.accept(row(i))), out);
        return out.toByteArray();
    }

    @Test
    void everyPageBearsHeadingsItsNumberTheExporterAndTheWatermark() throws Exception {
        var pdf = print(700);
        picture(pdf);
        var pages = PdfText.pages(pdf);
        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(pages.getFirst())
                .contains("统计日：2026-11-25")
                .contains("共 700 行")
                .contains("口径说明")
                .contains("户主姓名只显示首尾字。");
        for (var i = 0; i < pages.size(); i++) {
            assertThat(pages.get(i))
                    .contains("第 " + (i + 1) + " 页，共 ")
                    .contains(pages.size() + " 页")
                    .contains("导出人：李明")
                    .contains("于 2026-11-26 09:30 导出");
        }
        for (var page : pages.subList(1, pages.size() - 1)) {
            // Headings of four characters stand on two lines.
            assertThat(page.replace("\n", "")).contains("农户姓名").contains("户号");
        }
        assertThat(pages.getLast()).contains("填报单位（盖章）").contains("审核人").contains("填报日期");
        assertThat(String.join("", pages)).contains("5V0001-3", "5V0700-3", "2026-11-02", "2026-11-20");
        PdfArchiveTest.assertArchive(pdf);
    }

    // To be looked at.
    private static void picture(byte[] pdf) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "pages"));
        Files.write(folder.resolve("ledger.pdf"), pdf);
        try (var document = Loader.loadPDF(pdf)) {
            var renderer = new PDFRenderer(document);
            assertThat(renderer.renderImageWithDPI(1, 50).getWidth()).isGreaterThan(500);
        }
    }

    @Test
    void aCharacterWithoutAGlyphIsReplacedAndNamed() throws IOException {
        var text = String.join("", PdfText.pages(print(8)));
        assertThat(text).contains("王" + LedgerPrint.INSTEAD + "国").contains("U+F1000");
    }

    @Test
    void aLedgerWithoutRowsHasHeadingsAndALineToSign() throws IOException {
        var pages = PdfText.pages(print(0));
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst()).contains("共 0 行");
        assertThat(pages.getLast().replace("\n", "")).contains("农户姓名").contains("填表人");
    }

    @Test
    void aCellLongerThanAPageIsCut() throws IOException {
        assertThat(String.join("", PdfText.pages(print(3)))).contains(Canvas.CUT);
    }

    @Test
    void rowsAndColumnsMustAgree() {
        assertThatThrownBy(() -> LedgerPrinter.write(
                        print(List.of("村", "组")), row -> row.accept(List.of("一")), new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 cells");
        assertThatThrownBy(() -> LedgerPrinter.write(print(List.of()), row -> {}, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
