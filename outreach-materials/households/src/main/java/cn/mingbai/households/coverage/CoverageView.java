package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ShareBar;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
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
import org.jspecify.annotations.Nullable;

/** Coverage from the district down to the households left, on any day as known on any day; both days are in the address. */
@Route("coverage")
@Menu(title = "households.coverage.title", order = 30, icon = "vaadin:bar-chart-h")
@PermitAll
@OpenTo(Action.VIEW_COVERAGE)
class CoverageView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final int PAGE = 50;

    private final Coverage coverage;
    private final Clock clock;
    private AsOf asOf;
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
        page = query.getSingleParameter("page")
                .filter(number -> number.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElse(0);
        add(new AsOfPicker(asOf, clock, parameters -> go(id, parameters)));
        var overview = coverage.overview(asOf);
        if (overview.towns().isEmpty()) {
            add(new Paragraph(getTranslation("households.coverage.nothing")));
        } else if (id == null) {
            showAll(overview);
        } else {
            showOne(overview, new DivisionId(id));
        }
        // A worker who has nothing left finds the boards from here; whoever sees the one may see the other.
        add(new Anchor("boards", getTranslation("households.coverage.boards")));
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
        add(note);
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
        add(bars(figures));
        var left = coverage.left(village.village().id(), asOf, page * PAGE, PAGE);
        add(new H3(getTranslation("households.coverage.left", left.total())));
        if (left.households().isEmpty()) {
            add(new Paragraph(getTranslation(
                    figures.due() == 0 ? "households.coverage.nobody-due" : "households.coverage.none-left")));
            return;
        }
        var table = new FigureTable(getTranslation("households.coverage.left", left.total()))
                .column(getTranslation("households.ledger.group"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.number"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.ledger.head"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.state"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.coverage.why"), FigureTable.Column.TEXT);
        left.households()
                .forEach(household -> table.row(
                        household.group(),
                        household.number(),
                        household.maskedHead(),
                        getTranslation("households.state." + household.state()),
                        household.lastOutcome() == null
                                ? getTranslation("households.coverage.never")
                                : household.lastDay() + " "
                                        + getTranslation("households.outcome." + household.lastOutcome())));
        add(table);
        if (left.total() > PAGE) {
            add(pages(village.village().id(), left.total()));
        }
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
                link.setQueryParameters(days().merging("page", String.valueOf(number)));
                pages.add(link);
            }
        }
        return pages;
    }

    private Component bars(Figures figures) {
        var table = new FigureTable(getTranslation("households.coverage.title"))
                .column("", FigureTable.Column.TEXT)
                .column("", FigureTable.Column.TEXT);
        table.row(getTranslation("households.coverage.reached"), bar(figures.reached()));
        table.row(getTranslation("households.coverage.named"), bar(figures.named()));
        table.row(getTranslation("households.coverage.confirmed"), bar(figures.confirmed()));
        return table;
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
                bar(figures.reached()),
                figures.due() == 0 ? "" : figures.reached().left(),
                bar(figures.named()),
                bar(figures.confirmed()),
                excluded(figures),
                control(control),
                workers);
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
                        "households.coverage.sentence",
                        unit.name(),
                        reached.of(),
                        reached.count(),
                        reached.left(),
                        reached.percent());
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
        return AsOfPicker.parameters(asOf, Times.today(clock));
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
