package cn.mingbai.district.inspections;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import java.util.stream.Collectors;

/** Asks who goes to the households of an inspection and who answers for it. */
class InspectorsDialog extends ConfirmDialog {

    InspectorsDialog(Inspections inspections, Inspection inspection, Runnable saved) {
        var candidates = inspections.candidates(inspection.id());
        var people = inspection.inspectors().stream()
                .map(Inspection.Inspector::person)
                .collect(Collectors.toSet());
        var group = new CheckboxGroup<Inspection.Inspector>(getTranslation("district.inspection.inspectors-label"));
        group.setItems(candidates);
        group.setItemLabelGenerator(Inspection.Inspector::name);
        group.setValue(candidates.stream()
                .filter(each -> people.contains(each.person()))
                .collect(Collectors.toSet()));
        group.setId("inspectors");
        var leader = new ComboBox<Inspection.Inspector>(getTranslation("district.inspection.leader-label"), candidates);
        leader.setItemLabelGenerator(Inspection.Inspector::name);
        leader.setId("leader");
        inspection.inspectors().stream()
                .filter(Inspection.Inspector::leads)
                .findFirst()
                .flatMap(lead -> candidates.stream()
                        .filter(each -> each.person().equals(lead.person()))
                        .findFirst())
                .ifPresent(leader::setValue);
        setHeader(getTranslation("district.inspection.assign"));
        setText(new Div(group, leader));
        setConfirmText(getTranslation("district.inspection.save"));
        setCancelable(true);
        setCancelText(getTranslation("core.dialog.back"));
        addConfirmListener(confirmed -> {
            if (Notices.attempt((Component) this, () -> {
                if (leader.getValue() == null) {
                    throw new RuleViolation("district.inspection.inspectors");
                }
                inspections.assign(
                        inspection.id(),
                        leader.getValue().person(),
                        group.getValue().stream()
                                .map(Inspection.Inspector::person)
                                .toList());
            })) {
                saved.run();
            } else {
                open();
            }
        });
    }
}
