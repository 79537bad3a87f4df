package cn.mingbai.district.cockpit;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.district.cockpit.Chart.Drawing;
import cn.mingbai.district.cockpit.Chart.Series;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.district.figures.UnitFigures;
import cn.mingbai.district.figures.UnitPage;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NavigationTrigger;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The desk of the district: what is left first, then both rates, their trend and pictures, and the way down from the
 * district to a town, a village, and its names or doors, on any day as known on any day. All of it is in the address:
 * {@code district/ID?day=…&known=…&show=…&phase=…}, so that who is sent it sees the same.
 */
@Route("district")
@Menu(title = "district.title", order = 10, icon = "vaadin:chart-grid")
@PermitAll
@OpenTo(Action.VIEW_TRAINING_RATE)
@StyleSheet("context://mingbai/cockpit/cockpit.css")
class CockpitView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String SHOW = "show";
    private static final String PHASE = "phase";

    private final Cockpit cockpit;
    private final DistrictFigures figures;
    private final Divisions divisions;
    private final Clock clock;

    CockpitView(Cockpit cockpit, DistrictFigures figures, Divisions divisions, Clock clock) {
        this.cockpit = cockpit;
        this.figures = figures;
        this.divisions = divisions;
        this.clock = clock;
        addClassNames("mb-page", "mb-cockpit");
    }

    /**
     * What the address asks for.
     *
     * @param id the unit, or null for where the caller begins
     * @param phase the place of the campaign's phase whose trend is shown, or null for the one of the day
     */
    private record Shown(
            @Nullable Long id,
            AsOf asOf,
            Measure measure,
            @Nullable Integer phase) {}

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        var query = event.getLocation().getQueryParameters();
        var measure = Asked.among(query, SHOW, Measure.values());
        var shown = new Shown(
                id,
                AsOfPicker.read(query, clock),
                measure == null ? Measure.REACHED : measure,
                query.getSingleParameter(PHASE)
                        .filter(number -> number.matches("\\d{1,2}"))
                        .map(Integer::valueOf)
                        .orElse(null));
        removeAll();
        show(shown, cockpit.of(id == null ? null : new DivisionId(id), shown.asOf()), event);
    }

    private void show(Shown shown, Desk desk, BeforeEvent event) {
        add(new AsOfPicker(
                shown.asOf(),
                clock,
                parameters -> getUI().ifPresent(ui -> ui.navigate(path(shown), merged(shown, parameters)))));
        if (desk.isEmpty()) {
            add(new Paragraph(getTranslation("district.empty")));
            return;
        }
        var page = desk.page();
        var unit = page.unit();
        add(trail(shown, page));
        var heading = new H2(unit == null ? getTranslation("district.cockpit.my-units") : name(unit));
        heading.setId("unit");
        heading.getElement().setAttribute("tabindex", "-1");
        if (event.getTrigger() != NavigationTrigger.PAGE_LOAD) {
            // Who comes by the keyboard or hears the page read goes on from here, and not from the top.
            heading.getElement().executeJs("this.focus({preventScroll: true})");
        }
        var days = new Paragraph(getTranslation(
                "district.cockpit.days", shown.asOf().day(), shown.asOf().known()));
        days.addClassName("mb-print-only");
        add(heading, days, phase(shown.asOf(), page.campaign()), left(shown, desk));
        if (unit != null && unit.division().level() == Level.VILLAGE) {
            add(further(shown, unit));
        }
        if (unit != null) {
            add(new UnitPanel(unit, page.villages(), desk.boards(), days(shown.asOf())));
        }
        if (!page.below().isEmpty()) {
            add(tiles(shown, page));
        }
        if (unit != null && page.campaign() != null && !unit.districtTotal()) {
            add(new TrendPanel(
                    unit,
                    page.campaign(),
                    shown.asOf(),
                    shown.phase(),
                    figures,
                    number -> address(
                            path(shown), merged(shown, parameters(shown)).merging(PHASE, String.valueOf(number)))));
        }
        if (!page.below().isEmpty()) {
            add(bars(page), table(shown, desk));
        }
        add(links(shown, desk));
        var note = new Paragraph(getTranslation("district.note"));
        note.addClassName("mb-quiet");
        add(note);
    }

    private String name(UnitFigures unit) {
        return unit.districtTotal()
                ? getTranslation("district.total", unit.division().name())
                : unit.division().name();
    }

    // Where one is, from the top: 净月 › 玉潭镇 › 友好村委会.
    private Component trail(Shown shown, UnitPage page) {
        var steps = new OrderedList();
        for (var above : page.path()) {
            steps.add(new ListItem(
                    above.openable()
                            ? new Anchor(
                                    unitAddress(shown, above.division()),
                                    above.division().name())
                            : new Span(above.division().name())));
        }
        if (page.unit() != null) {
            var here = new Span(page.unit().division().name());
            here.getElement().setAttribute("aria-current", "page");
            steps.add(new ListItem(here));
        }
        var trail = new Nav(steps);
        trail.addClassName("mb-trail");
        trail.getElement().setAttribute("aria-label", getTranslation("district.cockpit.trail"));
        trail.setVisible(!page.path().isEmpty());
        return trail;
    }

    private Component phase(AsOf asOf, @Nullable Campaign campaign) {
        var line = new Paragraph();
        line.setId("phase");
        var phases = new Phases(campaign, asOf.day());
        line.add(new Span(getTranslation(phases.key(), phases.arguments())));
        if (phases.isMissing() && divisions.may(Action.EDIT_CAMPAIGN)) {
            line.add(new Anchor("campaign", getTranslation("district.cockpit.open-campaign")));
        }
        return line;
    }

    private Component left(Shown shown, Desk desk) {
        var today = shown.asOf().day().equals(Times.today(clock));
        var box = new Section(new H3(
                today
                        ? getTranslation("district.cockpit.left")
                        : getTranslation(
                                "district.cockpit.left-on", shown.asOf().day())));
        box.setId("left");
        box.addClassName("mb-left");
        if (desk.left().isEmpty()) {
            var nobody = desk.page().unit() != null
                    && desk.page().unit().coverage().ledger() == 0
                    && desk.page().unit().training().roster() == 0;
            box.add(new Paragraph(
                    getTranslation(nobody ? "district.cockpit.nothing-known" : "district.cockpit.nothing-left")));
            return box;
        }
        var list = new UnorderedList();
        list.addClassName("mb-tasks");
        for (var line : desk.left()) {
            var text = getTranslation("district.cockpit.left." + line.kind(), line.count());
            var item = new ListItem(line.path().isEmpty() ? new Span(text) : new Anchor(line.path(), text));
            item.getElement().setAttribute("data-left", line.kind().name());
            list.add(item);
        }
        box.add(list);
        return box;
    }

    // The third click: to the names, or to the doors.
    private Component further(Shown shown, UnitFigures village) {
        var id = village.division().id().value();
        var days = parameters(shown);
        var people = new Anchor(
                address("training-rate/" + id, days) + "#people",
                getTranslation("district.cockpit.to-names", village.training().roster()));
        people.setId("to-names");
        var doors = new Anchor(
                address("coverage/" + id, days) + "#doors",
                getTranslation("district.cockpit.to-doors", village.coverage().ledger()));
        doors.setId("to-doors");
        var links = new Div(people, doors);
        links.addClassNames("mb-links", "mb-further");
        return links;
    }

    private Component tiles(Shown shown, UnitPage page) {
        var chooser = new Nav();
        chooser.addClassName("mb-choices");
        chooser.getElement().setAttribute("aria-label", getTranslation("district.cockpit.choose"));
        for (var measure : Measure.values()) {
            var link = new Anchor(
                    address(path(shown), parameters(shown).merging(SHOW, measure.name())),
                    getTranslation(measure.title()));
            if (measure == shown.measure()) {
                link.getElement().setAttribute("aria-current", "true");
            }
            chooser.add(link);
        }
        var box = new Section(
                new H3(getTranslation(
                        isVillages(page) ? "district.cockpit.tiles-villages" : "district.cockpit.tiles-towns")),
                chooser,
                new Tiles(page.below(), shown.measure(), unit -> unitAddress(shown, unit.division())));
        box.setId("tiles");
        return box;
    }

    private static boolean isVillages(UnitPage page) {
        return page.below().getFirst().division().level() == Level.VILLAGE;
    }

    private Component bars(UnitPage page) {
        var units = page.below();
        var drawing = new Drawing(
                "bars",
                units.stream().map(unit -> unit.division().name()).toList(),
                Stream.of(Measure.TRAINED, Measure.REACHED)
                        .map(measure -> series(measure, units))
                        .toList(),
                List.of());
        var box = new Section(
                new H3(getTranslation("district.cockpit.bars")),
                new Chart(getTranslation("district.cockpit.bars-sentence", units.size()), drawing));
        box.setId("bars");
        return box;
    }

    private Series series(Measure measure, List<UnitFigures> units) {
        return new Series(
                getTranslation(measure.title()),
                units.stream().map(unit -> value(measure.of(unit))).toList(),
                units.stream()
                        .map(unit -> measure.of(unit).isEmpty()
                                ? getTranslation(measure.nobody())
                                : measure.of(unit).percent())
                        .toList());
    }

    static @Nullable Double value(Share share) {
        return share.isEmpty() ? null : share.permille() / 10.0;
    }

    private Component table(Shown shown, Desk desk) {
        var table = new UnitTable(
                getTranslation("district.cockpit.table"), days(shown.asOf()), division -> unitAddress(shown, division));
        if (desk.total() != null) {
            table.total(desk.total());
        }
        if (desk.page().unit() != null) {
            table.total(desk.page().unit());
        }
        desk.page().below().forEach(table::unit);
        var box = new Section(new H3(getTranslation("district.cockpit.table")), table);
        box.setId("units");
        return box;
    }

    private Component links(Shown shown, Desk desk) {
        var links = new Div();
        links.addClassNames("mb-links", "mb-no-print");
        var unit = desk.page().unit();
        var own = unit == null || unit.districtTotal() ? null : unit.division();
        var inside = own == null ? "" : "/" + own.id().value();
        var hasBulletin = own == null || own.level() != Level.VILLAGE;
        if (hasBulletin) {
            links.add(new Anchor("bulletin" + inside, getTranslation("district.to-bulletin")));
        }
        links.add(
                new Anchor("boards" + inside, getTranslation("district.to-boards")),
                new Anchor("inspections", getTranslation("district.to-inspections")));
        if (divisions.may(Action.EXPORT_FIGURES)) {
            links.add(new Anchor("ledgers" + inside, getTranslation("district.ledgers")));
        }
        if (divisions.may(Action.VIEW_ACCEPTANCE)) {
            links.add(new Anchor("acceptance", getTranslation("district.acceptance.title")));
        }
        if (divisions.may(Action.VIEW_SNAPSHOTS)) {
            links.add(new Anchor("sealed-reports", getTranslation("district.cockpit.to-sealed")));
        }
        if (own != null && divisions.may(Action.EXPORT_FIGURES)) {
            links.add(new Anchor("dossiers" + inside, getTranslation("district.dossier.title")));
            links.add(export(own, shown.asOf()));
        }
        var print = new Button(
                getTranslation("district.cockpit.print"),
                click -> getUI().ifPresent(ui -> ui.getPage().executeJs("setTimeout(() => window.print(), 300)")));
        print.setId("print");
        links.add(print);
        return links;
    }

    private Component export(Division unit, AsOf asOf) {
        var export = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(
                        this,
                        getTranslation("district.export.file", asOf.day()) + ".xlsx",
                        XLSX,
                        () -> figures.export(unit.id(), asOf, getLocale()))),
                getTranslation("district.export"));
        export.setId("export");
        return export;
    }

    private static String path(Shown shown) {
        return shown.id() == null ? "district" : "district/" + shown.id();
    }

    // What is chosen stays chosen on the way down.
    private String unitAddress(Shown shown, Division division) {
        return address("district/" + division.id().value(), parameters(shown));
    }

    private QueryParameters parameters(Shown shown) {
        return merged(shown, AsOfPicker.parameters(shown.asOf(), Times.today(clock)));
    }

    private static QueryParameters merged(Shown shown, QueryParameters days) {
        return shown.measure() == Measure.REACHED
                ? days
                : days.merging(SHOW, shown.measure().name());
    }

    private String days(AsOf asOf) {
        return AsOfPicker.parameters(asOf, Times.today(clock)).getQueryString();
    }

    static String address(String path, QueryParameters parameters) {
        var query = parameters.getQueryString();
        return query.isEmpty() ? path : path + "?" + query;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.title");
    }
}
