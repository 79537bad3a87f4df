package cn.mingbai.materials.leaflets;

import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.shared.Registration;
import org.jspecify.annotations.Nullable;

/** A button that makes a file off the request thread, shows how far it is, and offers it for download. */
class PrintPanel extends Composite<VerticalLayout> {

    private static final int POLL_MS = 400;

    private final PrintRuns runs;
    private final PrintRun.Work work;
    private final String fileName;
    private final Runnable afterwards;
    private final Button start;
    private final Button cancel;
    private final Paragraph words = new Paragraph();
    private final ProgressBar bar = new ProgressBar();
    private final VerticalLayout result = new VerticalLayout();
    private @Nullable PrintRun run;
    private @Nullable Registration polling;

    PrintPanel(PrintRuns runs, String id, String buttonKey, PrintRun.Work work, String fileName, Runnable afterwards) {
        this.runs = runs;
        this.work = work;
        this.fileName = fileName;
        this.afterwards = afterwards;
        start = new Button(getTranslation(buttonKey), click -> start());
        start.setId(id);
        start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        cancel = new Button(getTranslation("materials.leaflets.cancel"), click -> cancel());
        words.getElement().setAttribute("role", "status");
        result.setPadding(false);
        result.setId(id + "-result");
        getContent().setPadding(false);
        getContent().add(start, words, bar, cancel, result);
        idle();
    }

    private void idle() {
        start.setEnabled(true);
        words.setVisible(false);
        bar.setVisible(false);
        cancel.setVisible(false);
    }

    private void start() {
        discard();
        result.removeAll();
        start.setEnabled(false);
        words.setVisible(true);
        bar.setVisible(true);
        cancel.setVisible(true);
        run = runs.start(work);
        show(run.glance());
        var ui = UI.getCurrent();
        ui.setPollInterval(POLL_MS);
        polling = ui.addPollListener(poll -> look());
    }

    private void cancel() {
        discard();
        idle();
        Notices.done(this, "materials.leaflets.cancelled");
    }

    private void look() {
        if (run != null) {
            show(run.glance());
        }
    }

    private void show(PrintRun.Glance glance) {
        switch (glance.state()) {
            case WAITING -> {
                words.setText(getTranslation("materials.leaflets.waiting"));
                bar.setIndeterminate(true);
            }
            case RUNNING -> {
                words.setText(getTranslation("materials.leaflets.running", glance.done(), glance.total()));
                bar.setIndeterminate(glance.total() == 0);
                bar.setValue(glance.total() == 0 ? 0 : (double) glance.done() / glance.total());
            }
            case DONE -> {
                stopPolling();
                idle();
                offer(glance);
                afterwards.run();
            }
            case REFUSED -> {
                stopPolling();
                idle();
                if (glance.refusal() != null) {
                    Notices.refused(this, glance.refusal());
                }
            }
            case FAILED -> {
                stopPolling();
                idle();
                result.add(new Paragraph(getTranslation("materials.leaflets.failed")));
            }
            case CANCELLED -> {
                stopPolling();
                idle();
            }
        }
    }

    private void offer(PrintRun.Glance glance) {
        if (glance.file() == null || glance.print() == null) {
            return;
        }
        var sheets = glance.print().sheets();
        var link = new Anchor(
                DownloadHandler.forFile(glance.file().toFile(), fileName),
                getTranslation("materials.leaflets.download", sheets, 2 * sheets));
        link.setId(start.getId().orElse("print") + "-download");
        var how = new Paragraph(getTranslation("materials.leaflets.how-to-print"));
        how.addClassName("mb-quiet");
        result.add(link, how);
    }

    private void stopPolling() {
        if (polling != null) {
            polling.remove();
            polling = null;
            UI.getCurrent().setPollInterval(-1);
        }
    }

    private void discard() {
        stopPolling();
        if (run != null) {
            run.discard();
            run = null;
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (run == null) {
            idle();
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
            polling = null;
            event.getUI().setPollInterval(-1);
        }
        if (run != null) {
            run.discard();
            run = null;
        }
    }
}
