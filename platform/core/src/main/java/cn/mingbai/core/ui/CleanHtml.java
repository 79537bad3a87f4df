package cn.mingbai.core.ui;

import com.vaadin.flow.component.Html;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/**
 * The one place where a text becomes markup on a Vaadin page. Whoever made the text, only what is listed here is left of it:
 * the elements of a lesson and its drawings, links to harmless places, pictures among our own attachments; no script, no
 * style, no frame, no form.
 */
public final class CleanHtml {

    /** Only here, so that a relative address can be told from one of another place; nothing is ever asked there. */
    private static final String NOWHERE = "https://nowhere.invalid/";

    private static final Pattern ATTACHMENT = Pattern.compile("/attachments/[0-9A-Za-z-]{1,64}");

    private static final String[] DRAWN = {"svg", "title", "desc", "rect", "circle", "path", "text", "tspan"};

    private static final String[] DRAWN_ATTRIBUTES = {
        "aria-labelledby",
        "cx",
        "cy",
        "d",
        "fill",
        "font-size",
        "font-weight",
        "height",
        "id",
        "r",
        "role",
        "rx",
        "stroke",
        "stroke-dasharray",
        "stroke-width",
        "text-anchor",
        "viewbox",
        "width",
        "x",
        "xmlns",
        "y"
    };

    private static final Document.OutputSettings AS_WRITTEN = new Document.OutputSettings().prettyPrint(false);
    private static final Safelist ALLOWED = allowed();

    private CleanHtml() {}

    /** An element of this class that shows the markup. */
    public static Html of(String className, String html) {
        // Not printed prettily: a line break between two words of Chinese is a blank on the page.
        var page = Document.createShell("").outputSettings(AS_WRITTEN);
        return new Html(page.body()
                .appendElement("div")
                .addClass(className)
                .html(clean(html))
                .outerHtml());
    }

    /** What is allowed of the markup; text is never lost. */
    static String clean(String html) {
        return Jsoup.clean(html, NOWHERE, ALLOWED, AS_WRITTEN);
    }

    private static Safelist allowed() {
        var list = new OwnPictures()
                .addTags("a", "blockquote", "br", "code", "details", "em", "figcaption", "figure", "h1", "h2", "h3")
                .addTags("h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "section", "span", "strong", "summary")
                .addTags("sup", "table", "tbody", "td", "th", "thead", "tr", "ul")
                .addTags(DRAWN)
                .addAttributes(":all", "class")
                .addAttributes("a", "href", "router-ignore", "title")
                .addAttributes("img", "alt", "loading", "src", "title")
                .addAttributes("li", "id")
                .addAttributes("ol", "start")
                .addAttributes("td", "align")
                .addAttributes("th", "align", "scope")
                .addProtocols("a", "href", "http", "https", "mailto", "tel", "#")
                .preserveRelativeLinks(true);
        for (var element : DRAWN) {
            list.addAttributes(element, DRAWN_ATTRIBUTES);
        }
        return list;
    }

    /** A picture from elsewhere would tell a stranger who reads. */
    private static final class OwnPictures extends Safelist {

        @Override
        public boolean isSafeAttribute(String tag, Element element, Attribute attribute) {
            return super.isSafeAttribute(tag, element, attribute)
                    && (!tag.equals("img")
                            || !attribute.getKey().equals("src")
                            || ATTACHMENT.matcher(attribute.getValue()).matches());
        }
    }
}
