package cn.mingbai.courses.requirements;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes in a new requirement. */
class RequirementForm extends Div {

    private static final int GRACE_DAYS = 30;

    private final ComboBox<Division> unit = new ComboBox<>();
    private final CheckboxGroup<Duty> duties = new CheckboxGroup<>();
    private final CheckboxGroup<String> courses = new CheckboxGroup<>();
    private final DatePicker from = picker();
    private final DatePicker due = picker();
    private final IntegerField grace = new IntegerField();
    private final TextField basis = new TextField();

    RequirementForm(
            List<Division> units,
            Map<String, String> titles,
            LocalDate today,
            BiConsumer<DivisionId, Requirements.Draft> add) {
        unit.setLabel(getTranslation("courses.requirement.unit"));
        unit.setItems(units);
        unit.setItemLabelGenerator(Division::name);
        unit.setValue(units.getFirst());
        duties.setLabel(getTranslation("courses.requirement.duty"));
        duties.setItems(Duty.values());
        duties.setItemLabelGenerator(duty -> getTranslation("courses.duty." + duty));
        courses.setLabel(getTranslation("courses.requirement.courses"));
        courses.setItems(titles.keySet());
        courses.setItemLabelGenerator(code -> code + " " + titles.get(code));
        from.setLabel(getTranslation("courses.requirement.from"));
        from.setValue(today);
        due.setLabel(getTranslation("courses.requirement.due"));
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

        var save = new Button(getTranslation("courses.requirement.add"), click -> {
            var division = unit.getValue();
            if (division == null) {
                unit.setInvalid(true);
                return;
            }
            if (isMissing(from.getValue(), from) | isMissing(due.getValue(), due)) {
                return;
            }
            add.accept(
                    division.id(),
                    new Requirements.Draft(
                            duties.getValue(),
                            courses.getValue(),
                            from.getValue(),
                            due.getValue(),
                            grace.getValue() == null ? -1 : grace.getValue(),
                            basis.getValue()));
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("requirement-save");
        var form = new FormLayout(unit, from, due, grace, basis);
        add(new H2(getTranslation("courses.requirement.new")), duties, courses, form, save);
        setWidthFull();
    }

    private static boolean isMissing(@Nullable LocalDate value, DatePicker picker) {
        picker.setInvalid(value == null);
        return value == null;
    }

    private static DatePicker picker() {
        var picker = new DatePicker();
        picker.setLocale(Locale.SIMPLIFIED_CHINESE);
        var format = new DatePicker.DatePickerI18n();
        format.setDateFormat("yyyy-MM-dd");
        picker.setI18n(format);
        return picker;
    }
}
