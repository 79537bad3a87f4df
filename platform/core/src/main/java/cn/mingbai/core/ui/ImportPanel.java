package cn.mingbai.core.ui;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.shared.Registration;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/**
 * The steps of every import: template, upload, what the file would do, and taking it in with a progress bar. Nothing is
 * written before the last button, and that button is there only when no row is refused.
 */
public final class ImportPanel extends Composite<VerticalLayout> {

    private static final int POLL_MS = 500;
    private static final int SHOWN = 200;
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** One uploaded file, bound to its importer. */
    public interface Job {

        /** What taking it in would do. Called with the session's lock. */
        ImportReport plan();

        /** Takes it in. Called from a background thread, as the same caller. */
        ImportReport apply(ImportProgress progress);

        /** Whether there is nothing to take in, once no row is refused. */
        default boolean isIdle(ImportReport plan) {
            return plan.changesNothing();
        }
    }

    /** Binds an uploaded file to its importer. Called with the session's lock, so that it may read other fields. */
    @FunctionalInterface
    public interface Importer {

        /**
         * The job.
         *
         * @param fileName the name under which it was uploaded
         * @param bytes its content, at most one byte longer than importers take
         */
        Job job(String fileName, byte[] bytes);
    }

    private final Importer importer;
    private final VerticalLayout result = new VerticalLayout();
    private final ProgressBar bar = new ProgressBar();
    private final Paragraph status = new Paragraph();
    private volatile int done;
    private volatile int of = 1;
    private volatile @Nullable ImportReport applied;
    private volatile @Nullable MingbaiException refusal;
    private volatile boolean failed;
    private @Nullable Registration polling;
    private @Nullable UploadedFile last;

    private record UploadedFile(String name, byte[] bytes) {}

    /**
     * A panel.
     *
     * @param template makes the template to download, .xlsx
     * @param templateName the file name that the template gets
     */
    public ImportPanel(Supplier<byte[]> template, String templateName, Importer importer) {
        this.importer = importer;
        var download = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    var bytes = template.get();
                    return new DownloadResponse(new ByteArrayInputStream(bytes), templateName, XLSX, bytes.length);
                }),
                getTranslation("core.import.template"));
        download.setId("import-template");
        download.setDownload(true);
        var upload = new FileUpload(this::received, this::refused, ".xlsx", ".csv");
        upload.setId("import-upload");
        bar.setVisible(false);
        status.getElement().setAttribute("role", "status");
        status.setVisible(false);
        result.setPadding(false);
        result.setId("import-result");
        getContent().setPadding(false);
        getContent().add(download, upload, status, bar, result);
    }

    private void refused(String sentence) {
        result.removeAll();
        var shown = new Paragraph(sentence);
        shown.addClassName("mb-refused");
        result.add(shown);
    }

    /** Plans the last uploaded file anew, after another field of the view has changed. */
    public void recheck() {
        if (last != null && polling == null) {
            received(last.name(), last.bytes());
        }
    }

    private void received(String name, byte[] bytes) {
        last = new UploadedFile(name, bytes);
        status.setVisible(false);
        result.removeAll();
        try {
            var job = importer.job(name, bytes);
            show(name, job, job.plan());
        } catch (MingbaiException refused) {
            refused(getTranslation(refused.key(), refused.arguments().toArray()));
        }
    }

    private void show(String name, Job job, ImportReport report) {
        result.add(new H3(getTranslation("core.import.plan-of", name)));
        summary(report);
        refusedTable(report);
        if (!report.isClean()) {
            result.add(new Paragraph(getTranslation("core.import.mend-first")));
        } else if (job.isIdle(report)) {
            result.add(new Paragraph(getTranslation("core.import.nothing-new")));
        } else {
            var apply = new Button(getTranslation("core.import.apply"));
            apply.setId("import-apply");
            apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            apply.setDisableOnClick(true);
            apply.addClickListener(click -> start(job));
            result.add(apply);
        }
        changeTable("core.import.added", report.added());
        changeTable("core.import.changed", report.changed());
        questionTable(report);
    }

    private void summary(ImportReport report) {
        result.add(new Paragraph(getTranslation(
                "core.import.summary",
                report.added().size(),
                report.changed().size(),
                report.unchanged(),
                report.refused().size(),
                report.questions().size())));
    }

    private void refusedTable(ImportReport report) {
        if (report.refused().isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("core.import.refused"))
                .column(getTranslation("core.import.row"), FigureTable.Column.NUMBER)
                .column(getTranslation("core.import.column"), FigureTable.Column.TEXT)
                .column(getTranslation("core.import.reason"), FigureTable.Column.TEXT);
        report.refused().stream()
                .limit(SHOWN)
                .forEach(refused -> table.row(
                        refused.row(),
                        refused.column(),
                        getTranslation(refused.messageKey(), refused.arguments().toArray())));
        section("core.import.refused", report.refused().size(), table);
    }

    private void changeTable(String title, List<ImportReport.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation(title))
                .column(getTranslation("core.import.row"), FigureTable.Column.WIDE_NUMBER)
                .column(getTranslation("core.import.subject"), FigureTable.Column.TEXT)
                .column(getTranslation("core.import.what"), FigureTable.Column.TEXT);
        changes.stream()
                .limit(SHOWN)
                .forEach(change -> table.row(
                        change.row(),
                        change.key() + " " + change.name(),
                        String.join(
                                "；",
                                change.fields().stream()
                                        .map(field -> field.before().isEmpty()
                                                ? getTranslation("core.import.field-new", field.column(), field.after())
                                                : getTranslation(
                                                        "core.import.field-changed",
                                                        field.column(),
                                                        field.before(),
                                                        field.after()))
                                        .toList())));
        section(title, changes.size(), table);
    }

    private void questionTable(ImportReport report) {
        if (report.questions().isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("core.import.questions"))
                .column(getTranslation("core.import.subject"), FigureTable.Column.TEXT)
                .column(getTranslation("core.import.question"), FigureTable.Column.TEXT);
        report.questions().stream()
                .limit(SHOWN)
                .forEach(question -> table.row(
                        question.key() + " " + question.name(),
                        getTranslation(
                                question.messageKey(), question.arguments().toArray())));
        section("core.import.questions", report.questions().size(), table);
    }

    private void section(String title, int size, FigureTable table) {
        result.add(new H3(getTranslation(title) + " · " + size), table);
        if (size > SHOWN) {
            result.add(new Paragraph(getTranslation("core.import.first-shown", SHOWN)));
        }
    }

    private void start(Job job) {
        done = 0;
        applied = null;
        refusal = null;
        failed = false;
        status.setText(getTranslation("core.import.running"));
        status.setVisible(true);
        bar.setVisible(true);
        bar.setValue(0);
        Thread.ofVirtual().name("import").start(new DelegatingSecurityContextRunnable(() -> run(job)));
        var ui = UI.getCurrent();
        ui.setPollInterval(POLL_MS);
        polling = ui.addPollListener(poll -> look());
    }

    private void run(Job job) {
        try {
            applied = job.apply((steps, all) -> {
                of = Math.max(all, 1);
                done = steps;
            });
        } catch (MingbaiException refused) {
            refusal = refused;
        } catch (RuntimeException unexpected) {
            LoggerFactory.getLogger(ImportPanel.class).error("an import failed and was rolled back", unexpected);
            failed = true;
        }
    }

    private void look() {
        bar.setValue(Math.min(1, (double) done / of));
        var report = applied;
        var refused = refusal;
        if (report == null && refused == null && !failed) {
            return;
        }
        stop();
        bar.setVisible(false);
        result.removeAll();
        if (report != null) {
            last = null;
            status.setText(getTranslation(
                    "core.import.done", report.added().size(), report.changed().size(), report.unchanged()));
            questionTable(report);
        } else if (refused != null) {
            status.setText(getTranslation(refused.key(), refused.arguments().toArray()));
        } else {
            status.setText(getTranslation("core.import.failed"));
        }
    }

    private void stop() {
        if (polling != null) {
            polling.remove();
            polling = null;
            var ui = UI.getCurrent();
            if (ui != null) {
                ui.setPollInterval(-1);
            }
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stop();
    }
}
