package cn.mingbai.quizzes.formats;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.QuestionText;
import cn.mingbai.quizzes.questions.QuestionTidy;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moodle's GIFT: questions apart by blank lines, {@code ::name::stem{=right ~wrong####explanation}}; {@code ~ = # { } :}
 * and the backslash are escaped. A comment before a question holds its code and tags, {@code // [id:…] [tag:…]}.
 */
final class GiftFormat {

    private static final String SPECIAL = "~=#{}:\\";
    private static final Pattern META = Pattern.compile("\\[(id|tag):((?:[^\\]\\\\]|\\\\.)*)]");
    private static final Pattern MARKER = Pattern.compile("\\[(html|moodle|plain|markdown)]");
    private static final Pattern WEIGHT = Pattern.compile("%(-?\\d{1,3}(?:\\.\\d{1,7})?)%");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(?:\\.\\d{1,6})?");
    private static final String GAP = " _____ ";
    private static final String ARROW = "->";

    private GiftFormat() {}

    static boolean looksLike(String text) {
        return text.lines()
                        .anyMatch(line -> line.startsWith("::") || line.strip().startsWith("$CATEGORY"))
                || Pattern.compile("(?<!\\\\)\\{[^{}]{0,2000}(?<!\\\\)[=~#][^{}]{0,5000}(?<!\\\\)}")
                        .matcher(text)
                        .find()
                || Pattern.compile("\\{\\s{0,5}(?:T|F|TRUE|FALSE)\\s{0,5}}")
                        .matcher(text)
                        .find();
    }

    // ---- reading

    /** A line of the file that is no comment. */
    private record Line(int number, String text) {}

    static Reading read(String text) {
        var found = new ArrayList<Reading.Found>();
        var refused = new ArrayList<Refused>();
        var leftOut = new ArrayList<Refused>();
        var block = new ArrayList<Line>();
        var meta = new MoodleMeta();
        var number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            var stripped = line.strip();
            if (stripped.startsWith("//")) {
                meta(stripped, meta);
            } else if (stripped.isEmpty()) {
                if (!block.isEmpty()) {
                    new Block(block, meta, refused, leftOut).read(found);
                    block = new ArrayList<>();
                    meta = new MoodleMeta();
                }
            } else if (stripped.startsWith("$CATEGORY") && block.isEmpty()) {
                // Moodle's folders: the course is chosen here.
                meta = new MoodleMeta();
            } else {
                block.add(new Line(number, line));
            }
            if (found.size() > Reading.MOST) {
                throw new RuleViolation("quizzes.files.too-many", Reading.MOST);
            }
        }
        if (!block.isEmpty()) {
            new Block(block, meta, refused, leftOut).read(found);
        }
        return new Reading(FileFormat.GIFT, found, refused, leftOut);
    }

    private static void meta(String comment, MoodleMeta meta) {
        META.matcher(comment).results().forEach(match -> {
            var value = match.group(2).replaceAll("\\\\(.)", "$1");
            if (match.group(1).equals("id")) {
                meta.code = value.strip();
            } else {
                meta.tag(value);
            }
        });
    }

    /** The lines of one question. */
    private static final class Block {

        private final List<Line> lines;
        private final String text;
        private final MoodleMeta meta;
        private final List<Refused> refused;
        private final List<Refused> leftOut;
        private boolean html;
        private boolean lost;

        Block(List<Line> lines, MoodleMeta meta, List<Refused> refused, List<Refused> leftOut) {
            this.lines = List.copyOf(lines);
            this.text = String.join("\n", lines.stream().map(Line::text).toList());
            this.meta = meta;
            this.refused = refused;
            this.leftOut = leftOut;
        }

        private int start() {
            return lines.getFirst().number();
        }

        private int lineOf(int position) {
            var before = text.substring(0, Math.min(position, text.length()));
            return lines.get((int) before.chars().filter(c -> c == '\n').count())
                    .number();
        }

        void read(List<Reading.Found> found) {
            var faults = new ArrayList<Refused>();
            var question = question(faults);
            if (question != null && faults.isEmpty()) {
                RawQuestion.checked(start(), question, faults);
            }
            if (!faults.isEmpty()) {
                refused.add(faults.getFirst());
            } else if (question != null) {
                found.add(new Reading.Found(
                        start(), QuestionTidy.tidied(question, question.about().code())));
                if (lost) {
                    leftOut.add(new Refused(start(), "", "quizzes.files.left-out.pictures"));
                }
            }
        }

        private @Nullable Question question(List<Refused> faults) {
            var at = 0;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (text.startsWith("::", at)) {
                var end = find("::", at + 2, text.length());
                if (end < 0) {
                    faults.add(new Refused(start(), Vocabulary.heading("stem"), "quizzes.files.gift-name"));
                    return null;
                }
                at = end + 2;
            }
            var marker = MARKER.matcher(text).region(skipWhite(at), text.length());
            if (marker.lookingAt()) {
                html = marker.group(1).equals("html");
                at = marker.end();
            }
            var open = find("{", at, text.length());
            if (open < 0) {
                var stray = find("}", at, text.length());
                if (stray >= 0) {
                    faults.add(new Refused(lineOf(stray), "", "quizzes.files.gift-open"));
                } else {
                    leftOut.add(new Refused(
                            start(),
                            "",
                            "quizzes.files.left-out.description",
                            RawQuestion.cut(plain(at, text.length()))));
                }
                return null;
            }
            var close = find("}", open + 1, text.length());
            if (close < 0) {
                faults.add(new Refused(lineOf(open), "", "quizzes.files.gift-close"));
                return null;
            }
            var second = find("{", open + 1, close);
            if (second < 0) {
                second = find("{", close + 1, text.length());
            }
            if (second >= 0) {
                faults.add(new Refused(lineOf(second), "", "quizzes.files.gift-twice"));
                return null;
            }
            var rest = plain(close + 1, text.length());
            var stem = plain(at, open) + (rest.isBlank() ? "" : GAP + rest);
            var general = find("####", open + 1, close);
            var explanation = general < 0 ? "" : plain(general + 4, close);
            var end = general < 0 ? close : general;
            return answered(stem, explanation, open + 1, end, faults);
        }

        private @Nullable Question answered(String stem, String explanation, int from, int to, List<Refused> faults) {
            var about = meta.about(stem, explanation);
            var body = text.substring(from, to).strip();
            if (body.isEmpty()) {
                leftOut.add(new Refused(start(), "", "quizzes.files.left-out.essay", RawQuestion.cut(stem)));
                return null;
            }
            var first = skipWhite(from);
            if (text.charAt(first) == '#') {
                return numeric(about, first + 1, to, faults);
            }
            var feedback = find("#", first, to);
            var word =
                    text.substring(first, feedback < 0 ? to : feedback).strip().toUpperCase(Locale.ROOT);
            if (word.equals("T") || word.equals("TRUE") || word.equals("F") || word.equals("FALSE")) {
                if (feedback >= 0) {
                    feedbackLost(first);
                }
                return new TrueFalse(about, word.startsWith("T"));
            }
            return listed(about, answers(first, to, faults), faults);
        }

        /**
         * An answer of the list.
         *
         * @param weight in per cent, or null when none is written
         */
        private record Written(
                int line, char sign, @Nullable Double weight, String text) {}

        private List<Written> answers(int from, int to, List<Refused> faults) {
            var written = new ArrayList<Written>();
            var starts = new ArrayList<Integer>();
            for (var i = from; i < to; i++) {
                var c = text.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == '=' || c == '~') {
                    starts.add(i);
                }
            }
            if (starts.isEmpty() || starts.getFirst() != from) {
                faults.add(new Refused(
                        lineOf(from),
                        Vocabulary.heading("answer"),
                        "quizzes.files.gift-answers",
                        RawQuestion.cut(text.substring(from, Math.min(to, from + 40)))));
                return List.of();
            }
            for (var i = 0; i < starts.size(); i++) {
                var begin = starts.get(i) + 1;
                var end = i + 1 < starts.size() ? starts.get(i + 1) : to;
                var feedback = find("#", begin, end);
                if (feedback >= 0) {
                    feedbackLost(begin);
                    end = feedback;
                }
                Double weight = null;
                var weighed = WEIGHT.matcher(text).region(Math.min(skipWhite(begin), end), end);
                if (weighed.lookingAt()) {
                    weight = Double.valueOf(weighed.group(1));
                    begin = weighed.end();
                }
                written.add(new Written(lineOf(starts.get(i)), text.charAt(starts.get(i)), weight, plain(begin, end)));
            }
            return written;
        }

        private @Nullable Question listed(
                cn.mingbai.quizzes.questions.About about, List<Written> written, List<Refused> faults) {
            if (!faults.isEmpty()) {
                return null;
            }
            var rights = written.stream().filter(one -> one.sign() == '=').count();
            if (rights == written.size()) {
                return written.stream().allMatch(one -> one.text().contains(ARROW))
                        ? matching(about, written, faults)
                        : shortText(about, written);
            }
            if (rights > 1) {
                faults.add(new Refused(start(), Vocabulary.heading("answer"), "quizzes.files.gift-several", rights));
                return null;
            }
            var answers = written.stream()
                    .map(one -> new Choices.Weighted(
                            one.line(), one.weight() != null ? one.weight() : one.sign() == '=' ? 100 : 0, one.text()))
                    .toList();
            var several = rights == 0
                    && answers.stream().noneMatch(answer -> answer.weight() == 100)
                    && answers.stream().anyMatch(answer -> answer.weight() > 0);
            return Choices.question(start(), about, answers, several, faults, leftOut);
        }

        private @Nullable Question matching(
                cn.mingbai.quizzes.questions.About about, List<Written> written, List<Refused> faults) {
            var pairs = written.stream()
                    .map(one -> {
                        var arrow = one.text().indexOf(ARROW);
                        return new Choices.Pair(
                                one.text().substring(0, arrow).strip(),
                                one.text().substring(arrow + ARROW.length()).strip());
                    })
                    .toList();
            return Choices.matching(start(), about, pairs, faults);
        }

        private Question shortText(cn.mingbai.quizzes.questions.About about, List<Written> written) {
            var accepted = new ArrayList<String>();
            for (var one : written) {
                if (one.weight() != null && one.weight() < 100) {
                    leftOut.add(new Refused(
                            one.line(),
                            Vocabulary.heading("answer"),
                            "quizzes.files.left-out.part-mark",
                            MoodleMeta.shown(one.weight())));
                } else {
                    accepted.add(one.text());
                }
            }
            return new ShortText(about, accepted);
        }

        private @Nullable Question numeric(
                cn.mingbai.quizzes.questions.About about, int from, int to, List<Refused> faults) {
            var begin = skipWhite(from);
            var end = to;
            if (begin < to && text.charAt(begin) == '=') {
                var written = answers(begin, to, faults);
                if (!faults.isEmpty()) {
                    return null;
                }
                for (var extra : written.subList(1, written.size())) {
                    leftOut.add(new Refused(
                            extra.line(),
                            Vocabulary.heading("answer"),
                            "quizzes.files.left-out.part-mark",
                            MoodleMeta.shown(extra.weight() == null ? 100 : extra.weight())));
                }
                return number(about, written.getFirst().text(), begin, faults);
            }
            var feedback = find("#", begin, end);
            if (feedback >= 0) {
                feedbackLost(begin);
                end = feedback;
            }
            return number(about, plain(begin, end), begin, faults);
        }

        private @Nullable Question number(
                cn.mingbai.quizzes.questions.About about, String written, int at, List<Refused> faults) {
            var text = written.replaceAll("\\s", "");
            var range = text.split("\\.\\.", -1);
            var around = text.split(":", -1);
            if (range.length == 2 && isNumber(range[0]) && isNumber(range[1])) {
                var low = new BigDecimal(range[0]);
                var high = new BigDecimal(range[1]);
                var two = BigDecimal.valueOf(2);
                return new Numeric(
                        about, low.add(high).divide(two), high.subtract(low).divide(two), meta.unit);
            }
            if (around.length <= 2 && isNumber(around[0]) && (around.length == 1 || isNumber(around[1]))) {
                return new Numeric(
                        about,
                        new BigDecimal(around[0]),
                        around.length == 1 ? BigDecimal.ZERO : new BigDecimal(around[1]),
                        meta.unit);
            }
            faults.add(new Refused(
                    lineOf(at), Vocabulary.heading("answer"), "quizzes.files.number", RawQuestion.cut(written)));
            return null;
        }

        private static boolean isNumber(String text) {
            return NUMBER.matcher(text).matches();
        }

        private void feedbackLost(int at) {
            var line = lineOf(at);
            if (leftOut.stream().noneMatch(one -> one.row() == line)) {
                leftOut.add(new Refused(line, "", "quizzes.files.left-out.feedback"));
            }
        }

        private int skipWhite(int from) {
            var at = from;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at;
        }

        /** Where {@code mark} stands unescaped in [from, to), or -1. */
        private int find(String mark, int from, int to) {
            for (var i = from; i <= to - mark.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.startsWith(mark, i)) {
                    return i;
                }
            }
            return -1;
        }

        private String plain(int from, int to) {
            var plain = new StringBuilder();
            for (var i = from; i < to; i++) {
                var c = text.charAt(i);
                if (c == '\\' && i + 1 < to) {
                    var next = text.charAt(i + 1);
                    if (next == 'n') {
                        plain.append(' ');
                        i++;
                        continue;
                    }
                    if (SPECIAL.indexOf(next) >= 0) {
                        plain.append(next);
                        i++;
                        continue;
                    }
                }
                plain.append(c);
            }
            if (!html) {
                return plain.toString().strip();
            }
            var read = HtmlText.of(plain.toString());
            lost |= read.lost();
            return read.text().strip();
        }
    }

    // ---- writing

    static cn.mingbai.quizzes.formats.Written write(List<Question> questions) {
        var leftOut = new ArrayList<cn.mingbai.quizzes.formats.Written.LeftOut>();
        var text = new StringBuilder();
        for (var question : questions) {
            var body = body(question);
            if (body == null) {
                leftOut.add(new cn.mingbai.quizzes.formats.Written.LeftOut(
                        question.about().code(), "quizzes.files.left-out.kind." + QuestionJson.kind(question)));
                continue;
            }
            var about = question.about();
            text.append("// [id:").append(escapedMeta(about.code())).append(']');
            for (var tag : MoodleMeta.tags(about, question instanceof Numeric numeric ? numeric.unit() : "")) {
                text.append(" [tag:").append(escapedMeta(tag)).append(']');
            }
            text.append("\n::")
                    .append(escaped(about.code()))
                    .append("::[plain]")
                    .append(escaped(about.stem()));
            text.append("{\n").append(body);
            if (!about.explanation().isBlank()) {
                text.append("####").append(escaped(about.explanation())).append('\n');
            }
            text.append("}\n\n");
        }
        return new cn.mingbai.quizzes.formats.Written(text.toString().getBytes(StandardCharsets.UTF_8), leftOut);
    }

    private static @Nullable String body(Question question) {
        return switch (question) {
            case SingleChoice single -> {
                var body = new StringBuilder();
                for (var option : single.options()) {
                    var right = option.key().equals(single.answer());
                    body.append(right ? "=" : "~")
                            .append(weightIfNeeded(option.text(), right))
                            .append(escaped(option.text()))
                            .append('\n');
                }
                yield body.toString();
            }
            case MultipleChoice multiple -> {
                var body = new StringBuilder();
                for (var option : multiple.options()) {
                    body.append("~%")
                            .append(
                                    multiple.answer().contains(option.key())
                                            ? MoodleMeta.share(multiple.answer().size())
                                            : "-100")
                            .append('%')
                            .append(escaped(option.text()))
                            .append('\n');
                }
                yield body.toString();
            }
            case TrueFalse trueFalse -> trueFalse.answer() ? "TRUE\n" : "FALSE\n";
            case Numeric numeric ->
                "#" + QuestionParts.plain(numeric.answer()) + ":" + QuestionParts.plain(numeric.tolerance()) + "\n";
            case ShortText shortText -> {
                if (shortText.accepted().stream().allMatch(text -> text.contains(ARROW))) {
                    yield null;
                }
                var body = new StringBuilder();
                shortText
                        .accepted()
                        .forEach(text -> body.append('=')
                                .append(weightIfNeeded(text, true))
                                .append(escaped(text))
                                .append('\n'));
                yield body.toString();
            }
            case Matching matching -> matching(matching);
            case Day day -> null;
            case Ordering ordering -> null;
            case Scenario scenario -> null;
            case ScenarioPart part -> null;
        };
    }

    private static @Nullable String matching(Matching matching) {
        var texts = new ArrayList<Option>(matching.left());
        texts.addAll(matching.right());
        if (texts.stream().anyMatch(option -> option.text().contains(ARROW))) {
            return null;
        }
        var body = new StringBuilder();
        for (var one : matching.left()) {
            var target = Option.text(matching.right(), matching.answer().get(one.key()));
            body.append('=')
                    .append(weightIfNeeded(one.text(), true))
                    .append(escaped(one.text()))
                    .append(" -> ")
                    .append(escaped(target))
                    .append('\n');
        }
        matching.right().stream()
                .filter(target -> !matching.answer().containsValue(target.key()))
                .forEach(target ->
                        body.append("= -> ").append(escaped(target.text())).append('\n'));
        return body.toString();
    }

    // A text that begins like a weight would be read as one.
    private static String weightIfNeeded(String text, boolean right) {
        return text.startsWith("%") ? right ? "%100%" : "%0%" : "";
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        QuestionText.tidied(text).codePoints().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }

    private static String escapedMeta(String text) {
        return text.replaceAll("([\\]\\\\\\[])", "\\\\$1");
    }
}
