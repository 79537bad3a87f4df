package cn.mingbai.courses.requirements;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.ui.DayPicker;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes in a new requirement. */
class RequirementForm extends Div {

    private static final int GRACE_DAYS = 30;

    private final ComboBox<Division> unit = new ComboBox<>();
    private final CheckboxGroup<Duty> duties = new CheckboxGroup<>();
    private final CheckboxGroup<String> courses = new CheckboxGroup<>();
    private final DayPicker from;
    private final DayPicker due;
    private final IntegerField grace = new IntegerField();
    private final TextField basis = new TextField();

    RequirementForm(List<Division> units, Map<String, String> titles, LocalDate today, Consumer<RequirementForm> add) {
        unit.setLabel(getTranslation("courses.requirement.unit"));
        unit.setItems(units);
        unit.setItemLabelGenerator(Division::name);
        unit.setValue(units.getFirst());
        duties.setLabel(getTranslation("courses.requirement.duty"));
        duties.setItems(Duty.values());
        duties.setItemLabelGenerator(duty -> getTranslation("core.duty." + duty));
        courses.setLabel(getTranslation("courses.requirement.courses"));
        courses.setItems(titles.keySet());
        courses.setItemLabelGenerator(code -> code + " " + titles.get(code));
        from = new DayPicker(getTranslation("courses.requirement.from"), today);
        due = new DayPicker(getTranslation("courses.requirement.due"), null);
        grace.setLabel(getTranslation("courses.requirement.grace-days"));
        grace.setValue(GRACE_DAYS);
        grace.setMin(0);
        basis.setLabel(getTranslation("courses.requirement.basis-label"));
        basis.setMaxLength(200);
        unit.setId("requirement-unit");
        duties.setId("requirement-duties");
        courses.setId("requirement-courses");
        due.setId("requirement-due");
        basis.setId("requirement-basis");

        var save = new Button(getTranslation("courses.requirement.add"), click -> add.accept(this));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("requirement-save");
        var form = new FormLayout(unit, from, due, grace, basis);
        add(new H2(getTranslation("courses.requirement.new")), duties, courses, form, save);
        setWidthFull();
    }

    /** The unit that was chosen. */
    DivisionId division() {
        if (unit.getValue() == null) {
            throw new RuleViolation("courses.requirement.choose-unit");
        }
        return unit.getValue().id();
    }

    /** What was entered. */
    Requirements.Draft draft() {
        return new Requirements.Draft(
                duties.getValue(),
                courses.getValue(),
                from.chosen(),
                due.chosen(),
                grace.getValue() == null ? -1 : grace.getValue(),
                basis.getValue());
    }
}
