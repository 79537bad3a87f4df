package cn.mingbai.quizzes.bank;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.DayPicker;
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
import cn.mingbai.quizzes.questions.QuestionRules;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a question that somebody writes. */
class QuestionForm extends Div {

    private static final String SINGLE = "single";
    private static final String MULTIPLE = "multiple";
    private static final String TRUE_FALSE = "truefalse";
    private static final String NUMERIC = "numeric";
    private static final String DAY = "day";
    private static final String TEXT = "text";
    private static final String ORDERING = "ordering";
    private static final String MATCHING = "matching";
    private static final List<String> KINDS =
            List.of(SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, DAY, TEXT, ORDERING, MATCHING);
    private static final String BETWEEN = "=";
    private static final int FIRST_OPTIONS = 4;

    private final Select<String> kind = new Select<>();
    private final TextArea stem = new TextArea();
    private final Div options = new Div();
    private final List<OptionField> optionFields = new ArrayList<>();
    private final Button more;
    private final RadioButtonGroup<Boolean> judged = new RadioButtonGroup<>();
    private final TextField number = new TextField();
    private final TextField tolerance = new TextField();
    private final TextField unit = new TextField();
    private final Div numbers = new Div(number, tolerance, unit);
    private final DayPicker day = new DayPicker(getTranslation("quizzes.bank.day"), null);
    private final TextArea lines = new TextArea();
    private final TextArea explanation = new TextArea();
    private final MultiSelectComboBox<String> points = new MultiSelectComboBox<>();
    private final Select<String> layer = new Select<>();
    private final Select<Integer> difficulty = new Select<>();
    private final Select<Skill> skill = new Select<>();

    private final class OptionField {
        private final Checkbox right = new Checkbox();
        private final TextField text = new TextField();

        OptionField(int index) {
            var letter = String.valueOf((char) ('A' + index));
            text.setLabel(getTranslation("quizzes.bank.option", letter));
            text.setMaxLength(QuestionRules.OPTION);
            text.setWidthFull();
            text.setId("option-" + letter);
            right.setLabel(getTranslation("quizzes.bank.is-right"));
            right.setAriaLabel(getTranslation("quizzes.bank.option-is-right", letter));
            right.setId("right-" + letter);
            var row = new Div(text, right);
            row.addClassName("mb-option-row");
            options.add(row);
        }
    }

    /** Whether the form has fields for this question's kind. */
    static boolean knows(Question question) {
        return KINDS.contains(QuestionJson.kind(question));
    }

    QuestionForm(@Nullable Question start, QuestionDesk.Choices choices) {
        addClassName("mb-question-form");
        kind.setLabel(getTranslation("quizzes.bank.kind"));
        kind.setItems(KINDS);
        kind.setItemLabelGenerator(name -> getTranslation("quizzes.kind." + name));
        kind.setId("question-kind");
        stem.setLabel(getTranslation("quizzes.bank.stem"));
        stem.setMaxLength(QuestionRules.STEM);
        stem.setWidthFull();
        stem.setId("question-stem");
        more = new Button(getTranslation("quizzes.bank.more-options"), click -> addOption());
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        judged.setLabel(getTranslation("quizzes.bank.judged"));
        judged.setItems(true, false);
        judged.setItemLabelGenerator(value -> getTranslation(value ? "quizzes.answer.true" : "quizzes.answer.false"));
        number.setLabel(getTranslation("quizzes.bank.number"));
        tolerance.setLabel(getTranslation("quizzes.bank.tolerance"));
        unit.setLabel(getTranslation("quizzes.bank.unit"));
        unit.setMaxLength(QuestionRules.UNIT);
        numbers.addClassName("mb-actions");
        explanation.setLabel(getTranslation("quizzes.bank.explanation"));
        explanation.setHelperText(getTranslation("quizzes.bank.explanation-hint"));
        explanation.setMaxLength(QuestionRules.EXPLANATION);
        explanation.setWidthFull();
        explanation.setId("question-explanation");
        points.setLabel(getTranslation("quizzes.bank.points"));
        points.setItems(choices.points().keySet());
        points.setItemLabelGenerator(code -> choices.points().getOrDefault(code, code));
        points.setWidthFull();
        layer.setLabel(getTranslation("quizzes.bank.layer"));
        layer.setItems(choices.ruleLayers().keySet());
        layer.setItemLabelGenerator(code -> choices.ruleLayers().getOrDefault(code, code));
        difficulty.setLabel(getTranslation("quizzes.bank.difficulty"));
        difficulty.setItems(1, 2, 3);
        difficulty.setItemLabelGenerator(level -> getTranslation("quizzes.bank.difficulty." + level));
        skill.setLabel(getTranslation("quizzes.bank.skill"));
        skill.setHelperText(getTranslation("quizzes.bank.skill-hint"));
        skill.setItems(Skill.values());
        skill.setItemLabelGenerator(one -> getTranslation("quizzes.skill." + one.code()));
        skill.setId("question-skill");
        var last = new Div(layer, difficulty, skill);
        last.addClassName("mb-actions");
        for (var i = 0; i < FIRST_OPTIONS; i++) {
            addOption();
        }
        kind.addValueChangeListener(change -> fit());
        lines.setWidthFull();
        lines.setId("question-lines");
        add(kind, stem, options, more, judged, numbers, day, lines, explanation, points, last);
        kind.setValue(SINGLE);
        tolerance.setValue("0");
        if (start == null) {
            layer.setValue(choices.ruleLayers().firstEntry().getKey());
        } else {
            show(start, choices);
        }
        fit();
    }

    private void show(Question start, QuestionDesk.Choices choices) {
        var about = start.about();
        kind.setValue(QuestionJson.kind(start));
        stem.setValue(about.stem());
        explanation.setValue(about.explanation());
        points.setValue(
                about.points().stream().filter(choices.points()::containsKey).toList());
        if (choices.ruleLayers().containsKey(about.ruleLayer())) {
            layer.setValue(about.ruleLayer());
        }
        if (about.difficulty() > 0) {
            difficulty.setValue(about.difficulty());
        }
        skill.setValue(about.skill());
        switch (start) {
            case SingleChoice single -> show(single.options(), List.of(single.answer()));
            case MultipleChoice multiple -> show(multiple.options(), List.copyOf(multiple.answer()));
            case TrueFalse trueFalse -> judged.setValue(trueFalse.answer());
            case Numeric numeric -> {
                number.setValue(QuestionParts.plain(numeric.answer()));
                tolerance.setValue(QuestionParts.plain(numeric.tolerance()));
                unit.setValue(numeric.unit());
            }
            case Day answered -> day.setValue(answered.answer());
            case ShortText shortText -> lines.setValue(String.join("\n", shortText.accepted()));
            case Ordering ordering ->
                lines.setValue(ordering.answer().stream()
                        .map(key -> Option.text(ordering.steps(), key))
                        .collect(Collectors.joining("\n")));
            case Matching matching -> lines.setValue(pairs(matching));
            case Scenario scenario -> {}
            case ScenarioPart part -> {}
        }
    }

    private void show(List<Option> shown, List<String> right) {
        for (var i = 0; i < shown.size(); i++) {
            if (i >= optionFields.size()) {
                addOption();
            }
            optionFields.get(i).text.setValue(shown.get(i).text());
            optionFields.get(i).right.setValue(right.contains(shown.get(i).key()));
        }
    }

    private void addOption() {
        optionFields.add(new OptionField(optionFields.size()));
        fit();
    }

    private void fit() {
        var chosen = kind.getValue();
        var choice = SINGLE.equals(chosen) || MULTIPLE.equals(chosen);
        options.setVisible(choice);
        more.setVisible(choice && optionFields.size() < QuestionRules.MOST_OPTIONS);
        judged.setVisible(TRUE_FALSE.equals(chosen));
        numbers.setVisible(NUMERIC.equals(chosen));
        day.setVisible(DAY.equals(chosen));
        var written = TEXT.equals(chosen) || ORDERING.equals(chosen) || MATCHING.equals(chosen);
        lines.setVisible(written);
        if (written) {
            lines.setLabel(getTranslation("quizzes.bank.lines." + chosen));
            lines.setHelperText(getTranslation("quizzes.bank.lines-hint." + chosen));
        }
    }

    /**
     * What stands in the fields.
     *
     * @throws RuleViolation when a field holds no number, or nobody said whether the statement is true
     */
    Question question() {
        var about = new About(
                "",
                stem.getValue(),
                explanation.getValue(),
                List.copyOf(points.getValue()),
                List.of(),
                layer.getValue() == null ? "" : layer.getValue(),
                difficulty.getValue() == null ? 0 : difficulty.getValue(),
                skill.getValue());
        return switch (kind.getValue()) {
            case MULTIPLE -> new MultipleChoice(about, written(), new TreeSet<>(ticked()));
            case TRUE_FALSE -> {
                if (judged.getValue() == null) {
                    throw new RuleViolation("quizzes.bank.judge");
                }
                yield new TrueFalse(about, judged.getValue());
            }
            case NUMERIC ->
                new Numeric(about, number(number.getValue()), number(tolerance.getValue()), unit.getValue());
            case DAY -> new Day(about, day.chosen());
            case TEXT -> new ShortText(about, typedLines());
            case ORDERING -> {
                var steps = typedLines();
                if (steps.size() > Option.MOST) {
                    throw new RuleViolation("quizzes.rules-of.options", 3, Option.MOST, steps.size());
                }
                yield Ordering.of(about, steps);
            }
            case MATCHING -> matching(about);
            default -> new SingleChoice(about, written(), String.join("", ticked()));
        };
    }

    private List<String> typedLines() {
        return lines.getValue()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String pairs(Matching matching) {
        var written = new ArrayList<String>();
        for (var one : matching.left()) {
            written.add(one.text() + " " + BETWEEN + " "
                    + Option.text(matching.right(), matching.answer().get(one.key())));
        }
        matching.right().stream()
                .filter(target -> !matching.answer().containsValue(target.key()))
                .forEach(target -> written.add(BETWEEN + " " + target.text()));
        return String.join("\n", written);
    }

    private Matching matching(About about) {
        var left = new ArrayList<String>();
        var matched = new ArrayList<String>();
        var right = new LinkedHashSet<String>();
        for (var line : typedLines()) {
            var between = Math.max(line.indexOf(BETWEEN), line.indexOf('＝'));
            if (between < 0 || between == line.length() - 1) {
                throw new RuleViolation("quizzes.bank.pair", line);
            }
            var target = line.substring(between + 1).strip();
            right.add(target);
            if (between > 0) {
                left.add(line.substring(0, between).strip());
                matched.add(target);
            }
        }
        if (left.size() > Option.MOST || right.size() > Option.MOST) {
            throw new RuleViolation("quizzes.rules-of.options", 2, Option.MOST, Math.max(left.size(), right.size()));
        }
        var targets = Option.lettered(List.copyOf(right));
        var answer = new TreeMap<String, String>();
        for (var i = 0; i < left.size(); i++) {
            var wanted = matched.get(i);
            targets.stream()
                    .filter(target -> target.text().equals(wanted))
                    .findFirst()
                    .ifPresent(target -> answer.put(String.valueOf(answer.size() + 1), target.key()));
        }
        return new Matching(about, Option.numbered(left), targets, answer);
    }

    private List<Option> written() {
        var written = new ArrayList<Option>();
        for (var field : optionFields) {
            if (!field.text.getValue().isBlank()) {
                written.add(new Option(letter(written.size()), field.text.getValue()));
            }
        }
        return written;
    }

    private List<String> ticked() {
        var ticked = new ArrayList<String>();
        var index = 0;
        for (var field : optionFields) {
            if (!field.text.getValue().isBlank()) {
                if (Boolean.TRUE.equals(field.right.getValue())) {
                    ticked.add(letter(index));
                }
                index++;
            }
        }
        return ticked;
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private static BigDecimal number(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s,]", "");
        if (!text.matches("-?\\d{1,12}(\\.\\d{1,6})?")) {
            throw new RuleViolation("quizzes.answer.number", typed);
        }
        return new BigDecimal(text);
    }
}
