package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Takes a village register in: template, upload, what it would change, and then all of it. */
@Route("households-import")
@Menu(title = "households.import.title", order = 41, icon = "vaadin:upload")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class LedgerImportView extends VerticalLayout implements HasDynamicTitle {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerImportView.class);
    private static final int POLL_MS = 400;
    private static final int SHOWN = 100;

    private final LedgerImport ledgerImport;
    private final Clock clock;
    private final DatePicker day;
    private final IntegerField controlTotal = new IntegerField();
    private final TextField controlSource = new TextField();
    private final VerticalLayout result = new VerticalLayout();
    private final Button apply;
    private final ProgressBar bar = new ProgressBar();
    private volatile @Nullable LedgerFile received;
    private @Nullable Run run;
    private @Nullable Registration polling;

    private record LedgerFile(String name, byte[] bytes) {}

    /** An import on a thread of its own; the page looks at it now and then. */
    private static final class Run {
        private volatile double progress;
        private volatile @Nullable ImportReport report;
        private volatile @Nullable MingbaiException refused;
        private volatile boolean failed;
    }

    LedgerImportView(LedgerImport ledgerImport, Clock clock) {
        this.ledgerImport = ledgerImport;
        this.clock = clock;
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
        day.addValueChangeListener(change -> check());
        controlTotal.addValueChangeListener(change -> check());
        controlSource.addValueChangeListener(change -> check());
        apply = new Button(getTranslation("households.import.apply"), click -> start());
        apply.setId("apply");
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        apply.setVisible(false);
        bar.setVisible(false);
        result.setPadding(false);
        result.setId("report");
        var inputs = new FlexLayout(day, controlTotal, controlSource);
        inputs.addClassName("mb-fields");
        add(new Paragraph(getTranslation("households.import.intro")), template(), inputs, upload(), apply, bar, result);
    }

    private Component template() {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    try {
                        var bytes = ledgerImport.template();
                        return new DownloadResponse(
                                new ByteArrayInputStream(bytes),
                                "household-ledger-template.xlsx",
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                bytes.length);
                    } catch (MingbaiException refused) {
                        return DownloadResponse.error(403, refused.key());
                    }
                }),
                getTranslation("households.import.template"));
        link.setId("template");
        return link;
    }

    private Component upload() {
        var upload = new Upload(
                UploadHandler.inMemory((metadata, bytes) -> received = new LedgerFile(metadata.fileName(), bytes)));
        upload.setId("ledger-file");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(SheetReader.MAX_BYTES);
        upload.setAcceptedFileExtensions(".xlsx", ".csv");
        upload.setUploadButton(new Button(getTranslation("households.import.choose-file")));
        upload.setDropAllowed(false);
        upload.setWidthFull();
        upload.addFileRejectedListener(event -> Notices.refused(
                this,
                new cn.mingbai.core.error.RuleViolation("core.sheet.too-large", SheetReader.MAX_BYTES / 1024 / 1024)));
        // The browser says so once the server has the file; only then is there something to check.
        upload.getElement().addEventListener("upload-success", event -> {
            upload.clearFileList();
            check();
        });
        return upload;
    }

    private @Nullable LedgerUpload uploaded() {
        var file = received;
        return file == null
                ? null
                : new LedgerUpload(
                        file.name(),
                        file.bytes(),
                        day.getValue() == null ? Times.today(clock) : day.getValue(),
                        controlTotal.getValue(),
                        controlSource.getValue());
    }

    private void check() {
        var upload = uploaded();
        result.removeAll();
        apply.setVisible(false);
        if (upload == null) {
            return;
        }
        Notices.attempt(this, () -> {
            var report = ledgerImport.plan(upload);
            show(report, upload.fileName(), false);
            apply.setVisible(report.isClean() && (!report.changesNothing() || upload.controlTotal() != null));
        });
    }

    private void start() {
        var upload = uploaded();
        if (upload == null || run != null) {
            return;
        }
        apply.setEnabled(false);
        bar.setVisible(true);
        bar.setValue(0);
        var started = new Run();
        run = started;
        Thread.ofPlatform().name("ledger-import").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                started.report = ledgerImport.apply(upload, (done, of) -> started.progress = (double) done / of);
            } catch (MingbaiException refused) {
                started.refused = refused;
            } catch (RuntimeException failed) {
                LOG.error("expected to take a ledger in, but the import failed; nothing was written", failed);
                started.failed = true;
            }
        }));
        getUI().ifPresent(ui -> {
            ui.setPollInterval(POLL_MS);
            polling = ui.addPollListener(poll -> look());
        });
    }

    private void look() {
        var looked = run;
        if (looked == null) {
            return;
        }
        bar.setValue(Math.min(1, looked.progress));
        var report = looked.report;
        var refused = looked.refused;
        if (report == null && refused == null && !looked.failed) {
            return;
        }
        run = null;
        stopPolling();
        bar.setVisible(false);
        apply.setEnabled(true);
        if (report != null) {
            var file = received;
            received = null;
            apply.setVisible(false);
            show(report, file == null ? "" : file.name(), true);
            Notices.done(this, "households.import.done");
        } else if (refused != null) {
            Notices.refused(this, refused);
            check();
        } else {
            result.add(new Paragraph(getTranslation("households.import.failed")));
        }
    }

    private void show(ImportReport report, String fileName, boolean applied) {
        result.removeAll();
        var sums = new Paragraph(getTranslation(
                applied ? "households.import.sums-applied" : "households.import.sums",
                fileName,
                report.added().size(),
                report.changed().size(),
                report.unchanged(),
                report.refused().size(),
                report.questions().size()));
        sums.setId("sums");
        sums.getElement().setAttribute("role", "status");
        result.add(sums);
        if (applied) {
            result.add(new Anchor("households", getTranslation("households.import.to-ledger")));
        }
        if (!report.refused().isEmpty()) {
            result.add(new H3(getTranslation("households.import.refused")), refused(report));
        }
        if (!report.changed().isEmpty()) {
            result.add(new H3(getTranslation("households.import.changed")), changed(report));
        }
        if (!report.added().isEmpty()) {
            result.add(new H3(getTranslation("households.import.added")), added(report));
        }
        if (!report.questions().isEmpty()) {
            result.add(new H3(getTranslation("households.import.questions")), questions(report));
        }
    }

    private Component refused(ImportReport report) {
        var table = new FigureTable(getTranslation("households.import.refused"))
                .column(getTranslation("households.import.row"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.import.column"), FigureTable.Column.TEXT)
                .column(getTranslation("households.import.reason"), FigureTable.Column.TEXT);
        report.refused().stream()
                .limit(SHOWN)
                .forEach(row -> table.row(
                        row.row(),
                        row.column(),
                        getTranslation(row.messageKey(), row.arguments().toArray())));
        return withMore(table, report.refused().size());
    }

    private Component changed(ImportReport report) {
        var table = new FigureTable(getTranslation("households.import.changed"))
                .column(getTranslation("households.import.row"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.import.household"), FigureTable.Column.TEXT)
                .column(getTranslation("households.import.what-changes"), FigureTable.Column.TEXT);
        report.changed().stream()
                .limit(SHOWN)
                .forEach(row -> table.row(
                        row.row(),
                        row.key() + " " + row.name(),
                        row.fields().stream()
                                .map(field -> getTranslation(
                                        "households.import.from-to", field.column(), field.before(), field.after()))
                                .collect(Collectors.joining(getTranslation("households.word.semicolon")))));
        return withMore(table, report.changed().size());
    }

    private Component added(ImportReport report) {
        var table = new FigureTable(getTranslation("households.import.added"))
                .column(getTranslation("households.import.row"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.import.household"), FigureTable.Column.TEXT);
        report.added().stream().limit(SHOWN).forEach(row -> table.row(row.row(), row.key() + " " + row.name()));
        return withMore(table, report.added().size());
    }

    private Component questions(ImportReport report) {
        var table = new FigureTable(getTranslation("households.import.questions"))
                .column(getTranslation("households.import.household"), FigureTable.Column.TEXT)
                .column(getTranslation("households.import.question"), FigureTable.Column.TEXT);
        report.questions().stream()
                .limit(SHOWN)
                .forEach(question -> table.row(
                        question.key() + " " + question.name(),
                        getTranslation(
                                question.messageKey(), question.arguments().toArray())));
        return withMore(table, report.questions().size());
    }

    private Component withMore(FigureTable table, int all) {
        if (all <= SHOWN) {
            return table;
        }
        var more = new Paragraph(getTranslation("households.import.more", SHOWN, all));
        more.addClassName("mb-quiet");
        var both = new VerticalLayout(table, more);
        both.setPadding(false);
        return both;
    }

    private void stopPolling() {
        if (polling != null) {
            polling.remove();
            polling = null;
            getUI().ifPresent(ui -> ui.setPollInterval(-1));
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (run == null) {
            bar.setVisible(false);
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
            polling = null;
            event.getUI().setPollInterval(-1);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.import.title");
    }
}
