package cn.mingbai.courses.heldclass;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.ui.DayPicker;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes in the plan of a class. */
class HeldClassForm extends Div {

    private static final LocalTime START = LocalTime.of(9, 0);
    private static final LocalTime END = LocalTime.of(11, 30);

    private final ComboBox<Division> heldBy = new ComboBox<>();
    private final TextField title = new TextField();
    private final CheckboxGroup<String> courses = new CheckboxGroup<>();
    private final TextField place = new TextField();
    private final TextField teacher = new TextField();
    private final DayPicker day;
    private final TimePicker start = new TimePicker();
    private final TimePicker end = new TimePicker();
    private final BigDecimalField hours = new BigDecimalField();
    private final MultiSelectComboBox<Division> units = new MultiSelectComboBox<>();
    private final CheckboxGroup<Duty> duties = new CheckboxGroup<>();

    /**
     * A form.
     *
     * @param reachable the units that may hold a class or be invited
     * @param offered the courses published on a day: titles by codes
     * @param shown the class to change, or null for a new one
     */
    HeldClassForm(
            List<Division> reachable,
            Function<LocalDate, Map<String, String>> offered,
            LocalDate today,
            @Nullable HeldClass shown,
            Runnable save) {
        heldBy.setLabel(getTranslation("courses.class.field.held-by"));
        heldBy.setItems(reachable);
        heldBy.setItemLabelGenerator(Division::name);
        title.setLabel(getTranslation("courses.class.field.title"));
        title.setMaxLength(100);
        courses.setLabel(getTranslation("courses.class.field.courses"));
        place.setLabel(getTranslation("courses.class.field.place"));
        place.setMaxLength(100);
        teacher.setLabel(getTranslation("courses.class.field.teacher"));
        teacher.setMaxLength(60);
        day = new DayPicker(
                getTranslation("courses.class.field.day"),
                shown == null ? null : shown.plan().day());
        start.setLabel(getTranslation("courses.class.field.start"));
        end.setLabel(getTranslation("courses.class.field.end"));
        for (var time : List.of(start, end)) {
            time.setStep(Duration.ofMinutes(30));
            time.setLocale(java.util.Locale.UK);
        }
        hours.setLabel(getTranslation("courses.class.field.hours"));
        hours.setHelperText(getTranslation("courses.class.field.hours-help"));
        units.setLabel(getTranslation("courses.class.field.units"));
        units.setItems(reachable);
        units.setItemLabelGenerator(Division::name);
        units.setHelperText(getTranslation("courses.class.field.units-help"));
        duties.setLabel(getTranslation("courses.class.field.duties"));
        duties.setItems(Duty.values());
        duties.setItemLabelGenerator(duty -> getTranslation("core.duty." + duty));
        title.setId("class-title");
        courses.setId("class-courses");
        place.setId("class-place");
        teacher.setId("class-teacher");
        day.setId("class-day");
        hours.setId("class-hours");
        units.setId("class-units");
        duties.setId("class-duties");
        fill(reachable, shown);
        offer(offered.apply(day.getValue() == null ? today : day.getValue()));
        if (shown != null) {
            courses.setValue(shown.plan().courses());
        }
        day.addValueChangeListener(
                change -> offer(offered.apply(change.getValue() == null ? today : change.getValue())));

        var button = new Button(getTranslation("courses.class.save"), click -> save.run());
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        button.setId("class-save");
        add(
                new FormLayout(title, heldBy, day, start, end, hours, place, teacher),
                courses,
                new FormLayout(units),
                duties,
                new Div(button));
        setWidthFull();
    }

    private void fill(List<Division> reachable, @Nullable HeldClass shown) {
        if (shown == null) {
            heldBy.setValue(reachable.getFirst());
            start.setValue(START);
            end.setValue(END);
            hours.setValue(new BigDecimal("4"));
            return;
        }
        var plan = shown.plan();
        heldBy.setValue(reachable.stream()
                .filter(unit -> unit.id().equals(shown.division()))
                .findFirst()
                .orElse(null));
        heldBy.setReadOnly(true);
        title.setValue(plan.title());
        place.setValue(plan.place());
        teacher.setValue(plan.teacher());
        start.setValue(plan.start());
        end.setValue(plan.end());
        hours.setValue(plan.hours());
        units.setValue(reachable.stream()
                .filter(unit -> plan.units().contains(unit.id()))
                .collect(Collectors.toSet()));
        duties.setValue(plan.duties());
    }

    /** Offers the courses of a day and keeps what was chosen of them. */
    private void offer(Map<String, String> titles) {
        var chosen = courses.getValue();
        courses.setItems(titles.keySet());
        courses.setItemLabelGenerator(code -> code + " " + titles.getOrDefault(code, ""));
        courses.setValue(chosen.stream().filter(titles::containsKey).collect(Collectors.toSet()));
    }

    /** The unit that holds the class. */
    DivisionId division() {
        if (heldBy.getValue() == null) {
            throw new RuleViolation("courses.class.choose-unit");
        }
        return heldBy.getValue().id();
    }

    /** What was entered. */
    ClassDraft draft() {
        if (start.getValue() == null || end.getValue() == null) {
            throw new RuleViolation("courses.class.time-form");
        }
        return new ClassDraft(
                title.getValue(),
                courses.getValue(),
                place.getValue(),
                teacher.getValue(),
                day.chosen(),
                start.getValue(),
                end.getValue(),
                hours.getValue() == null ? BigDecimal.ZERO : hours.getValue(),
                units.getValue().stream().map(Division::id).collect(Collectors.toSet()),
                duties.getValue());
    }
}
