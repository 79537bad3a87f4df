package cn.mingbai.courses.requirements;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a requirement; below them the requirement as a sentence, as it is being written. */
class RequirementForm extends Div {

    /** What is asked for. */
    enum Asks {
        /** Everything. */
        ALL,
        /** What, by when and since when; for whom stays. */
        TERMS,
        /** By when and since when; for whom and what stay. */
        DAYS
    }

    private static final int GRACE_DAYS = 30;

    private final ComboBox<Division> unit = new ComboBox<>();
    private final CheckboxGroup<Duty> duties = new CheckboxGroup<>();
    private final CheckboxGroup<String> courses = new CheckboxGroup<>();
    private final Map<String, MultiSelectComboBox<String>> picks = new LinkedHashMap<>();
    private final RadioButtonGroup<Window> window = new RadioButtonGroup<>();
    private final RadioButtonGroup<MetBy> metBy = new RadioButtonGroup<>();
    private final IntegerField months = new IntegerField();
    private final IntegerField carry = new IntegerField();
    private final DayPicker from;
    private final DayPicker due;
    private final IntegerField grace = new IntegerField();
    private final TextField basis = new TextField();
    private final Paragraph sentence = new Paragraph();
    private final RequirementWords words;
    private final String unitName;

    /** Fields for a new requirement. */
    RequirementForm(List<Division> units, List<CourseChoice> choices, LocalDate today) {
        this(Asks.ALL, choices, "", Set.of(), today, null);
        unit.setItems(units);
        unit.setValue(units.getFirst());
    }

    /** Fields for what is known already: {@code terms} to begin with, as sentence about {@code unitName}. */
    RequirementForm(
            Asks asks,
            List<CourseChoice> choices,
            String unitName,
            Set<Duty> owing,
            LocalDate from,
            @Nullable Terms terms) {
        this.unitName = unitName;
        this.words = new RequirementWords(this::getTranslation, getLocale(), choices);
        this.from = new DayPicker(
                getTranslation(asks == Asks.TERMS ? "courses.requirement.change-from" : "courses.requirement.from"),
                from);
        this.due = new DayPicker(getTranslation("courses.requirement.due"), terms == null ? null : terms.due());
        fields(choices);
        ids();
        duties.setValue(owing);
        if (terms != null) {
            courses.setValue(terms.courses());
            terms.lessons().forEach((course, lessons) -> {
                var pick = picks.get(course);
                if (pick != null) {
                    pick.setValue(new TreeSet<>(lessons));
                }
            });
            window.setValue(terms.window());
            months.setValue(terms.windowMonths() == 0 ? 12 : terms.windowMonths());
            carry.setValue(terms.carryMonths());
            metBy.setValue(terms.metBy());
            grace.setValue(terms.graceDays());
            basis.setValue(terms.basis());
        }
        if (asks == Asks.ALL) {
            add(duties);
        }
        if (asks != Asks.DAYS) {
            add(courses);
            picks.values().forEach(this::add);
        }
        add(window, metBy);
        var form = new FormLayout();
        if (asks == Asks.ALL) {
            form.add(unit);
        }
        form.add(this.from, due, months, carry, grace, basis);
        add(form, sentence);
        sentence.addClassName("mb-statements");
        sentence.getElement().setAttribute("aria-live", "polite");
        setWidthFull();
        for (HasValue<?, ?> field :
                List.of(unit, duties, courses, window, metBy, months, carry, this.from, due, grace, basis)) {
            field.addValueChangeListener(change -> show());
        }
        picks.values().forEach(pick -> pick.addValueChangeListener(change -> show()));
        show();
    }

    private void fields(List<CourseChoice> choices) {
        unit.setLabel(getTranslation("courses.requirement.unit"));
        unit.setItemLabelGenerator(Division::name);
        duties.setLabel(getTranslation("courses.requirement.duty"));
        duties.setItems(Duty.values());
        duties.setItemLabelGenerator(duty -> getTranslation("core.duty." + duty));
        courses.setLabel(getTranslation("courses.requirement.courses"));
        var titles = choices.stream()
                .collect(Collectors.toMap(CourseChoice::code, this::title, (one, other) -> one, TreeMap::new));
        courses.setItems(titles.keySet());
        courses.setItemLabelGenerator(code -> titles.getOrDefault(code, code));
        for (var choice : choices) {
            var lessons = choice.lessons().stream()
                    .collect(Collectors.toMap(
                            CourseChoice.LessonChoice::code,
                            lesson -> lesson.code() + " " + lesson.title(),
                            (one, other) -> one,
                            LinkedHashMap::new));
            var pick = new MultiSelectComboBox<String>(getTranslation("courses.requirement.pick", choice.code()));
            pick.setItems(lessons.keySet());
            pick.setItemLabelGenerator(code -> lessons.getOrDefault(code, code));
            pick.setPlaceholder(getTranslation("courses.requirement.pick-all"));
            pick.setWidthFull();
            picks.put(choice.code(), pick);
        }
        window.setLabel(getTranslation("courses.requirement.window"));
        window.setItems(Window.values());
        window.setItemLabelGenerator(kind -> getTranslation(RequirementWords.windowKey(kind)));
        window.setValue(Window.ONCE);
        metBy.setLabel(getTranslation("courses.requirement.met-by"));
        metBy.setItems(MetBy.values());
        metBy.setItemLabelGenerator(kind -> getTranslation(RequirementWords.metByKey(kind)));
        metBy.setValue(MetBy.PASS);
        number(months, "courses.requirement.months-label", 12, 1, Requirements.WINDOW_MONTHS);
        number(carry, "courses.requirement.carry-label", 0, 0, Requirements.CARRY_MONTHS);
        number(grace, "courses.requirement.grace-days", GRACE_DAYS, 0, Requirements.GRACE_DAYS);
        basis.setLabel(getTranslation("courses.requirement.basis-label"));
        basis.setMaxLength(200);
    }

    private void number(IntegerField field, String label, int value, int least, int most) {
        field.setLabel(getTranslation(label));
        field.setValue(value);
        field.setMin(least);
        field.setMax(most);
        field.setStepButtonsVisible(true);
    }

    private void ids() {
        unit.setId("requirement-unit");
        duties.setId("requirement-duties");
        courses.setId("requirement-courses");
        window.setId("requirement-window");
        months.setId("requirement-months");
        carry.setId("requirement-carry");
        from.setId("requirement-from");
        due.setId("requirement-due");
        basis.setId("requirement-basis");
        sentence.setId("requirement-sentence");
    }

    private String title(CourseChoice choice) {
        return choice.published()
                ? choice.code() + " " + choice.title()
                : getTranslation("courses.requirement.course-planned", choice.code(), choice.title());
    }

    private void show() {
        picks.forEach((course, pick) -> pick.setVisible(courses.getValue().contains(course)));
        months.setVisible(window.getValue() == Window.MONTHS);
        carry.setVisible(window.getValue() == Window.CALENDAR_YEAR);
        if (duties.getValue().isEmpty()
                || courses.getValue().isEmpty()
                || from.getValue() == null
                || due.getValue() == null) {
            sentence.setText("");
            return;
        }
        var who = duties.getValue().stream()
                .sorted()
                .map(duty -> getTranslation("core.duty." + duty))
                .collect(Collectors.joining(getTranslation("courses.list-comma")));
        var where = unit.getValue() == null ? unitName : unit.getValue().name();
        sentence.setText(words.sentence(where, who, from.getValue(), terms()));
    }

    /** The unit that was chosen. */
    DivisionId division() {
        if (unit.getValue() == null) {
            throw new RuleViolation("courses.requirement.choose-unit");
        }
        return unit.getValue().id();
    }

    /** The day that was chosen. */
    LocalDate day() {
        return from.chosen();
    }

    /** What was entered about what is owed. */
    Terms terms() {
        var lessons = new TreeMap<String, List<String>>();
        for (var course : courses.getValue()) {
            var pick = picks.get(course);
            if (pick != null) {
                lessons.put(course, List.copyOf(pick.getValue()));
            }
        }
        return new Terms(
                courses.getValue(),
                lessons,
                window.getValue(),
                window.getValue() == Window.MONTHS ? value(months) : 0,
                window.getValue() == Window.CALENDAR_YEAR ? value(carry) : 0,
                metBy.getValue(),
                due.chosen(),
                value(grace),
                basis.getValue());
    }

    private static int value(IntegerField field) {
        return field.getValue() == null ? -1 : field.getValue();
    }

    /** What was entered. */
    Requirements.Draft draft() {
        return new Requirements.Draft(duties.getValue(), from.chosen(), terms());
    }
}
