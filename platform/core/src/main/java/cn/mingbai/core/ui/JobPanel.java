package cn.mingbai.core.ui;

import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobState;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.shared.Registration;
import org.jspecify.annotations.Nullable;

/** One background job: what it does, how far it is, and what came out. The page may be left meanwhile. */
public final class JobPanel extends Composite<VerticalLayout> {

    private static final int POLL_MS = 1000;

    private final JobBoard board;
    private final JobId job;
    private final Runnable whenOver;
    private boolean shownAsRunning;
    private final Span title = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Paragraph status = new Paragraph();
    private final Anchor result = new Anchor();
    private final Button cancel = new Button();
    private final Button again = new Button();
    private @Nullable Registration polling;

    /**
     * A panel for a job that the caller sees.
     *
     * @param shownAsRunning whether the page around it was drawn while the job still ran; what ended since then is told too
     * @param whenOver is run once when the job comes to its end while the panel is shown
     */
    public JobPanel(JobBoard board, JobId job, boolean shownAsRunning, Runnable whenOver) {
        this.board = board;
        this.job = job;
        this.shownAsRunning = shownAsRunning;
        this.whenOver = whenOver;
        getContent().setPadding(false);
        title.addClassName("mb-job-title");
        status.getElement().setAttribute("role", "status");
        result.setText(getTranslation("core.job.open-result"));
        cancel.setText(getTranslation("core.job.cancel"));
        cancel.setId("job-cancel");
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL);
        cancel.addClickListener(click -> act(() -> board.cancel(job)));
        again.setText(getTranslation("core.job.again"));
        again.setId("job-again");
        again.addThemeVariants(ButtonVariant.LUMO_SMALL);
        again.addClickListener(click -> act(() -> board.again(job)));
        var actions = new Div(result, cancel, again);
        actions.addClassName("mb-actions");
        getContent().add(title, bar, status, actions);
    }

    private void act(Runnable action) {
        Notices.attempt(this, action);
        show();
        watch();
    }

    private JobBoard.Line show() {
        var line = board.one(job, getLocale());
        title.setText(line.title());
        status.setText(sentence(line));
        bar.setVisible(!line.state().isOver());
        bar.setIndeterminate(line.total() == 0);
        if (line.total() > 0) {
            bar.setValue(Math.min(1, (double) line.done() / line.total()));
        }
        result.setVisible(!line.path().isEmpty());
        if (!line.path().isEmpty()) {
            result.setHref(line.path());
            result.setRouterIgnore(!Routes.isView(line.path()));
        }
        cancel.setVisible(!line.state().isOver() && !line.stopping());
        again.setVisible(line.mayRepeat() && (line.state() == JobState.FAILED || line.state() == JobState.CANCELLED));
        return line;
    }

    private String sentence(JobBoard.Line line) {
        if (!line.said().isEmpty()) {
            return line.said();
        }
        return line.total() > 0 && !line.state().isOver()
                ? getTranslation("core.job.progress", line.done(), line.total())
                : getTranslation(
                        line.stopping()
                                ? "core.job.stopping"
                                : "core.job.state." + line.state().name());
    }

    private void watch() {
        var ui = UI.getCurrent();
        if (polling == null
                && (shownAsRunning || !board.one(job, getLocale()).state().isOver())) {
            ui.setPollInterval(POLL_MS);
            polling = ui.addPollListener(poll -> {
                if (show().state().isOver()) {
                    shownAsRunning = false;
                    unwatch();
                    whenOver.run();
                }
            });
        }
    }

    private void unwatch() {
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
    protected void onAttach(AttachEvent event) {
        show();
        watch();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unwatch();
    }
}
