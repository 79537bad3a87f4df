package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.JobPanel;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.VerificationPanel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sealed reports; a district officer seals the report of a day, having seen what should be looked at before. */
@Route("rate-snapshots")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
@StyleSheet("context://mingbai/courses.css")
class RateSnapshotsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String DISTRICT = "district";
    private static final String DAY = "day";

    private final RateSnapshots snapshots;
    private final Divisions divisions;
    private final JobBoard jobs;
    private final Texts texts;
    private final Clock clock;

    RateSnapshotsView(RateSnapshots snapshots, Divisions divisions, JobBoard jobs, Texts texts, Clock clock) {
        this.snapshots = snapshots;
        this.divisions = divisions;
        this.jobs = jobs;
        this.texts = texts;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        show(Asked.number(parameters, DISTRICT).map(DivisionId::new), Asked.day(parameters, DAY), Optional.empty());
    }

    private void show(Optional<DivisionId> district, Optional<LocalDate> day, Optional<JobId> job) {
        removeAll();
        add(new Anchor("sealed-reports", "← " + getTranslation("courses.snapshot.to-both")));
        add(new H2(getTranslation("courses.snapshot.title")));
        var intro = new Paragraph(getTranslation("courses.snapshot.intro"));
        intro.addClassName("mb-quiet");
        add(intro);
        var seals = divisions.may(Action.SEAL_SNAPSHOTS);
        job.ifPresent(started -> add(
                new JobPanel(jobs, started, false, () -> show(Optional.empty(), Optional.empty(), Optional.empty()))));
        if (seals && district.isPresent() && day.isPresent()) {
            ahead(district.get(), day.get());
        } else if (seals && job.isEmpty()) {
            snapshots.districts().forEach(this::reportingDays);
        }
        list(seals);
        fileCheck();
    }

    private void reportingDays(RateSnapshots.District district) {
        add(new H3(district.name()));
        if (district.days().isEmpty()) {
            add(new Paragraph(getTranslation("courses.snapshot.no-reporting-days")));
        } else {
            var table = new FigureTable(getTranslation("courses.snapshot.reporting-days"))
                    .column(getTranslation("courses.snapshot.day"), Column.SHORT_TEXT)
                    .column(getTranslation("courses.snapshot.phase"), Column.TEXT)
                    .column(getTranslation("courses.snapshot.column.times"), Column.TEXT)
                    .column("", Column.TEXT);
            for (var day : district.days()) {
                table.row(
                        day.day(),
                        getTranslation("courses.snapshot.reporting-day", day.campaign(), day.phase()),
                        day.reports() == 0
                                ? getTranslation("courses.snapshot.not-yet")
                                : getTranslation("courses.snapshot.times", day.reports()),
                        new Anchor(
                                "rate-snapshots?" + DISTRICT + "="
                                        + district.id().value() + "&" + DAY + "=" + day.day(),
                                getTranslation("courses.snapshot.prepare")));
            }
            add(table);
        }
        var picker = new DayPicker(getTranslation("courses.snapshot.other-day"), Times.today(clock));
        picker.setMax(Times.today(clock));
        picker.setId("seal-day");
        var go = new Button(
                getTranslation("courses.snapshot.prepare"),
                click -> Notices.attempt(this, () -> {
                    var chosen = picker.chosen();
                    getUI().ifPresent(ui -> ui.navigate(
                            RateSnapshotsView.class,
                            QueryParameters.simple(Map.of(
                                    DISTRICT, String.valueOf(district.id().value()), DAY, chosen.toString()))));
                }));
        go.setId("seal-prepare");
        var actions = new Div(picker, go);
        actions.addClassName("mb-actions");
        add(actions);
    }

    private void ahead(DivisionId district, LocalDate day) {
        RateSnapshots.Ahead ahead;
        try {
            ahead = snapshots.ahead(district, day);
        } catch (MingbaiException refused) {
            add(new Paragraph(texts.get(getLocale(), refused)));
            return;
        }
        add(new H3(getTranslation("courses.snapshot.seal-day", day)));
        if (ahead.reports() > 0) {
            add(new Paragraph(getTranslation("courses.snapshot.ahead-again", ahead.reports(), ahead.reports() + 1)));
        }
        if (ahead.waiting() > 0) {
            var waiting = new Paragraph(getTranslation("courses.snapshot.ahead-waiting", ahead.waiting()));
            waiting.addClassName("mb-refused");
            add(waiting, new Anchor("approvals", getTranslation("courses.snapshot.to-approvals")));
        } else {
            add(new Paragraph(getTranslation("courses.snapshot.ahead-none-waiting")));
        }
        if (ahead.departures().isEmpty()) {
            add(new Paragraph(getTranslation("courses.snapshot.ahead-nobody", ahead.days())));
        } else {
            add(new Paragraph(getTranslation(
                    "courses.snapshot.ahead-departures",
                    ahead.days(),
                    ahead.departures().size())));
            var table = new FigureTable(getTranslation("courses.snapshot.ahead-title"))
                    .column(getTranslation("courses.snapshot.column.name"), Column.SHORT_TEXT)
                    .column(getTranslation("courses.snapshot.left-unit"), Column.TEXT)
                    .column(getTranslation("courses.snapshot.now-at"), Column.TEXT)
                    .column(getTranslation("courses.snapshot.last-day"), Column.SHORT_TEXT)
                    .column(getTranslation("courses.snapshot.column.duty"), Column.WIDE_TEXT)
                    .column(getTranslation("courses.snapshot.column.staff-number"), Column.WIDE_TEXT);
            for (var departure : ahead.departures()) {
                table.row(
                        departure.name(),
                        departure.from(),
                        departure.to().isEmpty() ? getTranslation("courses.snapshot.nowhere") : departure.to(),
                        departure.lastDay(),
                        getTranslation("core.duty." + departure.duty()),
                        departure.staffNumber());
            }
            add(table);
        }
        var seal = new Button(
                getTranslation(
                        ahead.reports() == 0 ? "courses.snapshot.seal-button" : "courses.snapshot.seal-again-button"),
                click -> seal(district, day));
        seal.setId("seal");
        seal.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        seal.setDisableOnClick(true);
        var actions = new Div(seal, new Anchor("rate-snapshots", getTranslation("courses.snapshot.to-list")));
        actions.addClassName("mb-actions");
        add(actions);
    }

    private void seal(DivisionId district, LocalDate day) {
        var started = new JobId[1];
        if (Notices.attempt(this, () -> started[0] = snapshots.seal(district, day, getLocale()))) {
            Notices.done(this, "courses.snapshot.started");
            show(Optional.empty(), Optional.empty(), Optional.of(started[0]));
        } else {
            show(Optional.of(district), Optional.of(day), Optional.empty());
        }
    }

    private void list(boolean seals) {
        var listed = snapshots.list();
        if (listed.isEmpty()) {
            add(new Paragraph(getTranslation(seals ? "courses.snapshot.none" : "courses.snapshot.none-read")));
            return;
        }
        var several =
                listed.stream().map(RateSnapshots.Listed::district).distinct().count() > 1;
        var table = new FigureTable(getTranslation("courses.snapshot.title"));
        if (several) {
            table.column(getTranslation("courses.snapshot.district"), Column.TEXT);
        }
        table.column(getTranslation("courses.snapshot.day"), Column.SHORT_TEXT)
                .column(getTranslation("courses.snapshot.column.met-share"), Column.NUMBER)
                .column(getTranslation("courses.snapshot.column.counted"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.snapshot.column.met"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.snapshot.column.sealed"), Column.WIDE_TEXT)
                .column(getTranslation("courses.snapshot.column.sealed-by"), Column.WIDE_TEXT)
                .column("", Column.TEXT);
        for (var one : listed) {
            var links = new Div(
                    new Anchor("rate-snapshots/" + one.id(), getTranslation("courses.snapshot.open")),
                    new Anchor("rate-snapshots/" + one.id() + "/check", getTranslation("courses.snapshot.to-check")));
            links.addClassName("mb-links");
            var name = new Div(one.day() + " ");
            var number = new com.vaadin.flow.component.html.Span(getTranslation("core.sealing.number", one.number()));
            number.addClassName("mb-quiet");
            name.add(number);
            var cells = new java.util.ArrayList<Object>();
            if (several) {
                cells.add(one.districtName());
            }
            cells.addAll(List.of(
                    name,
                    SnapshotWords.percent(
                            texts,
                            getLocale(),
                            one.figures().met(),
                            one.figures().counted()),
                    one.figures().counted(),
                    one.figures().met(),
                    SealWords.moment(one.sealedAt()),
                    one.sealedByName(),
                    links));
            table.row(cells.toArray());
        }
        add(table);
    }

    private void fileCheck() {
        var hint = new Paragraph(getTranslation("courses.snapshot.check.file-hint"));
        hint.addClassName("mb-quiet");
        var result = new VerificationPanel(texts);
        add(
                new H3(getTranslation("courses.snapshot.check.file")),
                hint,
                result.fileField(snapshots::verifyFile),
                result);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.snapshot.title");
    }
}
