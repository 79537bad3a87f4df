package cn.mingbai.quizzes.formats;

import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionRules;
import cn.mingbai.quizzes.questions.QuestionText;
import cn.mingbai.quizzes.questions.QuestionTidy;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a question as somebody wrote them into a row or a text, before they are one. */
final class RawQuestion {

    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d{1,12}(?:\\.\\d{1,6})?)(\\D{0,10})");
    private static final Pattern DAY = Pattern.compile("(\\d{4})\\D(\\d{1,2})\\D(\\d{1,2})\\D?");
    private static final Pattern BETWEEN_ACCEPTED = Pattern.compile("[|｜]");
    private static final Pattern BETWEEN_POINTS = Pattern.compile("[、,，;；|｜\\s]+");
    private static final int SHOWN = 40;

    final int row;
    String code = "";
    String kind = "";
    String stem = "";
    final TreeMap<String, String> options = new TreeMap<>();
    /** Letters whose own column says that they are right; null when no such column is filled. */
    @Nullable
    TreeSet<String> flagged;

    String answer = "";
    String tolerance = "";
    String unit = "";
    String explanation = "";
    String points = "";
    String layer = "";
    String difficulty = "";
    String skill = "";

    RawQuestion(int row) {
        this.row = row;
    }

    /** The question, or nothing when {@code refused} got a sentence. */
    Optional<Question> question(List<Refused> refused) {
        var faults = new ArrayList<Refused>();
        var about = new About(
                QuestionText.tidied(code),
                stem,
                explanation,
                points.isBlank()
                        ? List.of()
                        : Arrays.stream(BETWEEN_POINTS.split(points.strip()))
                                .filter(point -> !point.isEmpty())
                                .toList(),
                List.of(),
                layer.strip(),
                level(faults),
                skill(faults));
        var read = faults.isEmpty() ? kinded(about, faults) : null;
        if (read != null) {
            checked(row, read, faults);
        }
        if (!faults.isEmpty() || read == null) {
            // One sentence for a row: the rest may follow from it.
            refused.add(faults.getFirst());
            return Optional.empty();
        }
        return Optional.of(QuestionTidy.tidied(read, about.code()));
    }

    /** Adds what the rules of the bank say against a question. */
    static void checked(int row, Question question, List<Refused> refused) {
        QuestionRules.broken(QuestionTidy.tidied(question, question.about().code()))
                .forEach(fault -> refused.add(
                        new Refused(row, Vocabulary.heading(fault.field()), fault.messageKey(), fault.arguments())));
    }

    private @Nullable Question kinded(About about, List<Refused> faults) {
        var given = kind.isBlank() ? Optional.<String>empty() : Vocabulary.kind(kind);
        if (!kind.isBlank() && given.isEmpty()) {
            return fault(faults, "kind", "quizzes.files.kind", Vocabulary.kindWords(), cut(kind));
        }
        return switch (given.orElseGet(this::guessed)) {
            case "single" -> single(about, faults);
            case "multiple" -> multiple(about, faults);
            case "truefalse" -> judged(about, faults);
            case "numeric" -> numeric(about, faults);
            case "day" -> day(about, faults);
            case "text" -> new ShortText(about, List.of(BETWEEN_ACCEPTED.split(answer.strip())));
            case "ordering" -> ordering(about, faults);
            default -> fault(faults, "kind", "quizzes.files.kind-missing", Vocabulary.kindWords());
        };
    }

    // A file without a column for kinds: what the answer looks like tells it.
    private String guessed() {
        if (!options.isEmpty()) {
            var letters = flagged == null ? Vocabulary.letters(answer).map(List::size) : Optional.of(flagged.size());
            return judgedByOptions().isPresent() ? "truefalse" : letters.orElse(1) > 1 ? "multiple" : "single";
        }
        if (Vocabulary.truth(answer).isPresent()) {
            return "truefalse";
        }
        var plain = Normalizer.normalize(answer, Normalizer.Form.NFKC).replaceAll("[\\s,]", "");
        return NUMBER.matcher(plain).matches() ? "numeric" : "";
    }

    private @Nullable Question single(About about, List<Refused> faults) {
        var list = optionList(faults);
        var letters = answered(faults);
        if (list == null || letters == null) {
            return null;
        }
        if (letters.size() != 1) {
            return fault(faults, "answer", "quizzes.files.one-letter", String.join("", letters));
        }
        return new SingleChoice(about, list, letters.getFirst());
    }

    private @Nullable Question multiple(About about, List<Refused> faults) {
        var list = optionList(faults);
        var letters = answered(faults);
        if (list == null || letters == null) {
            return null;
        }
        if (new HashSet<>(letters).size() != letters.size()) {
            return fault(faults, "answer", "quizzes.files.letter-twice", String.join("", letters));
        }
        return new MultipleChoice(about, list, new TreeSet<>(letters));
    }

    private @Nullable Question judged(About about, List<Refused> faults) {
        var value = options.isEmpty() ? Vocabulary.truth(answer) : judgedByOptions();
        if (value.isEmpty()) {
            value = Vocabulary.truth(answer);
        }
        return value.isPresent()
                ? new TrueFalse(about, value.get())
                : fault(faults, "answer", "quizzes.files.truth", cut(answer));
    }

    // Some systems write a judgement as a choice between two options, 对 and 错.
    private Optional<Boolean> judgedByOptions() {
        if (options.size() != 2
                || options.values().stream()
                        .anyMatch(text -> Vocabulary.truth(text).isEmpty())) {
            return Optional.empty();
        }
        var letters = flagged == null ? Vocabulary.letters(answer) : Optional.of(List.copyOf(flagged));
        return letters.filter(found -> found.size() == 1 && options.containsKey(found.getFirst()))
                .flatMap(found -> Vocabulary.truth(options.get(found.getFirst())));
    }

    private @Nullable Question numeric(About about, List<Refused> faults) {
        var right = number("answer", answer, faults);
        var off = tolerance.isBlank() ? BigDecimal.ZERO : number("tolerance", tolerance, faults);
        if (right == null || off == null) {
            return null;
        }
        var match = NUMBER.matcher(plain(answer));
        var unitThere = unit.isBlank() && match.matches() ? match.group(2) : unit;
        return new Numeric(about, right, off, unitThere);
    }

    private @Nullable BigDecimal number(String part, String text, List<Refused> faults) {
        var match = NUMBER.matcher(plain(text));
        if (match.matches()) {
            return new BigDecimal(match.group(1));
        }
        fault(faults, part, "quizzes.files.number", cut(text));
        return null;
    }

    private @Nullable Question day(About about, List<Refused> faults) {
        var match = DAY.matcher(plain(answer));
        if (match.matches()) {
            try {
                return new Day(
                        about,
                        LocalDate.of(
                                Integer.parseInt(match.group(1)),
                                Integer.parseInt(match.group(2)),
                                Integer.parseInt(match.group(3))));
            } catch (DateTimeException noSuchDay) {
                // Said below.
            }
        }
        return fault(faults, "answer", "quizzes.files.day", cut(answer));
    }

    private @Nullable Question ordering(About about, List<Refused> faults) {
        var list = optionList(faults);
        var letters = answered(faults);
        return list == null || letters == null ? null : new Ordering(about, list, letters);
    }

    private @Nullable List<Option> optionList(List<Refused> faults) {
        var list = new ArrayList<Option>();
        for (var entry : options.entrySet()) {
            var expected = Vocabulary.LETTERS.substring(list.size(), list.size() + 1);
            if (!entry.getKey().equals(expected)) {
                fault(faults, "option." + expected, "quizzes.files.option-missing", expected, entry.getKey());
                return null;
            }
            list.add(new Option(entry.getKey(), entry.getValue()));
        }
        return list;
    }

    private @Nullable List<String> answered(List<Refused> faults) {
        if (flagged != null && answer.isBlank()) {
            return List.copyOf(flagged);
        }
        var letters = Vocabulary.letters(answer);
        if (letters.isEmpty()) {
            fault(
                    faults,
                    "answer",
                    answer.isBlank() ? "quizzes.files.answer-missing" : "quizzes.files.letters",
                    cut(answer));
            return null;
        }
        for (var letter : letters.get()) {
            if (!options.containsKey(letter)) {
                fault(faults, "option." + letter, "quizzes.files.answer-without-option", letter, cut(answer));
                return null;
            }
        }
        if (flagged != null && !new TreeSet<>(letters.get()).equals(flagged)) {
            fault(faults, "answer", "quizzes.files.two-answers", cut(answer), String.join("", flagged));
            return null;
        }
        return letters.get();
    }

    private int level(List<Refused> faults) {
        if (difficulty.isBlank()) {
            return 0;
        }
        var level = Vocabulary.difficulty(difficulty);
        if (level.isEmpty()) {
            fault(faults, "difficulty", "quizzes.files.difficulty", cut(difficulty));
        }
        return level.orElse(0);
    }

    private @Nullable Skill skill(List<Refused> faults) {
        if (skill.isBlank()) {
            return null;
        }
        var named = Vocabulary.skill(skill);
        if (named.isEmpty()) {
            fault(faults, "skill", "quizzes.files.skill", Vocabulary.skillWords(), cut(skill));
        }
        return named.orElse(null);
    }

    private @Nullable Question fault(List<Refused> faults, String part, String key, Object... arguments) {
        faults.add(new Refused(row, Vocabulary.heading(part), key, arguments));
        return null;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s,]", "");
    }

    static String cut(String text) {
        var tidied = QuestionText.tidied(text).replaceAll("\\p{Cntrl}", "�");
        return tidied.length() <= SHOWN ? tidied : tidied.substring(0, SHOWN) + "…";
    }
}
