package cn.mingbai.quizzes.formats;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.questions.QuestionText;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text as people type it into a document: a number and the stem, options with letters, then the answer, the explanation and
 * what else is marked. Options may share a line; an answer may stand in the brackets of the stem; a heading such as 一、单选题
 * gives the kind of what follows.
 */
final class TypedFormat {

    private static final Pattern NUMBERED = Pattern.compile("\\s*(\\d{1,4})\\s*[.．、)）]\\s*(?!\\d)(.*)");
    private static final Pattern OPTION = Pattern.compile("\\s*[(（]?([A-HＡ-Ｈ])[)）]?\\s*[.．、:：)）]\\s*(.*)");
    private static final Pattern NEXT_OPTION = Pattern.compile("[\\s\u3000]+[(（]?([A-HＡ-Ｈ])[)）]?\\s*[.．、:：)）]");
    private static final Pattern ANSWER = marked(Vocabulary.ANSWER_MARKS);
    private static final Pattern EXPLANATION = marked(Vocabulary.EXPLANATION_MARKS);
    private static final Pattern DIFFICULTY = marked(Vocabulary.DIFFICULTY_MARKS);
    private static final Pattern POINTS = marked(Vocabulary.POINT_MARKS);
    private static final Pattern LAYER = marked(Vocabulary.LAYER_MARKS);
    /** Needs its colon or its brackets: a line of a text may well begin with this word. */
    private static final Pattern SKILL = Pattern.compile("\\s*(?:[【\\[]\\s*(?:" + Vocabulary.SKILL_MARKS
            + ")\\s*[】\\]]\\s*[:：]?|(?:" + Vocabulary.SKILL_MARKS + ")\\s*[:：])\\s*(.*)");

    private static final Pattern SECTION =
            Pattern.compile("\\s*[" + Vocabulary.SECTION_NUMERALS + "]{1,3}\\s*[、.．]\\s*(.*)");
    private static final Pattern BRACKETS = Pattern.compile("[(（]\\s*([A-HＡ-Ｈ、,，\\s]{1,20}|√|×|✓|✗|对|错)\\s*[)）]");

    private TypedFormat() {}

    private static Pattern marked(String words) {
        return Pattern.compile("\\s*[【\\[]?\\s*(?:" + words + ")\\s*[】\\]]?\\s*[:：]?\\s*(.*)");
    }

    private enum Part {
        STEM,
        OPTION,
        EXPLANATION,
        OTHER
    }

    static Reading read(String text) {
        var reader = new Reader();
        var number = 0;
        for (var line : text.split("\n", -1)) {
            reader.line(++number, line);
        }
        reader.end();
        return new Reading(FileFormat.TYPED, reader.found, reader.refused, reader.leftOut);
    }

    private static final class Reader {
        private final ArrayList<Reading.Found> found = new ArrayList<>();
        private final ArrayList<Refused> refused = new ArrayList<>();
        private final ArrayList<Refused> leftOut = new ArrayList<>();
        private String sectionKind = "";

        @Nullable
        private RawQuestion current;

        private Part part = Part.OTHER;
        private String letter = "";
        /** The last option that was found inside a line, and how it was marked there. */
        private String splitOff = "";

        private String splitMark = "";

        void line(int number, String line) {
            if (line.isBlank()) {
                return;
            }
            var section = SECTION.matcher(line);
            if (section.matches()) {
                var kind = Vocabulary.kindIn(section.group(1));
                if (kind.isPresent()) {
                    end();
                    sectionKind = kind.get();
                    return;
                }
            }
            var numbered = NUMBERED.matcher(line);
            if (numbered.matches()) {
                end();
                current = new RawQuestion(number);
                current.kind = sectionKind;
                current.stem = numbered.group(2);
                part = Part.STEM;
                return;
            }
            if (current == null) {
                leftOut.add(new Refused(number, "", "quizzes.files.left-out.line", RawQuestion.cut(line)));
                return;
            }
            part(number, line, current);
        }

        private void part(int number, String line, RawQuestion raw) {
            // An explanation comes before an answer in the order of asking: 答案解析 begins with the word for an answer.
            var explanation = EXPLANATION.matcher(line);
            var answer = ANSWER.matcher(line);
            var difficulty = DIFFICULTY.matcher(line);
            var points = POINTS.matcher(line);
            var layer = LAYER.matcher(line);
            var skill = SKILL.matcher(line);
            var option = OPTION.matcher(line);
            if (explanation.matches()) {
                raw.explanation = explanation.group(1);
                part = Part.EXPLANATION;
            } else if (answer.matches()) {
                answer(number, answer, raw);
                part = Part.OTHER;
            } else if (difficulty.matches()) {
                raw.difficulty = difficulty.group(1);
                part = Part.OTHER;
            } else if (points.matches()) {
                raw.points = points.group(1);
                part = Part.OTHER;
            } else if (layer.matches()) {
                raw.layer = layer.group(1);
                part = Part.OTHER;
            } else if (skill.matches()) {
                raw.skill = skill.group(1);
                part = Part.OTHER;
            } else if (option.matches() && part != Part.EXPLANATION) {
                options(number, line, raw);
            } else {
                more(number, line, raw);
            }
        }

        // 答案：B 解析：… may stand on one line.
        private void answer(int number, Matcher answer, RawQuestion raw) {
            var rest = answer.group(1);
            var explained = Pattern.compile(
                            "[\\s\u3000]*[【\\[]?\\s*(?:" + Vocabulary.EXPLANATION_MARKS + ")\\s*[】\\]]?\\s*[:：]\\s*")
                    .matcher(rest);
            if (explained.find()) {
                raw.explanation = rest.substring(explained.end());
                rest = rest.substring(0, explained.start());
            }
            if (!raw.answer.isBlank()) {
                refused.add(new Refused(
                        number,
                        Vocabulary.heading("answer"),
                        "quizzes.files.answer-twice",
                        RawQuestion.cut(raw.answer)));
            }
            raw.answer = rest.strip();
        }

        private void options(int number, String line, RawQuestion raw) {
            var rest = line;
            var first = true;
            var split = "";
            var mark = "";
            for (var match = OPTION.matcher(rest); match.matches(); match = OPTION.matcher(rest)) {
                letter = Vocabulary.folded(match.group(1));
                var text = match.group(2);
                var next = NEXT_OPTION.matcher(text);
                rest = "";
                while (next.find()) {
                    // A letter and a dot inside a text, as in 维生素 B. is no option: the next one has the next letter.
                    if (Vocabulary.folded(next.group(1)).charAt(0) == letter.charAt(0) + 1) {
                        rest = text.substring(next.start());
                        split = Vocabulary.folded(next.group(1));
                        mark = next.group();
                        text = text.substring(0, next.start());
                        break;
                    }
                }
                if (raw.options.containsKey(letter) && letter.equals(splitOff) && first) {
                    // What looked like this option inside the line before was part of that one's text.
                    var before = String.valueOf((char) (letter.charAt(0) - 1));
                    var again = splitMark.strip() + " " + raw.options.remove(letter);
                    raw.options.merge(before, again, (one, other) -> one + " " + other);
                }
                splitOff = "";
                first = false;
                if (raw.options.put(letter, text.strip()) != null) {
                    refused.add(new Refused(
                            number, Vocabulary.heading("option." + letter), "quizzes.files.option-twice", letter));
                }
            }
            splitOff = split;
            splitMark = mark;
            part = Part.OPTION;
        }

        private void more(int number, String line, RawQuestion raw) {
            switch (part) {
                case STEM -> raw.stem += " " + line;
                case OPTION -> raw.options.merge(letter, line, (one, other) -> one + " " + other);
                case EXPLANATION -> raw.explanation += " " + line;
                case OTHER ->
                    leftOut.add(new Refused(number, "", "quizzes.files.left-out.line", RawQuestion.cut(line)));
            }
        }

        void end() {
            var raw = current;
            current = null;
            part = Part.OTHER;
            if (raw == null) {
                return;
            }
            if (found.size() >= Reading.MOST) {
                throw new RuleViolation("quizzes.files.too-many", Reading.MOST);
            }
            if (raw.answer.isBlank()) {
                answerFromBrackets(raw);
            }
            raw.stem = QuestionText.tidied(raw.stem);
            raw.question(refused).ifPresent(question -> found.add(new Reading.Found(raw.row, question)));
        }

        private static void answerFromBrackets(RawQuestion raw) {
            var brackets = BRACKETS.matcher(raw.stem);
            if (brackets.find() && !brackets.group(1).isBlank()) {
                raw.answer = brackets.group(1).strip();
                raw.stem = raw.stem.substring(0, brackets.start()) + "（ ）" + raw.stem.substring(brackets.end());
            }
        }
    }
}
