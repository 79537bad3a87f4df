package cn.mingbai.district.inspections;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.Optional;

/** Asks what a call-back came to, and shows the three questions with their answers to whoever calls. */
class CallBackDialog extends ConfirmDialog {

    private final DayPicker day;
    private final RadioButtonGroup<CallBackFinding.Way> way = new RadioButtonGroup<>();
    private final RadioButtonGroup<Boolean> remembers = new RadioButtonGroup<>();
    private final RadioButtonGroup<Integer> answers = new RadioButtonGroup<>();
    private final RadioButtonGroup<Optional<Boolean>> phone = new RadioButtonGroup<>();
    private final Div details = new Div();
    private final TextArea note = new TextArea();
    private final TextField reason = new TextField();

    CallBackDialog(CallBacks callBacks, CallBack person, LocalDate today, Runnable saved) {
        var before = person.finding();
        day = new DayPicker(getTranslation("district.inspection.day-label"), before == null ? today : before.day());
        way.setLabel(getTranslation("district.callback.way"));
        way.setId("callback-way");
        way.setItems(CallBackFinding.Way.values());
        way.setItemLabelGenerator(each -> getTranslation("district.callback.way." + each));
        remembers.setLabel(getTranslation("district.callback.remembers"));
        remembers.setId("callback-remembers");
        remembers.setItems(true, false);
        remembers.setItemLabelGenerator(this::yesNo);
        answers.setLabel(getTranslation("district.inspection.ask.answers"));
        answers.setId("callback-answers");
        answers.setItems(0, 1, 2, 3);
        phone.setLabel(getTranslation("district.inspection.ask.phone"));
        phone.setItems(Optional.empty(), Optional.of(true), Optional.of(false));
        phone.setItemLabelGenerator(
                each -> each.map(this::yesNo).orElseGet(() -> getTranslation("district.inspection.not-asked")));
        phone.setValue(Optional.ofNullable(before == null ? null : before.knowsPhone()));
        note.setLabel(getTranslation("district.callback.note"));
        note.setMaxLength(FindingBook.PROBLEM_LENGTH);
        note.setWidthFull();
        note.setValue(before == null ? "" : before.note());
        reason.setLabel(getTranslation("district.inspection.reason-label"));
        reason.setMaxLength(FindingBook.REASON_LENGTH);
        reason.setWidthFull();
        reason.setVisible(before != null);
        details.add(remembers);
        for (var question : callBacks.questions(person.id())) {
            var line = new Paragraph(getTranslation("district.callback.question", question.stem(), question.answer()));
            line.addClassName("mb-quiet");
            details.add(line);
        }
        details.add(answers, phone);
        details.setVisible(false);
        way.addValueChangeListener(change -> details.setVisible(
                change.getValue() != null && change.getValue().reached()));
        if (before != null) {
            way.setValue(before.way());
            remembers.setValue(before.remembers());
            answers.setValue(before.rightAnswers());
        }
        setHeader(getTranslation("district.callback.record-title", person.name()));
        setText(new Div(day, way, details, note, reason));
        setConfirmText(getTranslation("district.inspection.save"));
        setCancelable(true);
        setCancelText(getTranslation("core.dialog.back"));
        addConfirmListener(confirmed -> {
            if (Notices.attempt((Component) this, () -> callBacks.record(person.id(), finding(), reason.getValue()))) {
                saved.run();
            } else {
                open();
            }
        });
    }

    private String yesNo(boolean yes) {
        return getTranslation(yes ? "district.inspection.yes" : "district.inspection.no");
    }

    private CallBackFinding finding() {
        var how = way.getValue();
        if (how == null) {
            throw new RuleViolation("district.callback.choose-way");
        }
        return how.reached()
                ? new CallBackFinding(
                        day.chosen(),
                        how,
                        remembers.getValue(),
                        answers.getValue(),
                        phone.getValue().orElse(null),
                        note.getValue())
                : new CallBackFinding(day.chosen(), how, null, null, null, note.getValue());
    }
}
