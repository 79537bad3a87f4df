package cn.mingbai.quizzes.formats;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.QuestionTidy;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Moodle's XML. A document type or an entity is refused; a kind that the bank does not have is left out and reported. */
final class MoodleXmlFormat {

    private static final int DEEPEST = 30;
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(?:\\.\\d{1,6})?");
    private static final Pattern WEIGHT = Pattern.compile("-?\\d{1,3}(?:\\.\\d{1,10})?");

    private MoodleXmlFormat() {}

    // ---- reading

    /** An element with its text and its children. */
    private static final class Node {
        private final String name;
        private final int line;
        private final Map<String, String> attributes = new HashMap<>();
        private final List<Node> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Node(String name, int line) {
            this.name = name;
            this.line = line;
        }

        List<Node> all(String child) {
            return children.stream().filter(one -> one.name.equals(child)).toList();
        }

        @Nullable
        Node first(String child) {
            return children.stream()
                    .filter(one -> one.name.equals(child))
                    .findFirst()
                    .orElse(null);
        }

        String textOf(String child) {
            var found = first(child);
            return found == null ? "" : found.text.toString().strip();
        }
    }

    static Reading read(byte[] bytes) {
        var refused = new ArrayList<Refused>();
        var leftOut = new ArrayList<Refused>();
        var found = new ArrayList<Reading.Found>();
        var root = tree(bytes);
        if (!root.name.equals("quiz")) {
            throw new RuleViolation("quizzes.files.xml-root", RawQuestion.cut(root.name));
        }
        for (var node : root.all("question")) {
            var faults = new ArrayList<Refused>();
            var reader = new QuestionReader(node, faults, leftOut);
            var question = reader.question();
            if (question != null && faults.isEmpty()) {
                RawQuestion.checked(node.line, question, faults);
            }
            if (!faults.isEmpty()) {
                refused.add(faults.getFirst());
            } else if (question != null) {
                found.add(new Reading.Found(
                        node.line,
                        QuestionTidy.tidied(question, question.about().code())));
                if (reader.lost) {
                    leftOut.add(new Refused(node.line, "", "quizzes.files.left-out.pictures"));
                }
                if (reader.feedback) {
                    leftOut.add(new Refused(node.line, "", "quizzes.files.left-out.feedback"));
                }
            }
            if (found.size() > Reading.MOST) {
                throw new RuleViolation("quizzes.files.too-many", Reading.MOST);
            }
        }
        return new Reading(FileFormat.MOODLE_XML, found, refused, leftOut);
    }

    private static Node tree(byte[] bytes) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // The parser would report bytes that are no text to the terminal.
        factory.setXMLReporter((message, type, information, location) -> {});
        try {
            return tree(factory.createXMLStreamReader(new StringReader(decoded(bytes))));
        } catch (XMLStreamException broken) {
            var line = broken.getLocation() == null
                    ? 1
                    : Math.max(1, broken.getLocation().getLineNumber());
            throw new RuleViolation("quizzes.files.xml-broken", line);
        }
    }

    // Moodle itself is strict about what stands before the declaration; people's editors are not.
    private static String decoded(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 300), StandardCharsets.ISO_8859_1);
        var declared = DECLARED.matcher(start);
        var name = declared.find() ? declared.group(1) : StandardCharsets.UTF_8.name();
        Charset named;
        try {
            named = Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new RuleViolation("core.sheet.encoding", name);
        }
        var text = CharBuffer.allocate(bytes.length + 1);
        var result = named.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), text, true);
        var read = text.flip().toString();
        if (result.isError() || result.isOverflow()) {
            throw new RuleViolation(
                    "quizzes.files.xml-broken",
                    1 + read.chars().filter(c -> c == '\n').count());
        }
        return read.replace("\uFEFF", "").stripLeading();
    }

    private static Node tree(XMLStreamReader reader) throws XMLStreamException {
        var open = new ArrayDeque<Node>();
        @Nullable Node root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new RuleViolation(
                            "quizzes.files.xml-type",
                            Math.max(1, reader.getLocation().getLineNumber()));
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= DEEPEST) {
                        throw new RuleViolation(
                                "quizzes.files.xml-deep",
                                DEEPEST,
                                reader.getLocation().getLineNumber());
                    }
                    var node =
                            new Node(reader.getLocalName(), reader.getLocation().getLineNumber());
                    for (var i = 0; i < reader.getAttributeCount(); i++) {
                        node.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                    }
                    if (open.isEmpty()) {
                        root = node;
                    } else {
                        open.peek().children.add(node);
                    }
                    open.push(node);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(reader.getText());
                    }
                }
                default -> {}
            }
        }
        if (root == null) {
            throw new RuleViolation("quizzes.files.xml-broken", 1);
        }
        return root;
    }

    private static final class QuestionReader {
        private final Node node;
        private final List<Refused> faults;
        private final List<Refused> leftOut;
        private boolean lost;
        private boolean feedback;

        QuestionReader(Node node, List<Refused> faults, List<Refused> leftOut) {
            this.node = node;
            this.faults = faults;
            this.leftOut = leftOut;
        }

        @Nullable
        Question question() {
            var type = node.attributes.getOrDefault("type", "");
            if (type.equals("category")) {
                return null;
            }
            var stem = text(node.first("questiontext"));
            var meta = new MoodleMeta();
            meta.code = node.textOf("idnumber");
            var tags = node.first("tags");
            if (tags != null) {
                tags.all("tag").forEach(tag -> meta.tag(tag.textOf("text")));
            }
            var about = meta.about(stem, text(node.first("generalfeedback")));
            for (var name : List.of("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")) {
                var said = node.first(name);
                feedback |= said != null
                        && !said.textOf("text").isBlank()
                        && node.all("answer").isEmpty();
            }
            return switch (type) {
                case "multichoice" -> choice(about);
                case "truefalse" -> judged(about);
                case "numerical" -> numeric(about, meta);
                case "shortanswer" -> shortText(about);
                case "matching" -> matching(about);
                default -> {
                    leftOut.add(new Refused(
                            node.line,
                            "",
                            type.startsWith("calculated")
                                    ? "quizzes.files.left-out.calculated"
                                    : "quizzes.files.left-out.type",
                            RawQuestion.cut(type),
                            RawQuestion.cut(stem)));
                    yield null;
                }
            };
        }

        private String text(@Nullable Node holder) {
            if (holder == null) {
                return "";
            }
            var inner = holder.first("text");
            var text = (inner == null ? holder.text : inner.text).toString();
            lost |= !holder.all("file").isEmpty();
            if (!holder.attributes.getOrDefault("format", "html").contains("html")
                    && !holder.attributes.getOrDefault("format", "").equals("moodle_auto_format")) {
                return text;
            }
            var plain = HtmlText.of(text);
            lost |= plain.lost();
            return plain.text();
        }

        private @Nullable List<Choices.Weighted> answers() {
            var answers = new ArrayList<Choices.Weighted>();
            for (var answer : node.all("answer")) {
                var fraction = answer.attributes.getOrDefault("fraction", "0").strip();
                if (!WEIGHT.matcher(fraction).matches()) {
                    faults.add(new Refused(
                            answer.line,
                            Vocabulary.heading("answer"),
                            "quizzes.files.fraction",
                            RawQuestion.cut(fraction)));
                    return null;
                }
                var said = answer.first("feedback");
                feedback |= said != null && !said.textOf("text").isBlank();
                answers.add(new Choices.Weighted(answer.line, Double.parseDouble(fraction), text(answer)));
            }
            if (answers.isEmpty()) {
                faults.add(new Refused(node.line, Vocabulary.heading("answer"), "quizzes.files.answer-missing", ""));
                return null;
            }
            return answers;
        }

        private @Nullable Question choice(About about) {
            var answers = answers();
            if (answers == null) {
                return null;
            }
            var single = node.textOf("single");
            var several = single.equals("false") || single.equals("0");
            return Choices.question(node.line, about, answers, several, faults, leftOut);
        }

        private @Nullable Question judged(About about) {
            var answers = answers();
            if (answers == null) {
                return null;
            }
            var right =
                    answers.stream().filter(answer -> answer.weight() == 100).toList();
            var truth =
                    right.size() == 1 ? Vocabulary.truth(right.getFirst().text()) : java.util.Optional.<Boolean>empty();
            if (truth.isEmpty()) {
                faults.add(new Refused(
                        node.line,
                        Vocabulary.heading("answer"),
                        "quizzes.files.truth",
                        right.isEmpty() ? "" : RawQuestion.cut(right.getFirst().text())));
                return null;
            }
            return new TrueFalse(about, truth.get());
        }

        private @Nullable Question numeric(About about, MoodleMeta meta) {
            var answers = answers();
            if (answers == null) {
                return null;
            }
            var index = -1;
            for (var i = 0; i < answers.size(); i++) {
                if (answers.get(i).weight() == 100 && index < 0) {
                    index = i;
                } else if (answers.get(i).weight() > 0) {
                    leftOut.add(new Refused(
                            answers.get(i).line(),
                            Vocabulary.heading("answer"),
                            "quizzes.files.left-out.part-mark",
                            MoodleMeta.shown(answers.get(i).weight())));
                }
            }
            if (index < 0) {
                faults.add(new Refused(node.line, Vocabulary.heading("answer"), "quizzes.files.one-right", 0));
                return null;
            }
            var answer = node.all("answer").get(index);
            var tolerance = answer.textOf("tolerance");
            var units = node.first("units");
            var unit = units == null || units.first("unit") == null
                    ? meta.unit
                    : java.util.Objects.requireNonNull(units.first("unit")).textOf("unit_name");
            var right = number(answer.line, "answer", answers.get(index).text());
            var off = tolerance.isEmpty() ? BigDecimal.ZERO : number(answer.line, "tolerance", tolerance);
            return right == null || off == null ? null : new Numeric(about, right, off, unit);
        }

        private @Nullable BigDecimal number(int line, String part, String written) {
            var text = written.strip();
            if (NUMBER.matcher(text).matches()) {
                return new BigDecimal(text);
            }
            faults.add(new Refused(line, Vocabulary.heading(part), "quizzes.files.number", RawQuestion.cut(written)));
            return null;
        }

        private @Nullable Question shortText(About about) {
            var answers = answers();
            if (answers == null) {
                return null;
            }
            var accepted = new ArrayList<String>();
            for (var answer : answers) {
                if (answer.weight() == 100) {
                    accepted.add(answer.text());
                } else if (answer.weight() > 0) {
                    leftOut.add(new Refused(
                            answer.line(),
                            Vocabulary.heading("answer"),
                            "quizzes.files.left-out.part-mark",
                            MoodleMeta.shown(answer.weight())));
                }
            }
            return new ShortText(about, accepted);
        }

        private @Nullable Question matching(About about) {
            var pairs = new ArrayList<Choices.Pair>();
            for (var sub : node.all("subquestion")) {
                var answer = sub.first("answer");
                pairs.add(new Choices.Pair(
                        text(sub).strip(),
                        answer == null ? "" : answer.textOf("text").strip()));
            }
            return Choices.matching(node.line, about, pairs, faults);
        }
    }

    // ---- writing

    static Written write(List<Question> questions) {
        var leftOut = new ArrayList<Written.LeftOut>();
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
        for (var question : questions) {
            var body = body(question);
            if (body == null) {
                leftOut.add(new Written.LeftOut(
                        question.about().code(), "quizzes.files.left-out.kind." + QuestionJson.kind(question)));
                continue;
            }
            var about = question.about();
            xml.append("  <question type=\"").append(type(question)).append("\">\n");
            xml.append("    <name><text>").append(escaped(about.code())).append("</text></name>\n");
            xml.append("    <questiontext format=\"plain_text\"><text>")
                    .append(escaped(about.stem()))
                    .append("</text></questiontext>\n");
            xml.append("    <generalfeedback format=\"plain_text\"><text>")
                    .append(escaped(about.explanation()))
                    .append("</text></generalfeedback>\n");
            xml.append("    <defaultgrade>1</defaultgrade>\n    <penalty>0</penalty>\n    <hidden>0</hidden>\n");
            xml.append("    <idnumber>").append(escaped(about.code())).append("</idnumber>\n");
            xml.append(body);
            var tags = MoodleMeta.tags(about, "");
            if (!tags.isEmpty()) {
                xml.append("    <tags>");
                tags.forEach(
                        tag -> xml.append("<tag><text>").append(escaped(tag)).append("</text></tag>"));
                xml.append("</tags>\n");
            }
            xml.append("  </question>\n");
        }
        return new Written(xml.append("</quiz>\n").toString().getBytes(StandardCharsets.UTF_8), leftOut);
    }

    private static String type(Question question) {
        return switch (question) {
            case SingleChoice single -> "multichoice";
            case MultipleChoice multiple -> "multichoice";
            case TrueFalse trueFalse -> "truefalse";
            case Numeric numeric -> "numerical";
            case ShortText shortText -> "shortanswer";
            case Matching matching -> "matching";
            case Day day -> "";
            case Ordering ordering -> "";
            case Scenario scenario -> "";
            case ScenarioPart part -> "";
        };
    }

    private static @Nullable String body(Question question) {
        return switch (question) {
            case SingleChoice single -> {
                var body = new StringBuilder("    <single>true</single>\n    <shuffleanswers>true</shuffleanswers>\n");
                single.options()
                        .forEach(option ->
                                answer(body, option.key().equals(single.answer()) ? "100" : "0", option.text()));
                yield body.toString();
            }
            case MultipleChoice multiple -> {
                var body = new StringBuilder("    <single>false</single>\n    <shuffleanswers>true</shuffleanswers>\n");
                var share = MoodleMeta.share(multiple.answer().size());
                multiple.options()
                        .forEach(option ->
                                answer(body, multiple.answer().contains(option.key()) ? share : "-100", option.text()));
                yield body.toString();
            }
            case TrueFalse trueFalse -> {
                var body = new StringBuilder();
                answer(body, trueFalse.answer() ? "100" : "0", "true");
                answer(body, trueFalse.answer() ? "0" : "100", "false");
                yield body.toString();
            }
            case Numeric numeric ->
                "    <answer fraction=\"100\" format=\"plain_text\"><text>"
                        + QuestionParts.plain(numeric.answer())
                        + "</text><tolerance>"
                        + QuestionParts.plain(numeric.tolerance())
                        + "</tolerance></answer>\n"
                        + (numeric.unit().isBlank()
                                ? ""
                                : "    <units><unit><multiplier>1</multiplier><unit_name>"
                                        + escaped(numeric.unit())
                                        + "</unit_name></unit></units>\n");
            case ShortText shortText -> {
                var body = new StringBuilder("    <usecase>0</usecase>\n");
                shortText.accepted().forEach(text -> answer(body, "100", text));
                yield body.toString();
            }
            case Matching matching -> {
                var body = new StringBuilder("    <shuffleanswers>true</shuffleanswers>\n");
                for (var one : matching.left()) {
                    pair(
                            body,
                            one.text(),
                            Option.text(matching.right(), matching.answer().get(one.key())));
                }
                matching.right().stream()
                        .filter(target -> !matching.answer().containsValue(target.key()))
                        .forEach(target -> pair(body, "", target.text()));
                yield body.toString();
            }
            case Day day -> null;
            case Ordering ordering -> null;
            case Scenario scenario -> null;
            case ScenarioPart part -> null;
        };
    }

    private static void answer(StringBuilder body, String fraction, String text) {
        body.append("    <answer fraction=\"")
                .append(fraction)
                .append("\" format=\"plain_text\"><text>")
                .append(escaped(text))
                .append("</text></answer>\n");
    }

    private static void pair(StringBuilder body, String left, String right) {
        body.append("    <subquestion format=\"plain_text\"><text>")
                .append(escaped(left))
                .append("</text><answer><text>")
                .append(escaped(right))
                .append("</text></answer></subquestion>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
