package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.JobPanel;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.district.dossiers.Dossier.State;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 检查材料打包: choose a town or village, press once, fetch one file; the cover list says what is in it and what is missing. */
@Route("dossiers/:unit?")
@PermitAll
@OpenTo(Action.EXPORT_FIGURES)
class DossiersView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    /** The parameter that names a dossier to show. */
    static final String MADE = "made";

    private final Dossiers dossiers;
    private final Divisions divisions;
    private final JobBoard jobs;
    private final Clock clock;
    private String asked = "";

    DossiersView(Dossiers dossiers, Divisions divisions, JobBoard jobs, Clock clock) {
        this.dossiers = dossiers;
        this.divisions = divisions;
        this.jobs = jobs;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        asked = event.getRouteParameters().get("unit").orElse("");
        show(Asked.number(event.getLocation().getQueryParameters(), MADE)
                .map(DossierId::new)
                .orElse(null));
    }

    private void show(@Nullable DossierId chosen) {
        removeAll();
        add(new H2(getTranslation("district.dossier.title")));
        var intro = new Paragraph(getTranslation("district.dossier.intro"));
        intro.addClassName("mb-quiet");
        add(intro);
        order();
        if (chosen != null) {
            one(chosen);
        }
        list();
    }

    private void order() {
        var units = divisions.reachable(Action.EXPORT_FIGURES).stream()
                .filter(unit -> unit.level() == Level.TOWNSHIP || unit.level() == Level.VILLAGE)
                .toList();
        if (units.isEmpty()) {
            add(new Paragraph(getTranslation("district.dossier.no-unit")));
            return;
        }
        var unit = new DivisionChooser(getTranslation("district.dossier.unit-label"), go -> {});
        unit.offer(units, asked);
        unit.setId("dossier-unit");
        var day = new DayPicker(getTranslation("district.dossier.day"), Times.today(clock));
        day.setMax(Times.today(clock));
        var names = new Checkbox(getTranslation("district.dossier.with-names"));
        names.setId("dossier-names");
        var reason = new TextField(getTranslation("district.dossier.reason"));
        reason.setHelperText(getTranslation("district.dossier.reason-hint"));
        reason.setMaxLength(200);
        reason.setWidthFull();
        reason.setMaxWidth("28rem");
        reason.setVisible(false);
        reason.setId("dossier-reason");
        names.addValueChangeListener(change -> reason.setVisible(change.getValue()));
        var pack = new Button(getTranslation("district.dossier.pack"), click -> pack(unit, day, names, reason));
        pack.setId("dossier-pack");
        pack.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var actions = new Div(unit, day);
        actions.addClassName("mb-actions");
        add(actions, names, reason, pack);
    }

    private void pack(DivisionChooser unit, DayPicker day, Checkbox names, TextField reason) {
        Division chosen = unit.getValue();
        if (chosen == null) {
            Notices.attempt(this, () -> {
                throw new cn.mingbai.core.error.RuleViolation("district.dossier.choose-unit");
            });
            return;
        }
        var ordered = new DossierId[1];
        if (Notices.attempt(
                this,
                () -> ordered[0] = names.getValue()
                        ? dossiers.orderWithNames(chosen.id(), day.chosen(), reason.getValue(), getLocale())
                        : dossiers.order(chosen.id(), day.chosen(), getLocale()))) {
            asked = String.valueOf(chosen.id().value());
            show(ordered[0]);
        }
    }

    private void one(DossierId id) {
        Dossier dossier;
        try {
            dossier = dossiers.get(id);
        } catch (NotFound gone) {
            return;
        }
        var heading = new H3(getTranslation("district.dossier.heading", dossier.unitName(), dossier.day()));
        heading.setId("dossier");
        add(heading);
        var job = dossier.job();
        if (job != null && (dossier.state() == State.UNDER_WAY || dossier.state() == State.NOT_MADE)) {
            add(new JobPanel(jobs, job, dossier.state() == State.UNDER_WAY, () -> show(id)));
            return;
        }
        add(new Paragraph(getTranslation(
                dossier.withNames() ? "district.dossier.facts-names" : "district.dossier.facts",
                dossier.items().size() - dossier.missing(),
                dossier.missing(),
                SealWords.moment(dossier.orderedAt()),
                dossier.orderedBy(),
                dossier.filesUntil(),
                dossier.reason())));
        add(links(dossier));
        add(cover(dossier.items()));
    }

    private Div links(Dossier dossier) {
        var links = new Div();
        links.addClassName("mb-links");
        if (dossier.state() == State.MADE) {
            var download = new Anchor(
                    "dossier-files/" + dossier.id().value(),
                    getTranslation("district.dossier.download", megabytes(dossier.bytes())));
            download.setRouterIgnore(true);
            download.setId("dossier-download");
            var destroy = new Button(getTranslation("district.dossier.destroy"), click -> {
                if (Notices.attempt(this, () -> dossiers.destroy(dossier.id()))) {
                    show(dossier.id());
                }
            });
            destroy.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            links.add(download, destroy);
        } else {
            links.add(new Paragraph(getTranslation("district.dossier.destroyed")));
        }
        return links;
    }

    private static String megabytes(long bytes) {
        return "%.1f MB".formatted(Math.max(0.1, bytes / 1024.0 / 1024.0));
    }

    private FigureTable cover(List<Dossier.Item> items) {
        var table = new FigureTable(getTranslation("district.dossier.cover.name"))
                .column(getTranslation("district.dossier.cover.number"), Column.SHORT_TEXT)
                .column(getTranslation("district.dossier.cover.file"), Column.TEXT)
                .column(getTranslation("district.dossier.cover.rows"), Column.WIDE_NUMBER)
                .column(getTranslation("district.dossier.cover.pages"), Column.WIDE_NUMBER)
                .column(getTranslation("district.dossier.cover.digest"), Column.WIDE_TEXT)
                .column(getTranslation("district.dossier.cover.why"), Column.TEXT);
        for (var item : items) {
            table.row(
                    item.number(),
                    item.name(),
                    item.rows() == null ? "" : item.rows(),
                    item.pages() == null ? "" : item.pages(),
                    item.sha256() == null ? "" : item.sha256().substring(0, 16),
                    item.missing() == null ? "" : item.missing());
        }
        table.setId("dossier-cover");
        return table;
    }

    private void list() {
        var all = dossiers.list();
        add(new H3(getTranslation("district.dossier.list")));
        if (all.isEmpty()) {
            add(new Paragraph(getTranslation("district.dossier.none")));
            return;
        }
        var table = new FigureTable(getTranslation("district.dossier.list"))
                .column(getTranslation("district.dossier.unit-label"), Column.TEXT)
                .column(getTranslation("district.dossier.day"), Column.SHORT_TEXT)
                .column(getTranslation("district.dossier.state"), Column.TEXT)
                .column(getTranslation("district.dossier.names"), Column.WIDE_TEXT)
                .column(getTranslation("district.dossier.by"), Column.WIDE_TEXT)
                .column(getTranslation("district.dossier.at"), Column.WIDE_TEXT);
        for (var dossier : all) {
            table.row(
                    new Anchor("dossiers?" + MADE + "=" + dossier.id().value(), dossier.unitName()),
                    dossier.day(),
                    getTranslation("district.dossier.state." + dossier.state(), dossier.filesUntil()),
                    getTranslation(dossier.withNames() ? "district.dossier.clear" : "district.dossier.masked"),
                    dossier.orderedBy(),
                    SealWords.moment(dossier.orderedAt()));
        }
        add(table);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.dossier.title");
    }
}
