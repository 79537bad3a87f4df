package cn.mingbai.courses.curriculum;

import cn.mingbai.courses.curriculum.ShippedPictures.ShippedPicture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Turns a lesson's Markdown into HTML: HTML in the source is shown as text, links keep only harmless protocols, and local
 * values and titles enter as text, never as Markdown. The drawings of {@link ShippedPictures} are the only markup that is
 * let through, and they are ours. Pages show the result by {@link cn.mingbai.core.ui.CleanHtml}, which lets through no more
 * than that once more.
 */
final class LessonRenderer {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z0-9.-]{1,60})}}");
    private static final Pattern SPECIAL = Pattern.compile(PLACEHOLDER.pattern() + "|" + Citation.BRACKETS.pattern());

    /** Where pictures and files of a lesson may lie: among our own attachments, nowhere else. */
    private static final Pattern ATTACHMENT = Pattern.compile("/?attachments/[0-9A-Za-z-]{1,64}");

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private LessonRenderer() {}

    /**
     * Renders a lesson.
     *
     * @param values the local value of a placeholder's key, or null while it is missing
     * @param titles what the cited documents are called
     * @param words the words around the content
     * @param path the page's own address, for links to the footnotes
     */
    static String html(
            String markdown, Function<String, @Nullable String> values, SourceTitles titles, Words words, String path) {
        var document = PARSER.parse(markdown);
        var footnotes = new LinkedHashMap<String, Integer>();
        document.accept(new Marking(values, titles, words, footnotes));
        var renderer = HtmlRenderer.builder()
                .escapeHtml(true)
                .sanitizeUrls(true)
                .urlSanitizer(new DefaultUrlSanitizer(Set.of("https", "http", "mailto", "tel")))
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> new Classes())
                .nodeRendererFactory(context -> new Marks(context, words, path))
                .build();
        var html = new StringBuilder(renderer.render(document));
        if (!footnotes.isEmpty()) {
            html.append("<section class=\"mb-footnotes\"><h2>")
                    .append(escape(words.sources()))
                    .append("</h2><ol>");
            footnotes.forEach((text, number) -> html.append("<li id=\"fn-")
                    .append(number)
                    .append("\">")
                    .append(escape(text))
                    .append("</li>"));
            html.append("</ol></section>");
        }
        return html.toString();
    }

    /** The Markdown as a document. */
    static Node parse(String markdown) {
        return PARSER.parse(markdown);
    }

    /** Whether an address is that of an attachment of ours. */
    static boolean isAttachment(String address) {
        return ATTACHMENT.matcher(address).matches();
    }

    /** Whether a picture is all that its paragraph holds: a drawing takes the width of the text. */
    static boolean isAlone(Image picture) {
        return picture.getParent() instanceof Paragraph && picture.getPrevious() == null && picture.getNext() == null;
    }

    /** The text that stands for a picture where it cannot be seen. */
    static String alternative(Image picture) {
        var text = new StringBuilder();
        picture.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString().strip();
    }

    /**
     * The words around the content, in the reader's language.
     *
     * @param sources the heading over the footnotes
     * @param missing what stands for a local value that nobody has entered
     * @param inWords what opens the words of a drawing
     */
    record Words(String sources, String missing, String inWords) {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Numbers of footnotes. */
    private static final class FootnoteMarks extends CustomNode {
        final List<Integer> numbers;

        FootnoteMarks(List<Integer> numbers) {
            this.numbers = numbers;
        }
    }

    /** A local value that nobody has entered yet. */
    private static final class MissingValue extends CustomNode {
        final String words;

        MissingValue(String words) {
            this.words = words;
        }
    }

    /** A drawing; its children are what it says in words. */
    private static final class Drawing extends CustomBlock {
        final String svg;
        final String caption;

        Drawing(String svg, String caption) {
            this.svg = svg;
            this.caption = caption;
        }
    }

    /** Replaces placeholders and references inside texts. */
    private static final class Marking extends AbstractVisitor {
        private final Function<String, @Nullable String> values;
        private final SourceTitles titles;
        private final Words words;
        private final Map<String, Integer> footnotes;
        private final Map<String, Integer> drawn = new HashMap<>();

        Marking(
                Function<String, @Nullable String> values,
                SourceTitles titles,
                Words words,
                Map<String, Integer> footnotes) {
            this.values = values;
            this.titles = titles;
            this.words = words;
            this.footnotes = footnotes;
        }

        /** A picture from elsewhere would tell a stranger who reads; one without words tells the blind nothing. */
        @Override
        public void visit(Image picture) {
            var alternative = alternative(picture);
            var shipped = ShippedPictures.at(picture.getDestination());
            if (shipped.isPresent() && isAlone(picture) && !alternative.isEmpty()) {
                draw(picture, shipped.get(), alternative);
                return;
            }
            if (isAttachment(picture.getDestination()) && !alternative.isEmpty()) {
                picture.setDestination(absolute(picture.getDestination()));
                return;
            }
            picture.insertBefore(new Text(alternative));
            picture.unlink();
        }

        private void draw(Image picture, ShippedPicture shipped, String caption) {
            var drawing = new Drawing(marked(shipped), caption);
            var paragraph = picture.getParent();
            paragraph.insertBefore(drawing);
            paragraph.unlink();
            for (var next = PARSER.parse(shipped.text()).getFirstChild(); next != null; ) {
                var following = next.getNext();
                drawing.appendChild(next);
                next = following;
            }
            visitChildren(drawing);
        }

        /** The drawing with numbers of footnotes for its references, and ids of its own when it is shown again. */
        private String marked(ShippedPicture shipped) {
            var svg = Citation.BRACKETS.matcher(shipped.svg()).replaceAll(found -> {
                var reference = reference(found.group(1));
                return reference == null
                        ? Matcher.quoteReplacement(found.group())
                        : reference.numbers.stream()
                                .map(number -> "[" + number + "]")
                                .collect(Collectors.joining());
            });
            var time = drawn.merge(shipped.name(), 1, Integer::sum);
            return time == 1
                    ? svg
                    : svg.replaceAll("\\b" + shipped.name() + "-(title|desc)\\b", shipped.name() + "-" + time + "-$1");
        }

        @Override
        public void visit(Link link) {
            if (isAttachment(link.getDestination())) {
                link.setDestination(absolute(link.getDestination()));
            }
            visitChildren(link);
        }

        private static String absolute(String path) {
            return path.startsWith("/") ? path : "/" + path;
        }

        @Override
        public void visit(Text text) {
            var literal = text.getLiteral();
            var special = SPECIAL.matcher(literal);
            var parts = new ArrayList<Node>();
            var end = 0;
            while (special.find()) {
                var part = special.group(1) != null ? value(special.group(1)) : reference(special.group(2));
                if (part == null) {
                    continue;
                }
                // A reference stands close to the word it belongs to.
                var before = literal.substring(end, special.start());
                before = part instanceof FootnoteMarks ? before.stripTrailing() : before;
                if (!before.isEmpty()) {
                    parts.add(new Text(before));
                }
                parts.add(part);
                end = special.end();
            }
            if (parts.isEmpty()) {
                return;
            }
            if (end < literal.length()) {
                parts.add(new Text(literal.substring(end)));
            }
            parts.forEach(text::insertBefore);
            text.unlink();
        }

        private Node value(String key) {
            var value = values.apply(key);
            return value == null ? new MissingValue(words.missing()) : new Text(value);
        }

        private @Nullable FootnoteMarks reference(String inside) {
            var citations = Citation.parse(inside);
            return citations.isEmpty()
                    ? null
                    : new FootnoteMarks(citations.stream()
                            .map(citation -> citation.inWords(titles))
                            .map(text -> footnotes.computeIfAbsent(text, key -> footnotes.size() + 1))
                            .toList());
        }
    }

    /** Classes of boxes and tables; headings below the page's own. */
    private static final class Classes implements AttributeProvider {

        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (node instanceof BlockQuote quote && boxTitle(quote) instanceof String title) {
                attributes.put("class", "mb-box" + (title.startsWith("2017") ? " mb-box-2017" : ""));
            } else if (node instanceof TableBlock) {
                attributes.put("class", "mb-lesson-table");
            } else if (node instanceof Heading) {
                attributes.put("class", "mb-lesson-heading");
            } else if (node instanceof Image) {
                attributes.put("loading", "lazy");
                attributes.put("class", "mb-lesson-picture");
            } else if (node instanceof Link link && isAttachment(link.getDestination())) {
                attributes.put("router-ignore", "");
            } else if (node instanceof TableCell cell && cell.isHeader()) {
                attributes.put("scope", "col");
            }
        }

        /** A box is a block quote whose first line is nothing but bold. */
        private static @Nullable String boxTitle(BlockQuote quote) {
            return quote.getFirstChild() instanceof Paragraph first
                            && first.getFirstChild() instanceof StrongEmphasis strong
                            && strong.getNext() == null
                            && strong.getFirstChild() instanceof Text title
                    ? title.getLiteral()
                    : null;
        }
    }

    private static final class Marks implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter writer;
        private final Words words;
        private final String path;

        Marks(HtmlNodeRendererContext context, Words words, String path) {
            this.context = context;
            this.writer = context.getWriter();
            this.words = words;
            this.path = path;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FootnoteMarks.class, MissingValue.class, Drawing.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof FootnoteMarks marks) {
                writer.tag("sup");
                for (var number : marks.numbers) {
                    var attributes = new LinkedHashMap<String, String>();
                    attributes.put("class", "mb-mark");
                    attributes.put("href", path + "#fn-" + number);
                    attributes.put("router-ignore", "");
                    writer.tag("a", attributes);
                    writer.text("[" + number + "]");
                    writer.tag("/a");
                }
                writer.tag("/sup");
            } else if (node instanceof MissingValue missing) {
                writer.tag("span", Map.of("class", "mb-missing"));
                writer.text(missing.words);
                writer.tag("/span");
            } else if (node instanceof Drawing drawing) {
                draw(drawing);
            }
        }

        private void draw(Drawing drawing) {
            writer.line();
            writer.tag("figure", Map.of("class", "mb-picture"));
            writer.raw(drawing.svg);
            writer.tag("figcaption");
            writer.text(drawing.caption);
            writer.tag("/figcaption");
            writer.tag("details");
            writer.tag("summary");
            writer.text(words.inWords);
            writer.tag("/summary");
            writer.line();
            for (var child = drawing.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            writer.tag("/details");
            writer.tag("/figure");
            writer.line();
        }
    }
}
