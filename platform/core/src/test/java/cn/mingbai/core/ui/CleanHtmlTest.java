package cn.mingbai.core.ui;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.testing.Hostile;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CleanHtmlTest {

    static java.util.List<String> markup() {
        return Hostile.markup();
    }

    @ParameterizedTest
    @MethodSource("markup")
    void leavesNothingThatRuns(String hostile) {
        var left = Jsoup.parseBodyFragment(CleanHtml.clean("<p>" + hostile + "</p>"));
        assertThat(left.select(
                        "script, style, iframe, object, embed, form, input, button, select, textarea, base, link, meta,"
                                + " template, noscript, animate, set, use, foreignObject"))
                .isEmpty();
        for (var element : left.getAllElements()) {
            for (var attribute : element.attributes()) {
                assertThat(attribute.getKey().toLowerCase(Locale.ROOT))
                        .doesNotStartWith("on")
                        .isNotEqualTo("style");
                assertThat(attribute.getValue().replaceAll("\\s", "").toLowerCase(Locale.ROOT))
                        .doesNotStartWith("javascript:")
                        .doesNotStartWith("data:")
                        .doesNotStartWith("vbscript:");
            }
        }
    }

    @Test
    void keepsWhatLessonsAreMadeOf() {
        var lesson =
                "<h2 class=\"mb-lesson-heading\">标题</h2><p>正文<sup><a class=\"mb-mark\" href=\"courses/01/1.1#fn-1\""
                        + " router-ignore=\"\">[1]</a></sup> <a href=\"tel:12345\">电话</a></p>"
                        + "<p><img src=\"/attachments/12\" alt=\"图\" loading=\"lazy\" class=\"mb-lesson-picture\"></p>"
                        + "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 518\" role=\"img\" aria-labelledby=\"a b\">"
                        + "<title id=\"a\">画</title><rect x=\"1\" rx=\"6\" fill=\"#9c1f18\"></rect></svg>";
        assertThat(CleanHtml.clean(lesson)).isEqualTo(lesson);
    }

    @Test
    void takesPicturesOnlyFromAmongOurAttachments() {
        assertThat(CleanHtml.clean("<img src=\"https://elsewhere.invalid/attachments/1\">"
                        + "<img src=\"//elsewhere.invalid/attachments/1\"><img src=\"/logout\">"))
                .isEqualTo("<img><img><img>");
    }
}
