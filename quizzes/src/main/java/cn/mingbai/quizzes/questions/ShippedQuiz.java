package cn.mingbai.quizzes.questions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A quiz as shipped with the program, in {@code quizzes/content/CODE.yaml}.
 *
 * @param minutes how long an attempt lasts
 * @param passMark the score that passes, 1 to 100
 */
public record ShippedQuiz(String course, String title, int minutes, int passMark, List<Question> questions) {

    private static final Pattern OPTION_KEY = Pattern.compile("[A-H]");
    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Z0-9]{0,9} \\S.*");
    private static final int STEM_LENGTH = 500;
    private static final int ACCEPTED_LENGTH = 30;

    /** What a stem says when its answer has to be rounded. */
    private static final List<String> ROUNDING = List.of("保留", "取整", "四舍五入", "进一");

    /**
     * All shipped quizzes.
     *
     * @throws IllegalStateException when something is wrong; the message has a sentence per fault
     */
    public static List<ShippedQuiz> all() {
        try {
            var quizzes = new ArrayList<ShippedQuiz>();
            for (var resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:quizzes/content/*.yaml")) {
                quizzes.add(parse(
                        String.valueOf(resource.getFilename()),
                        new String(resource.getContentAsByteArray(), StandardCharsets.UTF_8)));
            }
            return quizzes;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected readable quizzes on the class path", unreadable);
        }
    }

    /**
     * Reads one file.
     *
     * @param name what the file is called in messages
     * @throws IllegalStateException when something is wrong; the message has a sentence per fault
     */
    static ShippedQuiz parse(String name, String text) {
        var reading = new Reading(name);
        var quiz = reading.quiz(text);
        if (quiz == null || !reading.faults.isEmpty()) {
            throw new IllegalStateException(String.join("\n", reading.faults));
        }
        return quiz;
    }

    private static final class Reading {
        private final String file;
        private final List<String> faults = new ArrayList<>();

        Reading(String file) {
            this.file = file;
        }

        @Nullable
        ShippedQuiz quiz(String text) {
            Object loaded;
            try {
                loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            } catch (YAMLException broken) {
                faults.add(file + ": expected YAML, but " + broken.getMessage());
                return null;
            }
            if (!(loaded instanceof Map<?, ?> head) || !(head.get("questions") instanceof List<?> list)) {
                faults.add(file + ": expected fields and a list of questions.");
                return null;
            }
            var questions = new ArrayList<Question>();
            var codes = new HashSet<String>();
            for (var entry : list) {
                if (entry instanceof Map<?, ?> fields) {
                    var question = question(fields);
                    if (question != null) {
                        if (!codes.add(question.about().code())) {
                            fault(question.about().code(), "expected each code once");
                        }
                        questions.add(question);
                    }
                } else {
                    faults.add(file + ": expected fields for each question, but got " + entry + ".");
                }
            }
            return new ShippedQuiz(
                    string("head", head, "course"),
                    string("head", head, "title"),
                    number("head", head, "minutes", 1, 240),
                    number("head", head, "passMark", 1, 100),
                    List.copyOf(questions));
        }

        private @Nullable Question question(Map<?, ?> fields) {
            var code = string("a question", fields, "code");
            var stem = string(code, fields, "stem");
            if (stem.length() > STEM_LENGTH) {
                fault(code, "expected a stem of at most " + STEM_LENGTH + " characters, but it has " + stem.length());
            }
            var sources = strings(code, fields, "sources");
            sources.stream()
                    .filter(source -> !REFERENCE.matcher(source).matches())
                    .forEach(source -> fault(code, "expected a source such as \"M57 22\", but got \"" + source + "\""));
            var about = new About(
                    code,
                    stem,
                    string(code, fields, "explanation"),
                    strings(code, fields, "points"),
                    sources,
                    string(code, fields, "ruleLayer"),
                    number(code, fields, "difficulty", 1, 3),
                    skill(code, fields));
            var kind = string(code, fields, "kind");
            return switch (kind) {
                case "single" -> single(about, fields);
                case "multiple" -> multiple(about, fields);
                case "truefalse" -> trueFalse(about, fields);
                case "numeric" -> numeric(about, fields);
                case "day" -> day(about, fields);
                case "text" -> text(about, fields);
                case "ordering" -> ordering(about, fields);
                case "matching" -> matching(about, fields);
                case "scenario" -> scenario(about, fields);
                default -> {
                    fault(
                            code,
                            "expected kind single, multiple, truefalse, numeric, day, text, ordering, matching or"
                                    + " scenario, but got " + kind);
                    yield null;
                }
            };
        }

        private Skill skill(String code, Map<?, ?> fields) {
            var named = fields.get("skill") instanceof String text ? Skill.of(text) : Optional.<Skill>empty();
            if (named.isEmpty()) {
                fault(
                        code,
                        "expected a skill of "
                                + Arrays.stream(Skill.values()).map(Skill::code).collect(Collectors.joining(", "))
                                + ", but got " + fields.get("skill"));
            }
            return named.orElse(Skill.RECALL);
        }

        private Question single(About about, Map<?, ?> fields) {
            var options = options(about.code(), fields);
            var answer = string(about.code(), fields, "answer");
            if (options.stream().noneMatch(option -> option.key().equals(answer))) {
                fault(about.code(), "expected the answer to be one of the options, but got " + answer);
            }
            return new SingleChoice(about, options, answer);
        }

        private Question multiple(About about, Map<?, ?> fields) {
            var options = options(about.code(), fields);
            Set<String> answer = new TreeSet<>(strings(about.code(), fields, "answer"));
            var keys = options.stream().map(Option::key).toList();
            if (!keys.containsAll(answer)) {
                fault(about.code(), "expected the answers to be among the options, but got " + answer);
            }
            if (answer.size() < 2 || answer.size() >= options.size()) {
                fault(
                        about.code(),
                        "expected at least two right options and at least one wrong, but got " + answer.size() + " of "
                                + options.size() + " right: ticking everything must not be right");
            }
            return new MultipleChoice(about, options, answer);
        }

        private Question trueFalse(About about, Map<?, ?> fields) {
            if (fields.get("answer") instanceof Boolean answer) {
                return new TrueFalse(about, answer);
            }
            fault(about.code(), "expected the answer true or false, but got " + fields.get("answer"));
            return new TrueFalse(about, false);
        }

        private Question numeric(About about, Map<?, ?> fields) {
            var tolerance = decimal(about.code(), fields, "tolerance");
            if (tolerance.signum() < 0) {
                fault(about.code(), "expected a tolerance of 0 or more, but got " + tolerance);
            }
            var answer = decimal(about.code(), fields, "answer");
            if (answer.stripTrailingZeros().scale() > 0
                    && ROUNDING.stream().noneMatch(word -> about.stem().contains(word))) {
                fault(
                        about.code(),
                        "expected the stem to say how to round (" + String.join(", ", ROUNDING)
                                + "), since the answer is " + answer);
            }
            return new Numeric(about, answer, tolerance, string(about.code(), fields, "unit"));
        }

        private Question day(About about, Map<?, ?> fields) {
            var answer = string(about.code(), fields, "answer");
            try {
                return new Day(about, LocalDate.parse(answer));
            } catch (DateTimeParseException noDay) {
                fault(about.code(), "expected a day such as \"2026-08-06\" in field answer, but got " + answer);
                return new Day(about, LocalDate.EPOCH);
            }
        }

        private Question text(About about, Map<?, ?> fields) {
            var accepted = strings(about.code(), fields, "answer");
            accepted.stream()
                    .filter(text -> text.isBlank() || text.length() > ACCEPTED_LENGTH)
                    .forEach(text -> fault(
                            about.code(),
                            "expected accepted texts of 1 to " + ACCEPTED_LENGTH + " characters, but got \"" + text
                                    + "\""));
            return new ShortText(about, accepted);
        }

        private Question ordering(About about, Map<?, ?> fields) {
            var steps = strings(about.code(), fields, "steps");
            if (steps.size() < 3 || steps.size() > Option.MOST || new HashSet<>(steps).size() != steps.size()) {
                fault(
                        about.code(),
                        "expected three to " + Option.MOST + " different steps, in the right order, but got " + steps);
                return new Ordering(about, List.of(), List.of());
            }
            return Ordering.of(about, steps);
        }

        private Question matching(About about, Map<?, ?> fields) {
            var code = about.code();
            var left = new ArrayList<String>();
            var right = new ArrayList<String>();
            var matched = new ArrayList<String>();
            if (fields.get("pairs") instanceof List<?> list) {
                for (var entry : list) {
                    if (entry instanceof Map<?, ?> pair) {
                        left.add(string(code, pair, "left"));
                        matched.add(string(code, pair, "right"));
                    }
                }
            }
            matched.stream().filter(text -> !right.contains(text)).forEach(right::add);
            if (fields.containsKey("others")) {
                right.addAll(strings(code, fields, "others"));
            }
            if (left.size() < 2
                    || left.size() > Option.MOST
                    || right.size() > Option.MOST
                    || new HashSet<>(left).size() != left.size()
                    || new HashSet<>(right).size() != right.size()
                    || new HashSet<>(matched).size() < 2) {
                fault(
                        code,
                        "expected two to " + Option.MOST
                                + " pairs with different left texts and at least two right ones, but got " + left
                                + " and " + right + ": the same choice everywhere must not be right");
                return new Matching(about, List.of(), List.of(), Map.of());
            }
            var targets = Option.lettered(right);
            var answer = new TreeMap<String, String>();
            for (var i = 0; i < left.size(); i++) {
                answer.put(
                        String.valueOf(i + 1),
                        targets.get(right.indexOf(matched.get(i))).key());
            }
            return new Matching(about, Option.numbered(left), targets, answer);
        }

        private Question scenario(About about, Map<?, ?> fields) {
            return new Scenario(about, string(about.code(), fields, "generator"));
        }

        private List<Option> options(String code, Map<?, ?> fields) {
            var options = new ArrayList<Option>();
            if (fields.get("options") instanceof List<?> list) {
                for (var entry : list) {
                    if (entry instanceof Map<?, ?> option) {
                        options.add(new Option(string(code, option, "key"), string(code, option, "text")));
                    }
                }
            }
            if (options.size() < 3
                    || options.stream().map(Option::key).distinct().count() != options.size()
                    || options.stream().map(Option::text).distinct().count() != options.size()) {
                fault(code, "expected at least three options with keys and texts of their own, but got " + options);
            }
            options.stream()
                    .filter(option -> !OPTION_KEY.matcher(option.key()).matches())
                    .forEach(option -> fault(code, "expected option keys A to H, but got " + option.key()));
            return List.copyOf(options);
        }

        private String string(String code, Map<?, ?> fields, String field) {
            if (fields.get(field) instanceof String text && !text.isBlank()) {
                return text.strip();
            }
            fault(code, "expected a text in field " + field + ", but got " + fields.get(field));
            return "";
        }

        private List<String> strings(String code, Map<?, ?> fields, String field) {
            if (fields.get(field) instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(String.class::isInstance)) {
                return list.stream().map(String.class::cast).toList();
            }
            fault(code, "expected a list of texts in field " + field + ", but got " + fields.get(field));
            return List.of();
        }

        private int number(String code, Map<?, ?> fields, String field, int least, int most) {
            if (fields.get(field) instanceof Integer number && number >= least && number <= most) {
                return number;
            }
            fault(
                    code,
                    "expected a whole number from " + least + " to " + most + " in field " + field + ", but got "
                            + fields.get(field));
            return least;
        }

        private BigDecimal decimal(String code, Map<?, ?> fields, String field) {
            if (fields.get(field) instanceof Number number) {
                return new BigDecimal(number.toString());
            }
            fault(code, "expected a number in field " + field + ", but got " + fields.get(field));
            return BigDecimal.ZERO;
        }

        private void fault(String code, String what) {
            faults.add(file + ", " + code + ": " + what + ".");
        }
    }
}
