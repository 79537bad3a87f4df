package cn.mingbai.core.jobs;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.Routes;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The background jobs that the caller sees, the newest first. */
@Route("jobs")
@PermitAll
@OpenTo(Action.STUDY)
class JobsView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final int POLL_MS = 3000;

    private final JobBoard board;
    private final Divisions divisions;
    private @Nullable Registration polling;

    JobsView(JobBoard board, Divisions divisions) {
        this.board = board;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> show());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
        }
        event.getUI().setPollInterval(-1);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        var jobs = board.list(getLocale());
        if (jobs.isEmpty()) {
            add(new Paragraph(getTranslation("core.job.none")));
        } else {
            var table = new FigureTable(getTranslation("core.job.title"))
                    .column(getTranslation("core.job.what"), Column.TEXT)
                    .column(getTranslation("core.job.state"), Column.TEXT)
                    .column(getTranslation("core.job.starter"), Column.WIDE_TEXT)
                    .column(getTranslation("core.job.action"), Column.TEXT);
            jobs.forEach(job -> table.row(what(job), state(job), starter(job), action(job)));
            add(table);
        }
        var running = jobs.stream().anyMatch(job -> !job.state().isOver());
        UI.getCurrent().setPollInterval(running ? POLL_MS : -1);
    }

    private Component what(JobBoard.Line job) {
        var number = new Span(getTranslation(
                "core.job.number",
                job.id().value(),
                job.createdAt().atZone(Times.ZONE).format(TIME)));
        number.addClassName("mb-quiet");
        return new Div(new Span(job.title()), new Div(number));
    }

    private Component state(JobBoard.Line job) {
        var state = new Span(
                job.stopping()
                        ? getTranslation("core.job.stopping")
                        : getTranslation("core.job.state." + job.state().name()));
        if (!job.said().isEmpty()) {
            return new Div(state, new Div(new Span(job.said())));
        }
        return job.state() == JobState.RUNNING && job.total() > 0
                ? new Div(state, new Div(new Span(getTranslation("core.job.progress", job.done(), job.total()))))
                : state;
    }

    private String starter(JobBoard.Line job) {
        var name = job.starterName().isEmpty() ? getTranslation("core.job.by-itself") : job.starterName();
        return (name + " " + job.divisionName()).strip();
    }

    private Component action(JobBoard.Line job) {
        var cell = new Div();
        if (!job.path().isEmpty() && Routes.mayOpen(job.path(), divisions::may)) {
            var link = new Anchor(job.path(), getTranslation("core.job.open-result"));
            link.setRouterIgnore(!Routes.isView(job.path()));
            cell.add(link);
        }
        if (!job.state().isOver() && !job.stopping()) {
            cell.add(button("core.job.cancel", () -> board.cancel(job.id())));
        }
        if (job.mayRepeat() && (job.state() == JobState.FAILED || job.state() == JobState.CANCELLED)) {
            cell.add(button("core.job.again", () -> board.again(job.id())));
        }
        return cell;
    }

    private Button button(String key, Runnable act) {
        var button = new Button(getTranslation(key), click -> {
            Notices.attempt(this, act);
            show();
        });
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.job.title");
    }
}
