package cn.mingbai.courses.curriculum;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.Originals;
import cn.mingbai.courses.curriculum.ShippedCourse.ShippedLesson;
import cn.mingbai.courses.curriculum.ShippedPictures.ShippedPicture;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What every shipped drawing has to have, for whoever draws one. */
class ShippedPicturesTest {

    private static final String SVG = "http://www.w3.org/2000/svg";

    /** Nothing else is needed to draw boxes, lines and words; none of it can act, load or point anywhere. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("svg", Set.of("xmlns", "viewBox", "role", "aria-labelledby")),
            Map.entry("title", Set.of("id")),
            Map.entry("desc", Set.of("id")),
            Map.entry("g", Set.of()),
            Map.entry(
                    "rect",
                    Set.of("x", "y", "width", "height", "rx", "fill", "stroke", "stroke-width", "stroke-dasharray")),
            Map.entry("circle", Set.of("cx", "cy", "r", "fill", "stroke", "stroke-width")),
            Map.entry("path", Set.of("d", "fill", "stroke", "stroke-width", "stroke-dasharray")),
            Map.entry("text", Set.of("x", "y", "font-size", "font-weight", "text-anchor", "fill")),
            Map.entry("tspan", Set.of("font-size", "font-weight", "fill")));

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9#., :/-]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+(?:[.,][0-9]+)*");
    private static final Pattern SOURCE_CODE = Pattern.compile("(?m)^- code: (\\w+)$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    private static final double SMALLEST = 14;
    private static final double CONTRAST = 4.5;

    static Stream<ShippedPicture> pictures() {
        return ShippedPictures.all().values().stream();
    }

    private static Element root(ShippedPicture picture) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(picture.svg())))
                    .getDocumentElement();
        } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException | IOException malformed) {
            throw new AssertionError("expected well-formed XML in " + picture.name(), malformed);
        }
    }

    /** All elements in their order. */
    private static List<Element> elements(Element from) {
        var found = new ArrayList<Element>();
        found.add(from);
        for (var child = from.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.addAll(elements(element));
            }
        }
        return found;
    }

    private static List<Element> elements(ShippedPicture picture, String name) {
        return elements(root(picture)).stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    /** The labels in the order in which they are read. */
    private static String labels(ShippedPicture picture) {
        return elements(picture, "text").stream().map(Node::getTextContent).collect(Collectors.joining());
    }

    private static Set<String> articles(String text) {
        var found = new TreeSet<String>();
        var brackets = Citation.BRACKETS.matcher(text);
        while (brackets.find()) {
            for (var citation : Citation.parse(brackets.group(1))) {
                citation.articles().forEach(article -> found.add(citation.source() + " " + article));
            }
        }
        return found;
    }

    private static List<Image> references(ShippedLesson lesson) {
        var found = new ArrayList<Image>();
        LessonRenderer.parse(lesson.body()).accept(new AbstractVisitor() {
            @Override
            public void visit(Image picture) {
                if (ShippedPictures.isMeant(picture.getDestination())) {
                    found.add(picture);
                }
            }
        });
        return found;
    }

    @Test
    void everyReferenceHasItsPictureAndEveryPictureItsLesson() {
        var shown = new HashSet<String>();
        for (var course : ShippedCourse.all()) {
            for (var lesson : course.lessons()) {
                for (var reference : references(lesson)) {
                    var address = reference.getDestination();
                    assertThat(ShippedPictures.at(address))
                            .as(lesson.code() + " " + address)
                            .isPresent();
                    assertThat(LessonRenderer.isAlone(reference))
                            .as(address + " in " + lesson.code() + " is a paragraph of its own")
                            .isTrue();
                    assertThat(LessonRenderer.alternative(reference))
                            .as("caption of " + address + " in " + lesson.code())
                            .isNotBlank();
                    shown.add(address.substring(ShippedPictures.SCHEME.length()));
                }
            }
        }
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(ShippedPictures.all().keySet());
    }

    @Test
    void whatPeopleWouldRatherLookAtIsDrawn() {
        assertThat(ShippedPictures.all())
                .as(
                        "a flow with its time limits, the decision who qualifies, the line of days, the relatives, the schemes")
                .containsKeys("apply-to-decision", "who-qualifies", "deadline-line", "relatives", "which-scheme");
        for (var course : ShippedCourse.all()) {
            assertThat(course.lessons().stream()
                            .mapToInt(lesson -> references(lesson).size())
                            .sum())
                    .as("drawings of course " + course.code())
                    .isPositive();
        }
    }

    @Test
    void everyArticleOfAPictureIsAmongTheSourcesOfTheLessonThatShowsIt() throws IOException {
        for (var course : ShippedCourse.all()) {
            for (var lesson : course.lessons()) {
                var file = resource("/courses/content/" + course.code() + "/" + lesson.code() + ".md");
                var head = file.substring(0, file.indexOf("\n---\n", 3)).lines().toList();
                for (var reference : references(lesson)) {
                    var picture = ShippedPictures.at(reference.getDestination()).orElseThrow();
                    assertThat(articles(picture.text()))
                            .as("sources that " + lesson.code() + " lists for " + picture.name())
                            .allMatch(article -> head.contains("  - " + article));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void drawsAndDoesNothingElse(ShippedPicture picture) {
        assertThat(picture.svg()).doesNotContain("<!", "<?", "&#");
        for (var element : elements(root(picture))) {
            assertThat(element.getNamespaceURI()).isEqualTo(SVG);
            assertThat(ALLOWED).as("elements of " + picture.name()).containsKey(element.getTagName());
            var attributes = element.getAttributes();
            for (var i = 0; i < attributes.getLength(); i++) {
                var name = attributes.item(i).getNodeName();
                assertThat(ALLOWED.get(element.getTagName()))
                        .as("attributes of " + element.getTagName() + " in " + picture.name())
                        .contains(name);
                assertThat(attributes.item(i).getNodeValue()).as(name).matches(VALUE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isCalledSomethingAndDescribed(ShippedPicture picture) {
        var name = picture.name();
        assertThat(name).matches("[a-z0-9-]{1,60}");
        var root = root(picture);
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-labelledby")).isEqualTo(name + "-title " + name + "-desc");
        var title = elements(picture, "title");
        var description = elements(picture, "desc");
        assertThat(title).hasSize(1);
        assertThat(description).hasSize(1);
        assertThat(title.getFirst().getAttribute("id")).isEqualTo(name + "-title");
        assertThat(description.getFirst().getAttribute("id")).isEqualTo(name + "-desc");
        assertThat(title.getFirst().getTextContent()).hasSizeBetween(5, 40);
        assertThat(description.getFirst().getTextContent()).hasSizeBetween(20, 160);
        assertThat(ShippedPictures.all().values().stream()
                        .filter(other -> other.title().equals(picture.title())))
                .as("pictures of this title")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void saysItsRulesWithTheirSourcesAndTheSameInWords(ShippedPicture picture) throws IOException {
        var cited = articles(labels(picture));
        assertThat(cited).as("articles that " + picture.name() + " cites").isNotEmpty();
        assertThat(articles(picture.text()))
                .as("articles in words of " + picture.name())
                .isEqualTo(cited);
        var known = SOURCE_CODE
                .matcher(resource("/core/content/policy/sources.yaml"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(cited).allMatch(article -> known.contains(article.substring(0, article.indexOf(' '))));
        assertThat(DIGITS.matcher(picture.text()).results().map(found -> found.group()))
                .as("numbers that the words of " + picture.name() + " say too")
                .containsAll(elements(picture, "text").stream()
                        .map(Node::getTextContent)
                        // The number of a step stands alone.
                        .filter(label -> !label.matches("[0-9]"))
                        .map(label -> Citation.BRACKETS.matcher(label).replaceAll(" "))
                        .flatMap(label -> DIGITS.matcher(label).results().map(found -> found.group()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void speaksInWordsOfItsOwnAndLeavesNothingUnsaid(ShippedPicture picture) {
        assertThat(Originals.copied(labels(picture))).as(picture.name()).isEmpty();
        assertThat(Originals.copied(picture.text())).as(picture.name()).isEmpty();
        assertThat(Originals.copied(
                        picture.title() + elements(picture, "desc").getFirst().getTextContent()))
                .isEmpty();
        assertThat(picture.svg() + picture.text())
                .doesNotContainPattern("TODO|TBD|XXX|待补|待定|略。|unverified|\\[local]|\\[example]|\\[secondary]");
        assertThat(picture.svg()).as("local values belong into the words").doesNotContain("{{");
        assertThat(PLACEHOLDER.matcher(picture.text()).results().map(found -> found.group(1)))
                .allMatch(key -> SettingKey.of(key).isPresent());
    }

    /**
     * A label.
     *
     * @param left where it begins
     * @param right where it ends, by an estimate: a Han character is as wide as it is high
     */
    private record Label(Element element, String text, double size, double left, double right, double bottom) {

        double top() {
            return bottom - size;
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** Footnotes stand there as numbers when the lesson is read. */
    private static double width(Node node, double size) {
        var width = 0.0;
        for (var child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element part) {
                width += width(part, part.hasAttribute("font-size") ? number(part, "font-size") : size);
            } else {
                var shown = Citation.BRACKETS
                        .matcher(child.getTextContent())
                        .replaceAll(found ->
                                "[99]".repeat(Citation.parse(found.group(1)).size()));
                width += shown.codePoints()
                        .mapToDouble(c -> c < 0x2000 ? size * 0.5 : size)
                        .sum();
            }
        }
        return width;
    }

    private static Label label(Element text) {
        var size = number(text, "font-size");
        var width = width(text, size);
        var x = number(text, "x");
        var left = switch (text.getAttribute("text-anchor")) {
            case "middle" -> x - width / 2;
            case "end" -> x - width;
            default -> x;
        };
        return new Label(text, text.getTextContent(), size, left, left + width, number(text, "y"));
    }

    /** What was painted last under the middle of a label: a box or a circle, or null for the page. */
    private static @org.jspecify.annotations.Nullable Element under(Label label, List<Element> painted) {
        var x = (label.left() + Math.min(label.right(), label.left() + 2 * label.size())) / 2;
        var y = label.bottom() - label.size() / 3;
        return painted.stream()
                .takeWhile(element -> element != label.element())
                .filter(element -> switch (element.getTagName()) {
                    case "rect" ->
                        x >= number(element, "x")
                                && x <= number(element, "x") + number(element, "width")
                                && y >= number(element, "y")
                                && y <= number(element, "y") + number(element, "height");
                    case "circle" ->
                        Math.hypot(x - number(element, "cx"), y - number(element, "cy")) <= number(element, "r");
                    default -> false;
                })
                .reduce((one, later) -> later)
                .orElse(null);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void canBeReadOnAPhone(ShippedPicture picture) {
        var box = root(picture).getAttribute("viewBox").split(" ");
        var width = Double.parseDouble(box[2]);
        var height = Double.parseDouble(box[3]);
        assertThat(List.of(box[0], box[1])).containsExactly("0", "0");
        assertThat(width).as("made for a phone").isBetween(320.0, 400.0);
        assertThat(height).isBetween(100.0, 1100.0);
        assertThat(elements(root(picture)).stream().filter(element -> element.hasAttribute("font-size")))
                .allMatch(element -> number(element, "font-size") >= SMALLEST);
        var painted = elements(root(picture));
        for (var element : painted) {
            if (element.getTagName().equals("text")) {
                var label = label(element);
                assertThat(label.left()).as(label.text()).isGreaterThanOrEqualTo(0);
                assertThat(label.right()).as(label.text()).isLessThanOrEqualTo(width);
                assertThat(label.top()).as(label.text()).isGreaterThanOrEqualTo(0);
                assertThat(label.bottom() + label.size() / 4).as(label.text()).isLessThanOrEqualTo(height);
                var under = under(label, painted);
                if (under != null && under.getTagName().equals("rect")) {
                    assertThat(label.right())
                            .as(label.text() + " stays in its box")
                            .isLessThanOrEqualTo(number(under, "x") + number(under, "width"));
                    assertThat(label.bottom() + label.size() / 4)
                            .as(label.text() + " stays in its box")
                            .isLessThanOrEqualTo(number(under, "y") + number(under, "height"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void noLabelLiesOnAnother(ShippedPicture picture) {
        var labels = elements(picture, "text").stream()
                .map(ShippedPicturesTest::label)
                .toList();
        for (var one : labels) {
            for (var other : labels) {
                if (one != other) {
                    assertThat(one.left() < other.right()
                                    && other.left() < one.right()
                                    && one.top() + 1 < other.bottom()
                                    && other.top() + 1 < one.bottom())
                            .as(one.text() + " on " + other.text() + " in " + picture.name())
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void standsOutFromWhatItIsWrittenOn(ShippedPicture picture) {
        var painted = elements(root(picture));
        for (var text : painted) {
            if (text.getTagName().equals("text")) {
                var under = under(label(text), painted);
                var ground = under == null ? "#ffffff" : under.getAttribute("fill");
                for (var part : elements(text)) {
                    if (part.hasAttribute("fill")) {
                        assertThat(contrast(part.getAttribute("fill"), ground))
                                .as(part.getTextContent() + " on " + ground + " in " + picture.name())
                                .isGreaterThanOrEqualTo(CONTRAST);
                    }
                }
                assertThat(text.hasAttribute("fill")).isTrue();
            }
        }
    }

    private static double contrast(String one, String other) {
        var lighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** Relative luminance as WCAG 2.2 defines it. */
    private static double luminance(String colour) {
        assertThat(colour).matches("#[0-9a-f]{6}");
        var rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    }

    private static double channel(int value) {
        var share = (value & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String resource(String path) throws IOException {
        try (var stream = ShippedPicturesTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        }
    }
}
