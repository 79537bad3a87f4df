package cn.mingbai.courses.curriculum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LessonRendererTest {

    private static final SourceTitles TITLES = new SourceTitles(
            Map.of("M57", "《最低生活保障审核确认办法》（民发〔2021〕57号）", "L26", "《中华人民共和国社会救助法》", "NOTICE", "《方案》"),
            number -> "第" + number + "条");

    private static String html(String markdown, Map<String, String> values) {
        return LessonRenderer.html(
                markdown, values::get, TITLES, new LessonRenderer.Words("依据", "本地数值待维护", "文字说明"), "/courses/01/1.2");
    }

    private static String html(String markdown) {
        return html(markdown, Map.of());
    }

    @Test
    void referencesBecomeNumberedNotesThatNameDocumentAndArticle() {
        var html = html("先看收入 [L26 18；M57 23]，再看财产 [L26 18]。");
        assertThat(html)
                .contains("先看收入<sup><a class=\"mb-mark\" href=\"/courses/01/1.2#fn-1\" router-ignore=\"\">[1]</a>")
                .contains("#fn-2")
                .contains("<li id=\"fn-1\">《中华人民共和国社会救助法》第18条</li>")
                .contains("<li id=\"fn-2\">《最低生活保障审核确认办法》（民发〔2021〕57号）第23条</li>")
                .doesNotContain("fn-3");
    }

    @Test
    void severalArticlesAndChineseOnesReadAsSuch() {
        assertThat(html("要登记 [M57 15、16]")).contains("第15条、第16条");
        assertThat(html("百分之百 [NOTICE 二(三)、二(四)]")).contains("《方案》二（三）、二（四）");
    }

    @Test
    void aSourceThatTheCatalogueLacksShowsItsCode() {
        assertThat(html("见 [ZZ9 4]")).contains("<li id=\"fn-1\">ZZ9 第4条</li>");
    }

    @Test
    void referencesInTablesAndBoxesAreNotesToo() {
        assertThat(html("| 事 | 依据 |\n|---|---|\n| 报告 | [L26 39] |"))
                .contains("mb-lesson-table")
                .contains("第39条")
                .doesNotContain("[L26");
    }

    @Test
    void bracketsThatAreNoReferenceStay() {
        assertThat(html("方括号 [随便写写] 和 [x] 不动")).contains("[随便写写]").doesNotContain("mb-footnotes");
    }

    @Test
    void localValuesEnterAsTextAndMissingOnesAreSeen() {
        assertThat(html("城市：{{dibao.standard.urban}}", Map.of("dibao.standard.urban", "**<b>650</b>**元/月")))
                .contains("城市：**&lt;b&gt;650&lt;/b&gt;**元/月")
                .doesNotContain("<strong>");
        assertThat(html("城市：{{dibao.standard.urban}}"))
                .contains("<span class=\"mb-missing\">本地数值待维护</span>")
                .doesNotContain("{{");
    }

    @Test
    void boxesAreTheQuotesWhoseFirstLineIsBold() {
        assertThat(html("> **常见错误**\n>\n> - 一")).contains("<blockquote class=\"mb-box\">");
        assertThat(html("> **2017年的规定不同**\n>\n> - 一")).contains("<blockquote class=\"mb-box mb-box-2017\">");
        assertThat(html("> “刘家申请了，**先开评议会**。”")).contains("<blockquote>");
    }

    @Test
    void nothingInTheSourceBecomesActive() {
        var html = html("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n"
                + "[点我](javascript:alert(1)) ![图](data:text/html;base64,xx) **<b onclick=x>粗</b>**");
        assertThat(html).doesNotContain("<script", "<img src=x", "javascript:", "data:text", "<b onclick");
        assertThat(html("{{x}} [M57 1]", Map.of("x", "<script>")))
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
        assertThat(LessonRenderer.html(
                        "[M57 1]",
                        key -> null,
                        new SourceTitles(Map.of("M57", "<script>"), number -> number),
                        new LessonRenderer.Words("依据", "", ""),
                        "/x"))
                .doesNotContain("<script");
    }

    @Test
    void aShippedDrawingStandsInTheTextWithItsNotesAndItsWords() {
        var html = html("先看图：\n\n![六步和时限](picture:apply-to-decision)\n\n再看 [M57 15]。");
        assertThat(html)
                .contains("<figure class=\"mb-picture\"><svg ")
                .contains("role=\"img\" aria-labelledby=\"apply-to-decision-title apply-to-decision-desc\"")
                .contains("<title id=\"apply-to-decision-title\">低保从申请到发钱")
                .contains("<figcaption>六步和时限</figcaption><details><summary>文字说明</summary>")
                .contains("</details></figure>")
                .doesNotContain("[M57", "[L26", "<p><figure", "picture:");
        assertThat(html)
                .as("the same note in the drawing, in its words and in the text")
                .containsPattern("3个工作日内启动<tspan[^>]*>\\[4]</tspan>")
                .containsPattern("3个工作日内启动<sup><a[^>]*>\\[4]</a>")
                .containsPattern("再看<sup><a[^>]*>\\[4]</a>");
    }

    @Test
    void aDrawingThatIsShownTwiceHasIdsOfItsOwn() {
        var html = html("![一](picture:which-scheme)\n\n![二](picture:which-scheme)");
        assertThat(html)
                .containsOnlyOnce("id=\"which-scheme-title\"")
                .containsOnlyOnce("id=\"which-scheme-2-title\"")
                .contains("aria-labelledby=\"which-scheme-2-title which-scheme-2-desc\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![图](picture:no-such)",
                "![图](picture:)",
                "![图](picture:../../x)",
                "![图](picture:..%2Fpictures%2Fwhich-scheme)",
                "![图](<picture:which-scheme\" onload=\"alert(1)>)",
                "![图](picture:which-scheme.svg)",
                "![图](PICTURE:which-scheme)",
                "![图](javascript:picture:which-scheme)",
                "前面有字 ![图](picture:which-scheme)",
                "| 表 |\n|---|\n| ![图](picture:which-scheme) |",
                "[![图](picture:which-scheme)](javascript:alert(1))",
                "[图](picture:which-scheme)",
                "![](picture:which-scheme)",
            })
    void anythingElseThatWouldBeADrawingIsNone(String hostile) {
        assertThat(html(hostile)).doesNotContain("<svg", "<img", "onload", "javascript:", "picture:");
    }
}
