package cn.mingbai.quizzes.formats;

import org.jsoup.Jsoup;

/** Text of a web page's source: what a reader would see, never a tag. */
final class HtmlText {

    /** Whether something cannot be carried over: a picture, a sound, a film, a frame. */
    record Plain(String text, boolean lost) {}

    private HtmlText() {}

    static Plain of(String html) {
        if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
            return new Plain(html, false);
        }
        var page = Jsoup.parseBodyFragment(html);
        return new Plain(
                page.text(),
                !page.select("img, audio, video, iframe, object, embed, svg, math")
                        .isEmpty());
    }
}
