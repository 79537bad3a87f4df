package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ShareBar;
import cn.mingbai.households.coverage.rule.Kind;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Coverage from the district down to the doors behind each figure, on any day as known on any day, in the villages of that
 * day or of today. All of it is in the address.
 */
@Route("coverage")
@Menu(title = "households.coverage.title", order = 30, icon = "vaadin:bar-chart-h")
@PermitAll
@OpenTo(Action.VIEW_COVERAGE)
class CoverageView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final int PAGE = 50;
    private static final String TODAY = "today";

    private final Coverage coverage;
    private final Clock clock;
    private AsOf asOf;
    private Coverage.Boundaries boundaries = Coverage.Boundaries.AS_IT_WAS;
    private @Nullable Kind shown;
    private int page;

    CoverageView(Coverage coverage, Clock clock) {
        this.coverage = coverage;
        this.clock = clock;
        this.asOf = AsOf.today(clock);
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var query = event.getLocation().getQueryParameters();
        asOf = AsOfPicker.read(query, clock);
        page = Asked.page(query);
        boundaries = query.getSingleParameter("units").filter(TODAY::equals).isPresent()
                ? Coverage.Boundaries.TODAY
                : Coverage.Boundaries.AS_IT_WAS;
        shown = Asked.among(query, "show", Kind.values());
        add(new AsOfPicker(asOf, clock, parameters -> go(id, units(parameters, boundaries))), boundariesChooser(id));
        var overview = coverage.overview(asOf, boundaries);
        if (overview.towns().isEmpty()) {
            add(new Paragraph(getTranslation("households.coverage.nothing")));
        } else if (id == null) {
            showAll(overview);
        } else {
            showOne(overview, new DivisionId(id));
        }
        // A worker who has nothing left finds the boards from here; whoever sees the one may see the other.
        var links = new Div(new Anchor("boards", getTranslation("households.coverage.boards")));
        links.addClassName("mb-links");
        if (coverage.seesNoticedDoors()) {
            links.add(new Anchor("noticed-doors", getTranslation("households.noticed.link")));
        }
        if (coverage.mayExport()) {
            links.add(new Anchor(
                    id == null ? "household-ledgers" : "household-ledgers/" + id,
                    getTranslation("households.ledgers.title")));
        }
        if (coverage.seesSealedReports()) {
            links.add(new Anchor("sealed-reports", getTranslation("households.coverage.sealed")));
        }
        if (coverage.mayClose()) {
            links.add(new Anchor("campaign-closing", getTranslation("households.retention.title")));
        }
        add(links);
    }

    private void showAll(Coverage.Overview overview) {
        overview.districts().forEach(district -> add(sentence(district.unit(), district.figures())));
        if (overview.towns().size() == 1) {
            add(table(overview, overview.towns().getFirst().villages(), overview.towns()));
        } else {
            add(table(overview, List.of(), overview.towns()));
        }
        var note = new Paragraph(getTranslation("households.coverage.note"));
        note.addClassName("mb-quiet");
        add(note, recount());
    }

    // Merged and split villages: a unit of the one view may be missing from the other.
    private Component boundariesChooser(@Nullable Long id) {
        var chooser = new RadioButtonGroup<Coverage.Boundaries>();
        chooser.setId("units");
        chooser.setLabel(getTranslation("households.coverage.units"));
        chooser.setItems(Coverage.Boundaries.values());
        chooser.setItemLabelGenerator(each -> getTranslation("households.coverage.units." + each));
        chooser.setValue(boundaries);
        chooser.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                var there = id != null && holds(coverage.overview(asOf, change.getValue()), new DivisionId(id));
                go(there ? id : null, units(AsOfPicker.parameters(asOf, Times.today(clock)), change.getValue()));
            }
        });
        return chooser;
    }

    private static boolean holds(Coverage.Overview overview, DivisionId id) {
        return overview.towns().stream()
                .anyMatch(town -> town.town().unit().id().equals(id)
                        || town.villages().stream()
                                .anyMatch(village -> village.village().id().equals(id)));
    }

    private static QueryParameters units(QueryParameters days, Coverage.Boundaries boundaries) {
        return boundaries == Coverage.Boundaries.TODAY ? days.merging("units", TODAY) : days;
    }

    private Component recount() {
        var said = new Div();
        said.setId("recounted");
        said.getElement().setAttribute("role", "status");
        var button = new Button(getTranslation("households.coverage.recount"));
        button.setId("recount");
        button.setDisableOnClick(true);
        button.addClickListener(click -> {
            said.removeAll();
            Notices.attempt(this, () -> said.add(found(coverage.recount(asOf))));
            button.setEnabled(true);
        });
        var hint = new Paragraph(getTranslation("households.coverage.recount-hint"));
        hint.addClassName("mb-quiet");
        return new Div(button, hint, said);
    }

    private Component found(Coverage.Recounted recounted) {
        if (recounted.differing().isEmpty()) {
            return new Paragraph(getTranslation(
                    "households.coverage.recount-agrees",
                    asOf.day(),
                    asOf.known(),
                    recounted.villages(),
                    recounted.households()));
        }
        var table = new FigureTable(getTranslation("households.coverage.recount"))
                .column(getTranslation("households.coverage.unit"), FigureTable.Column.TEXT)
                .column(getTranslation("households.coverage.recount-stored"), FigureTable.Column.TEXT)
                .column(getTranslation("households.coverage.recount-counted"), FigureTable.Column.TEXT);
        recounted
                .differing()
                .forEach(each -> table.row(
                        link(each.village()),
                        inShort(each.recount().stored()),
                        inShort(each.recount().counted())));
        return new Div(
                new Paragraph(getTranslation(
                        "households.coverage.recount-differs",
                        recounted.differing().size())),
                table);
    }

    private String inShort(Figures figures) {
        return getTranslation(
                "households.coverage.recount-figures",
                figures.due(),
                figures.reached().count(),
                ways(figures),
                figures.named().count(),
                figures.confirmed().count(),
                figures.checked().count(),
                figures.excludedInAll(),
                answers(figures));
    }

    private void showOne(Coverage.Overview overview, DivisionId id) {
        for (var town : overview.towns()) {
            if (town.town().unit().id().equals(id)) {
                add(up(null), sentence(town.town().unit(), town.town().figures()));
                add(table(overview, town.villages(), List.of(town)));
                return;
            }
            for (var village : town.villages()) {
                if (village.village().id().equals(id)) {
                    add(up(town.town().unit()));
                    showVillage(village);
                    return;
                }
            }
        }
        throw new NotFound("core.access.not-found");
    }

    private void showVillage(VillageCoverage village) {
        var figures = village.figures();
        add(sentence(village.village(), figures));
        var details = new Paragraph(getTranslation(
                "households.coverage.village-details",
                figures.ledger(),
                excluded(figures),
                control(village.control()),
                getTranslation(
                        village.outreachWorker()
                                ? "households.coverage.worker-present"
                                : "households.coverage.worker-missing")));
        details.setId("details");
        add(details);
        add(bars(village.village().id(), figures));
        showDoors(village.village().id(), figures);
    }

    private void showDoors(DivisionId village, Figures figures) {
        var behind = coverage.doors(village, asOf, boundaries, shown, page * PAGE, PAGE);
        var title = shown == null
                ? getTranslation("households.coverage.left", behind.total())
                : getTranslation("households.word.count", word(shown), behind.total());
        var heading = new H3(title);
        heading.setId("doors");
        // The page is filled after the browser has looked for what its address names.
        heading.getElement().executeJs("if (location.hash === '#doors') this.scrollIntoView()");
        add(heading);
        if (shown != null) {
            var left = new RouterLink(
                    getTranslation(
                            "households.coverage.back-to-left",
                            figures.reached().left()),
                    CoverageView.class,
                    village.value());
            left.setQueryParameters(days());
            add(left);
        }
        if (behind.doors().isEmpty()) {
            add(new Paragraph(getTranslation(
                    shown != null
                            ? "households.coverage.no-door"
                            : figures.due() == 0
                                    ? "households.coverage.nobody-due"
                                    : "households.coverage.none-left")));
            return;
        }
        var table = new FigureTable(title)
                .column(getTranslation("households.ledger.group"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.number"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.ledger.head"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.state"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.coverage.why"), FigureTable.Column.TEXT);
        behind.doors()
                .forEach(door -> table.row(
                        door.group(),
                        behind.openable()
                                ? new Anchor("household/" + door.household().value(), door.number())
                                : new Span(door.number()),
                        door.maskedHead(),
                        getTranslation("households.state." + door.state()),
                        door.lastOutcome() == null
                                ? getTranslation("households.coverage.never")
                                : door.lastDay() + " " + getTranslation("households.outcome." + door.lastOutcome())));
        add(table);
        if (behind.total() > PAGE) {
            add(pages(village, behind.total()));
        }
    }

    private String word(Kind kind) {
        return getTranslation(kind.excluded() ? "households.excluded." + kind : "households.kind." + kind);
    }

    private Component pages(DivisionId village, int total) {
        var pages = new FlexLayout();
        pages.addClassName("mb-actions");
        for (var number = 0; number * PAGE < total; number++) {
            var first = number * PAGE + 1;
            var text = first + "–" + Math.min(first + PAGE - 1, total);
            if (number == page) {
                pages.add(new Span(text));
            } else {
                var link = new RouterLink(text, CoverageView.class, village.value());
                link.setQueryParameters(showing(shown).merging("page", String.valueOf(number)));
                pages.add(link);
            }
        }
        return pages;
    }

    // Every figure opens to its doors.
    private Component bars(DivisionId village, Figures figures) {
        var table = new FigureTable(getTranslation("households.coverage.title"))
                .column("", FigureTable.Column.TEXT)
                .column("", FigureTable.Column.TEXT);
        table.row(doors(village, Kind.REACHED, "households.coverage.reached"), bar(figures.reached()));
        if (!figures.reached().isEmpty()) {
            for (var way : List.of(Kind.REACHED_IN_PERSON, Kind.REACHED_MEETING, Kind.REACHED_PHONE)) {
                part(table, village, way, figures.ways().getOrDefault(way, 0L));
            }
            if (figures.withoutWay() > 0) {
                table.row(getTranslation("households.coverage.without-way"), households(figures.withoutWay()));
            }
        }
        table.row(doors(village, Kind.NAMED, "households.coverage.named"), bar(figures.named()));
        table.row(doors(village, Kind.CONFIRMED, "households.coverage.confirmed"), bar(figures.confirmed()));
        for (var answer : List.of(Kind.SELF_ANSWERED, Kind.ASKED_IN_PERSON, Kind.ANSWERED_FOR)) {
            if (figures.answers().containsKey(answer)) {
                part(table, village, answer, figures.answers().get(answer));
            }
        }
        table.row(doors(village, Kind.CHECKED, "households.coverage.checked"), bar(figures.checked()));
        var apart = figures.answers().get(Kind.SET_APART);
        if (apart != null) {
            part(table, village, Kind.SET_APART, apart);
        }
        table.row(
                getTranslation("households.coverage.excluded"),
                figures.excluded().isEmpty()
                        ? getTranslation("households.coverage.none-excluded")
                        : households(figures.excludedInAll()));
        figures.excluded().forEach((kind, count) -> part(table, village, kind, count));
        return table;
    }

    private void part(FigureTable table, DivisionId village, Kind kind, long count) {
        Component name = count == 0 ? new Span(word(kind)) : doors(village, kind, null);
        name.getElement().getClassList().add("mb-part");
        table.row(name, households(count));
    }

    private String households(long count) {
        return getTranslation("households.coverage.households", count);
    }

    private Component doors(DivisionId village, Kind kind, @Nullable String words) {
        var link =
                new RouterLink(words == null ? word(kind) : getTranslation(words), CoverageView.class, village.value());
        link.setId("show-" + kind);
        link.setQueryParameters(showing(kind));
        return link;
    }

    private Component table(
            Coverage.Overview overview, List<VillageCoverage> villages, List<Coverage.TownCoverage> towns) {
        var table = new FigureTable(getTranslation("households.coverage.title"))
                .column(getTranslation("households.coverage.unit"), FigureTable.Column.TEXT)
                .column(getTranslation("households.coverage.reached"), FigureTable.Column.TEXT)
                .column(getTranslation("households.coverage.to-go"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.coverage.named"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.coverage.confirmed"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.coverage.excluded"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.coverage.control"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.coverage.worker"), FigureTable.Column.WIDE_TEXT);
        for (var district : overview.districts()) {
            row(table, new Span(district.unit().name()), district.figures(), district.control(), workers(district))
                    .addClassName("mb-total");
        }
        for (var town : towns) {
            var name = villages.isEmpty()
                    ? link(town.town().unit())
                    : new Span(town.town().unit().name());
            row(table, name, town.town().figures(), town.town().control(), workers(town.town()));
        }
        for (var village : villages) {
            row(
                    table,
                    link(village.village()),
                    village.figures(),
                    village.control(),
                    getTranslation(
                            village.outreachWorker()
                                    ? "households.coverage.has-worker"
                                    : "households.coverage.worker-missing"));
        }
        return table;
    }

    private Component row(FigureTable table, Component name, Figures figures, Control control, String workers) {
        return table.row(
                name,
                with(bar(figures.reached()), figures.reached().count() == 0 ? "" : ways(figures)),
                figures.due() == 0 ? "" : figures.reached().left(),
                bar(figures.named()),
                with(
                        bar(figures.confirmed()),
                        figures.checked().count() == 0
                                ? ""
                                : getTranslation(
                                        "households.word.count",
                                        word(Kind.CHECKED),
                                        figures.checked().count())),
                excluded(figures),
                control(control),
                workers);
    }

    private static Component with(Component bar, String words) {
        var below = new Span(words);
        below.addClassNames("mb-quiet", "mb-wide");
        return words.isEmpty() ? bar : new Div(bar, below);
    }

    /** 当面 120、集中宣讲 17. */
    private String ways(Figures figures) {
        var ways = figures.ways().entrySet().stream()
                .map(entry -> getTranslation("households.word.count", word(entry.getKey()), entry.getValue()));
        var without = figures.withoutWay() == 0
                ? Stream.<String>empty()
                : Stream.of(getTranslation(
                        "households.word.count",
                        getTranslation("households.coverage.without-way"),
                        figures.withoutWay()));
        return Stream.concat(ways, without).collect(Collectors.joining(getTranslation("households.word.comma")));
    }

    private String answers(Figures figures) {
        return figures.answers().isEmpty()
                ? "0"
                : figures.answers().entrySet().stream()
                        .map(entry -> getTranslation("households.word.count", word(entry.getKey()), entry.getValue()))
                        .collect(Collectors.joining(getTranslation("households.word.comma")));
    }

    private String workers(Coverage.UnitCoverage unit) {
        return unit.villagesWithoutWorker() == 0
                ? getTranslation("households.coverage.workers-complete")
                : getTranslation("households.coverage.workers-missing", unit.villagesWithoutWorker());
    }

    private ShareBar bar(Share share) {
        return new ShareBar(share, getTranslation("households.coverage.nobody-due"));
    }

    /** 应访138户，已到户137户，还差1户（99.2%）. */
    private Component sentence(Division unit, Figures figures) {
        var reached = figures.reached();
        var text = reached.isEmpty()
                ? getTranslation("households.coverage.sentence-empty", unit.name())
                : getTranslation(
                        figures.excludedInAll() == 0
                                ? "households.coverage.sentence"
                                : "households.coverage.sentence-excluded",
                        unit.name(),
                        reached.of(),
                        reached.count(),
                        reached.left(),
                        reached.percent(),
                        figures.excludedInAll());
        var sentence = new Paragraph(text);
        sentence.addClassName("mb-sentence");
        sentence.getElement().setAttribute("role", "status");
        return sentence;
    }

    private String excluded(Figures figures) {
        if (figures.excluded().isEmpty()) {
            return getTranslation("households.coverage.none-excluded");
        }
        return figures.excluded().entrySet().stream()
                .map(entry -> getTranslation(
                        "households.word.count",
                        getTranslation("households.excluded." + entry.getKey()),
                        entry.getValue()))
                .collect(Collectors.joining(getTranslation("households.word.comma")));
    }

    private String control(Control control) {
        if (control.total() == 0 && control.villagesWithout() > 0) {
            return getTranslation("households.coverage.no-control");
        }
        var gap = control.gap();
        var words = gap == 0 ? "control-equal" : gap > 0 ? "control-less" : "control-more";
        var text = getTranslation("households.coverage." + words, control.total(), Math.abs(gap));
        return control.villagesWithout() == 0
                ? text
                : text + getTranslation("households.coverage.control-without", control.villagesWithout());
    }

    private RouterLink link(Division unit) {
        var link = new RouterLink(unit.name(), CoverageView.class, unit.id().value());
        link.setQueryParameters(days());
        return link;
    }

    private Component up(@Nullable Division town) {
        var up = new FlexLayout();
        up.addClassName("mb-actions");
        var all = new RouterLink(getTranslation("households.coverage.all"), CoverageView.class);
        all.setQueryParameters(days());
        up.add(all);
        if (town != null) {
            up.add(link(town));
        }
        return up;
    }

    private QueryParameters days() {
        return units(AsOfPicker.parameters(asOf, Times.today(clock)), boundaries);
    }

    private QueryParameters showing(@Nullable Kind kind) {
        return kind == null ? days() : days().merging("show", kind.name());
    }

    private void go(@Nullable Long id, QueryParameters parameters) {
        getUI().ifPresent(ui -> {
            if (id == null) {
                ui.navigate(CoverageView.class, parameters);
            } else {
                ui.navigate(CoverageView.class, id, parameters);
            }
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.coverage.title");
    }
}
