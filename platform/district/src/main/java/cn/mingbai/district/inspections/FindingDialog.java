package cn.mingbai.district.inspections;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.households.visits.Relation;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks what was found at a household; what is not asked there is left as it is. */
class FindingDialog extends ConfirmDialog {

    private final DayPicker day;
    private final RadioButtonGroup<FindingOutcome> outcome = new RadioButtonGroup<>();
    private final RadioButtonGroup<Optional<Relation>> spokeWith = new RadioButtonGroup<>();
    private final RadioButtonGroup<Optional<Boolean>> sheet;
    private final RadioButtonGroup<Optional<Boolean>> informed;
    private final RadioButtonGroup<Optional<Boolean>> phone;
    private final RadioButtonGroup<Optional<Boolean>> signed;
    private final RadioButtonGroup<Optional<Integer>> answers = new RadioButtonGroup<>();
    private final RadioButtonGroup<Optional<Satisfaction>> satisfaction = new RadioButtonGroup<>();
    private final Div details = new Div();
    private final IntegerField unlisted = new IntegerField();
    private final TextArea problem = new TextArea();
    private final DayPicker deadline;
    private final TextField reason = new TextField();

    FindingDialog(Inspections inspections, InspectionItem item, LocalDate today, Runnable saved) {
        var before = item.finding();
        day = new DayPicker(getTranslation("district.inspection.day-label"), before == null ? today : before.day());
        deadline = new DayPicker(
                getTranslation("district.inspection.deadline-label"), before == null ? null : before.deadline());
        outcome.setLabel(getTranslation("district.inspection.found"));
        outcome.setId("finding-outcome");
        outcome.setItems(FindingOutcome.values());
        outcome.setItemLabelGenerator(each -> getTranslation("district.inspection.outcome." + each));
        spokeWith.setLabel(getTranslation("district.inspection.ask.spoke-with"));
        spokeWith.setId("finding-spoke-with");
        spokeWith.setItems(Stream.concat(
                        Stream.of(Optional.<Relation>empty()),
                        Arrays.stream(Relation.values()).map(Optional::of))
                .toList());
        spokeWith.setItemLabelGenerator(
                each -> getTranslation(each.map(Relation::key).orElse("district.inspection.not-noted")));
        spokeWith.setValue(Optional.ofNullable(before == null ? null : before.spokeWith()));
        sheet = yesNo("sheet", before == null ? null : before.sheetThere());
        informed = yesNo("informed", before == null ? null : before.informedMatches());
        phone = yesNo("phone", before == null ? null : before.knowsPhone());
        signed = yesNo("signed", before == null ? null : before.signed());
        answers.setLabel(getTranslation("district.inspection.ask.answers"));
        answers.setItems(Optional.empty(), Optional.of(0), Optional.of(1), Optional.of(2), Optional.of(3));
        answers.setItemLabelGenerator(
                each -> each.map(String::valueOf).orElseGet(() -> getTranslation("district.inspection.not-asked")));
        answers.setValue(Optional.ofNullable(before == null ? null : before.rightAnswers()));
        satisfaction.setLabel(getTranslation("district.inspection.ask.satisfaction"));
        satisfaction.setItems(
                Optional.empty(),
                Optional.of(Satisfaction.SATISFIED),
                Optional.of(Satisfaction.FAIR),
                Optional.of(Satisfaction.DISSATISFIED));
        satisfaction.setItemLabelGenerator(
                each -> each.map(value -> getTranslation("district.inspection.satisfaction." + value))
                        .orElseGet(() -> getTranslation("district.inspection.not-asked")));
        satisfaction.setValue(Optional.ofNullable(before == null ? null : before.satisfaction()));
        unlisted.setLabel(getTranslation("district.inspection.unlisted-label"));
        unlisted.setMin(0);
        unlisted.setValue(before == null ? 0 : before.unlisted());
        unlisted.setWidthFull();
        problem.setLabel(getTranslation("district.inspection.problem"));
        problem.setMaxLength(300);
        problem.setWidthFull();
        problem.setValue(before == null ? "" : before.problem());
        reason.setLabel(getTranslation("district.inspection.reason-label"));
        reason.setMaxLength(200);
        reason.setWidthFull();
        reason.setVisible(before != null);
        details.add(spokeWith, sheet, informed, answers, phone, satisfaction, signed);
        outcome.addValueChangeListener(change -> details.setVisible(
                change.getValue() != null && change.getValue().answered()));
        details.setVisible(false);
        if (before != null) {
            outcome.setValue(before.outcome());
        }
        setHeader(getTranslation("district.inspection.record-title", item.number()));
        setText(new Div(day, outcome, details, unlisted, problem, deadline, reason));
        setConfirmText(getTranslation("district.inspection.save"));
        setCancelable(true);
        setCancelText(getTranslation("core.dialog.back"));
        addConfirmListener(confirmed -> {
            if (Notices.attempt((Component) this, () -> inspections.record(item.id(), finding(), reason.getValue()))) {
                saved.run();
            } else {
                open();
            }
        });
    }

    private RadioButtonGroup<Optional<Boolean>> yesNo(String key, @Nullable Boolean value) {
        var group = new RadioButtonGroup<Optional<Boolean>>();
        group.setLabel(getTranslation("district.inspection.ask." + key));
        group.setId("finding-" + key);
        group.setItems(Optional.empty(), Optional.of(true), Optional.of(false));
        group.setItemLabelGenerator(
                each -> each.map(yes -> getTranslation(yes ? "district.inspection.yes" : "district.inspection.no"))
                        .orElseGet(() -> getTranslation("district.inspection.not-asked")));
        group.setValue(Optional.ofNullable(value));
        return group;
    }

    private Finding finding() {
        if (outcome.getValue() == null) {
            throw new RuleViolation("district.inspection.choose-outcome");
        }
        var answered = outcome.getValue().answered();
        return new Finding(
                day.chosen(),
                outcome.getValue(),
                answered ? spokeWith.getValue().orElse(null) : null,
                answered ? sheet.getValue().orElse(null) : null,
                answered ? informed.getValue().orElse(null) : null,
                answered ? answers.getValue().orElse(null) : null,
                answered ? phone.getValue().orElse(null) : null,
                answered ? satisfaction.getValue().orElse(null) : null,
                answered ? signed.getValue().orElse(null) : null,
                unlisted.getValue() == null ? 0 : unlisted.getValue(),
                problem.getValue(),
                deadline.getValue());
    }
}
