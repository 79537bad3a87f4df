package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.Share;
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
import cn.mingbai.courses.snapshots.RateSnapshots;
import cn.mingbai.households.coverage.rule.Kind;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The sealed reports of both halves in one place: what each reporting day still lacks, and all that was sealed. A report of
 * outreach is sealed here, one of training on its own page, where departures are looked at first.
 */
@Route("sealed-reports")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
class SealedReportsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String CAMPAIGN = "campaign";
    private static final String DAY = "day";

    private final OutreachSnapshots outreach;
    private final RateSnapshots training;
    private final Divisions divisions;
    private final JobBoard jobs;
    private final Texts texts;
    private final Clock clock;

    SealedReportsView(
            OutreachSnapshots outreach,
            RateSnapshots training,
            Divisions divisions,
            JobBoard jobs,
            Texts texts,
            Clock clock) {
        this.outreach = outreach;
        this.training = training;
        this.divisions = divisions;
        this.jobs = jobs;
        this.texts = texts;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        show(Asked.number(parameters, CAMPAIGN).map(CampaignId::new), Asked.day(parameters, DAY), Optional.empty());
    }

    private void show(Optional<CampaignId> campaign, Optional<LocalDate> day, Optional<JobId> job) {
        removeAll();
        add(new H2(getTranslation("district.snapshot.title")));
        var intro = new Paragraph(getTranslation("district.snapshot.intro"));
        intro.addClassName("mb-quiet");
        add(intro);
        var seals = divisions.may(Action.SEAL_SNAPSHOTS);
        job.ifPresent(started -> add(
                new JobPanel(jobs, started, false, () -> show(Optional.empty(), Optional.empty(), Optional.empty()))));
        if (seals && campaign.isPresent() && day.isPresent()) {
            ahead(campaign.get(), day.get());
        } else if (seals && job.isEmpty()) {
            outreach.campaigns().forEach(this::reportingDays);
        }
        list(seals);
        fileCheck();
    }

    private void reportingDays(OutreachSnapshots.Sealable campaign) {
        add(new H3(campaign.name()));
        var sealedTraining = training.list().stream()
                .filter(report -> report.district().equals(campaign.district()))
                .toList();
        if (campaign.days().isEmpty()) {
            add(new Paragraph(getTranslation("district.snapshot.no-reporting-days")));
        } else {
            var table = new FigureTable(getTranslation("district.snapshot.reporting-days"))
                    .column(getTranslation("district.snapshot.day"), Column.SHORT_TEXT)
                    .column(getTranslation("district.snapshot.phase"), Column.WIDE_TEXT)
                    .column(getTranslation("district.snapshot.half.TRAINING"), Column.TEXT)
                    .column(getTranslation("district.snapshot.half.OUTREACH"), Column.TEXT);
            for (var day : campaign.days()) {
                var times = (int) sealedTraining.stream()
                        .filter(report -> report.day().equals(day.day()))
                        .count();
                table.row(
                        day.day(),
                        day.phase(),
                        toSeal(
                                times,
                                "rate-snapshots?district=" + campaign.district().value() + "&day=" + day.day()),
                        toSeal(
                                day.reports(),
                                "sealed-reports?" + CAMPAIGN + "="
                                        + campaign.campaign().value() + "&" + DAY + "=" + day.day()));
            }
            add(table);
        }
        var picker = new DayPicker(getTranslation("district.snapshot.other-day"), Times.today(clock));
        picker.setMax(Times.today(clock));
        var go = new Button(
                getTranslation("district.snapshot.prepare"),
                click -> Notices.attempt(this, () -> {
                    var chosen = picker.chosen();
                    getUI().ifPresent(ui -> ui.navigate(
                            SealedReportsView.class,
                            QueryParameters.simple(Map.of(
                                    CAMPAIGN, String.valueOf(campaign.campaign().value()), DAY, chosen.toString()))));
                }));
        var actions = new Div(picker, go);
        actions.addClassName("mb-actions");
        add(actions);
    }

    private Component toSeal(int times, String path) {
        var cell = new Div(new Span(
                times == 0
                        ? getTranslation("district.snapshot.not-yet")
                        : getTranslation("district.snapshot.times", times)));
        cell.add(
                new Span(" "),
                new Anchor(path, getTranslation(times == 0 ? "district.snapshot.prepare" : "district.snapshot.again")));
        return cell;
    }

    private void ahead(CampaignId campaign, LocalDate day) {
        OutreachSnapshots.Ahead ahead;
        try {
            ahead = outreach.ahead(campaign, day);
        } catch (MingbaiException refused) {
            add(new Paragraph(texts.get(getLocale(), refused)));
            return;
        }
        add(new H3(getTranslation("district.snapshot.seal-day", ahead.campaign(), day)));
        if (ahead.reports() > 0) {
            add(new Paragraph(getTranslation("district.snapshot.ahead-again", ahead.reports(), ahead.reports() + 1)));
        }
        if (ahead.waiting() > 0) {
            var waiting = new Paragraph(getTranslation("district.snapshot.ahead-waiting", ahead.waiting()));
            waiting.addClassName("mb-refused");
            add(waiting, new Anchor("approvals", getTranslation("district.snapshot.to-approvals")));
        }
        add(new Paragraph(getTranslation("district.snapshot.ahead-late")));
        var seal = new Button(
                getTranslation(
                        ahead.reports() == 0 ? "district.snapshot.seal-button" : "district.snapshot.seal-again-button"),
                click -> seal(campaign, day));
        seal.setId("seal");
        seal.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        seal.setDisableOnClick(true);
        var actions = new Div(seal, new Anchor("sealed-reports", getTranslation("district.snapshot.to-list")));
        actions.addClassName("mb-actions");
        add(actions);
    }

    private void seal(CampaignId campaign, LocalDate day) {
        var started = new JobId[1];
        if (Notices.attempt(this, () -> started[0] = outreach.seal(campaign, day, getLocale()))) {
            Notices.done(this, "district.snapshot.started");
            show(Optional.empty(), Optional.empty(), Optional.of(started[0]));
        } else {
            show(Optional.of(campaign), Optional.of(day), Optional.empty());
        }
    }

    /** A report of either half as the list shows it. */
    private record Line(
            LocalDate day,
            int number,
            String half,
            String of,
            String figure,
            Instant sealedAt,
            String by,
            String path) {}

    private void list(boolean seals) {
        var lines = new ArrayList<Line>();
        outreach.list()
                .forEach(one -> lines.add(new Line(
                        one.day(),
                        one.number(),
                        "OUTREACH",
                        one.campaignName(),
                        figure(
                                "OUTREACH",
                                one.counts().get(Kind.REACHED),
                                one.counts().get(Kind.DUE),
                                "district.no-households"),
                        one.sealedAt(),
                        one.sealedByName(),
                        "outreach-snapshots/" + one.id())));
        training.list()
                .forEach(one -> lines.add(new Line(
                        one.day(),
                        one.number(),
                        "TRAINING",
                        one.districtName(),
                        figure("TRAINING", one.figures().met(), one.figures().counted(), "district.no-people"),
                        one.sealedAt(),
                        one.sealedByName(),
                        "rate-snapshots/" + one.id())));
        add(new H3(getTranslation("district.snapshot.all")));
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation(seals ? "district.snapshot.none" : "district.snapshot.none-read")));
            return;
        }
        lines.sort(Comparator.comparing(Line::day).thenComparing(Line::sealedAt).reversed());
        var table = new FigureTable(getTranslation("district.snapshot.all"))
                .column(getTranslation("district.snapshot.day"), Column.SHORT_TEXT)
                .column(getTranslation("district.snapshot.what"), Column.TEXT)
                .column(getTranslation("district.snapshot.figure"), Column.TEXT)
                .column(getTranslation("district.snapshot.of"), Column.WIDE_TEXT)
                .column(getTranslation("district.snapshot.column.sealed"), Column.WIDE_TEXT)
                .column(getTranslation("district.snapshot.column.sealed-by"), Column.WIDE_TEXT);
        for (var line : lines) {
            var links = new Div(
                    new Anchor(line.path(), getTranslation("district.snapshot.open")),
                    new Anchor(line.path() + "/check", getTranslation("district.snapshot.to-check")));
            links.addClassName("mb-links");
            var name = new Div(line.day() + " ");
            var number = new Span(getTranslation("core.sealing.number", line.number()));
            number.addClassName("mb-quiet");
            name.add(number, links);
            table.row(
                    name,
                    getTranslation("district.snapshot.half." + line.half()),
                    line.figure(),
                    line.of(),
                    SealWords.moment(line.sealedAt()),
                    line.by());
        }
        add(table);
    }

    private String figure(String half, long count, long of, String nobody) {
        var share = new Share(count, of);
        return share.isEmpty()
                ? getTranslation(nobody)
                : getTranslation("district.snapshot.figure." + half, share.percent(), share.fraction());
    }

    private void fileCheck() {
        var hint = new Paragraph(getTranslation("district.snapshot.check.file-hint"));
        hint.addClassName("mb-quiet");
        var result = new VerificationPanel(texts);
        add(
                new H3(getTranslation("district.snapshot.check.file")),
                hint,
                result.fileField(outreach::verifyFile),
                result);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.snapshot.title");
    }
}
