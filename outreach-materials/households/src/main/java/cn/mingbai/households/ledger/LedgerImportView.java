package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.ImportPanel;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** Takes a village register in, with the day it is a copy of and the outside count of its households. */
@Route("households-import")
@Menu(title = "households.import.title", order = 41, icon = "vaadin:upload")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class LedgerImportView extends VerticalLayout implements HasDynamicTitle {

    private final LedgerImport ledgerImport;
    private final DayPicker day;
    private final IntegerField controlTotal = new IntegerField();
    private final TextField controlSource = new TextField();

    LedgerImportView(LedgerImport ledgerImport, Clock clock) {
        this.ledgerImport = ledgerImport;
        addClassName("mb-page");
        day = SetStateDialog.past(getTranslation("households.import.day"), clock);
        day.setId("ledger-day");
        day.setHelperText(getTranslation("households.import.day-hint"));
        controlTotal.setLabel(getTranslation("households.control.total"));
        controlTotal.setId("control-total");
        controlTotal.setMin(0);
        controlTotal.setHelperText(getTranslation("households.import.control-hint"));
        controlSource.setLabel(getTranslation("households.control.source"));
        controlSource.setId("control-source");
        controlSource.setMaxLength(200);
        controlSource.setHelperText(getTranslation("households.control.source-hint"));
        var inputs = new FlexLayout(day, controlTotal, controlSource);
        inputs.addClassName("mb-actions");
        var panel = new ImportPanel(
                ledgerImport::template,
                getTranslation("households.import.template-name"),
                (name, bytes) -> new LedgerJob(upload(name, bytes)));
        day.addValueChangeListener(change -> panel.recheck());
        controlTotal.addValueChangeListener(change -> panel.recheck());
        controlSource.addValueChangeListener(change -> panel.recheck());
        add(
                new RouterLink(getTranslation("households.import.to-ledger"), HouseholdsView.class),
                new Paragraph(getTranslation("households.import.intro")),
                inputs,
                panel);
    }

    private LedgerUpload upload(String name, byte[] bytes) {
        return new LedgerUpload(name, bytes, day.chosen(), controlTotal.getValue(), controlSource.getValue());
    }

    private final class LedgerJob implements ImportPanel.Job {

        private final LedgerUpload upload;

        LedgerJob(LedgerUpload upload) {
            this.upload = upload;
        }

        @Override
        public ImportReport plan() {
            return ledgerImport.plan(upload);
        }

        @Override
        public ImportReport apply(ImportProgress progress) {
            return ledgerImport.apply(upload, progress);
        }

        // A file that changes no household may still bring a control total.
        @Override
        public boolean isIdle(ImportReport plan) {
            return plan.changesNothing() && upload.controlTotal() == null;
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.import.title");
    }
}
