package cn.mingbai.materials.texts;

import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.time.LocalDate;
import java.util.function.BiConsumer;

/** Asks for a day and a reason before something goes to a second person; stays open until it has succeeded. */
final class DayAndReasonDialog extends ConfirmDialog {

    DayAndReasonDialog(
            String title,
            String text,
            String dayLabel,
            LocalDate first,
            String reasonLabel,
            String confirm,
            int length,
            BiConsumer<LocalDate, String> action) {
        var day = new DayPicker(dayLabel, first);
        day.setId("from");
        var reason = new TextArea(reasonLabel);
        reason.setMaxLength(length);
        reason.setWidthFull();
        reason.setId("reason");
        setHeader(title);
        setText(new Div(new Paragraph(text), day, reason));
        setConfirmText(confirm);
        setCancelable(true);
        setCancelText(getTranslation("materials.text.cancel"));
        addConfirmListener(confirmed -> {
            if (!Notices.attempt((Component) this, () -> action.accept(day.chosen(), reason.getValue()))) {
                open();
            }
        });
    }
}
