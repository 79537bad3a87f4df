package cn.mingbai.district.figures;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ShareBar;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Both rates side by side, town by town and village by village, in code order, on any past day. */
@Route("district")
@Menu(title = "district.title", order = 10, icon = "vaadin:chart-grid")
@PermitAll
@OpenTo(Action.VIEW_TRAINING_RATE)
class DistrictView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final DistrictFigures figures;
    private final Divisions divisions;
    private final Clock clock;
    private @Nullable DivisionId unit;

    DistrictView(DistrictFigures figures, Divisions divisions, Clock clock) {
        this.figures = figures;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        unit = id == null ? null : new DivisionId(id);
        var asOf = AsOfPicker.read(event.getLocation().getQueryParameters(), clock);
        removeAll();
        var rows = figures.below(unit, asOf);
        add(new AsOfPicker(asOf, clock, this::go));
        if (rows.isEmpty()) {
            add(new Paragraph(getTranslation("district.empty")));
            return;
        }
        add(links(rows, asOf), table(rows, asOf));
        add(new Paragraph(getTranslation("district.note")));
    }

    private Component links(List<UnitFigures> rows, AsOf asOf) {
        var links = new Div();
        links.addClassName("mb-links");
        if (unit != null) {
            links.add(new Anchor("district" + query(asOf), getTranslation("district.to-towns")));
        }
        links.add(
                new Anchor(
                        unit == null ? "bulletin" : "bulletin/" + unit.value(), getTranslation("district.to-bulletin")),
                new Anchor(unit == null ? "boards" : "boards/" + unit.value(), getTranslation("district.to-boards")),
                new Anchor("inspections", getTranslation("district.to-inspections")));
        var exported = rows.stream()
                .filter(row -> !row.districtTotal())
                .map(row -> row.division().id())
                .findFirst();
        if (exported.isEmpty() || !divisions.may(Action.EXPORT_FIGURES)) {
            return links;
        }
        var export = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    var bytes = figures.export(exported.get(), asOf, getLocale());
                    return new DownloadResponse(
                            new ByteArrayInputStream(bytes),
                            getTranslation("district.export.file", asOf.day()) + ".xlsx",
                            XLSX,
                            bytes.length);
                }),
                getTranslation("district.export"));
        export.setId("export");
        links.add(export);
        return links;
    }

    private Component table(List<UnitFigures> rows, AsOf asOf) {
        var table = new FigureTable(getTranslation("district.title"))
                .column(getTranslation("district.unit"), Column.TEXT)
                .column(getTranslation("district.training"), Column.TEXT)
                .column(getTranslation("district.training-everyone"), Column.WIDE_TEXT)
                .column(getTranslation("district.outreach"), Column.TEXT)
                .column(getTranslation("district.named"), Column.WIDE_TEXT)
                .column(getTranslation("district.left"), Column.WIDE_TEXT);
        for (var row : rows) {
            var noPeople = getTranslation("district.no-people");
            var noHouseholds = getTranslation("district.no-households");
            var line = table.row(
                    name(row, asOf),
                    open("training-rate", row, asOf, new ShareBar(row.training().byRule(), noPeople)),
                    new ShareBar(row.training().everyone(), noPeople),
                    open("coverage", row, asOf, new ShareBar(row.coverage().reached(), noHouseholds)),
                    new ShareBar(row.coverage().named(), noHouseholds),
                    left(row));
            line.getElement().setAttribute("data-code", row.division().code().value());
            if (row.division().level() == Level.COUNTY) {
                line.addClassName("mb-total");
            }
        }
        return table;
    }

    private Component name(UnitFigures row, AsOf asOf) {
        var name = row.division().name();
        if (row.districtTotal()) {
            return new Span(getTranslation("district.total", name));
        }
        return row.division().level() == Level.VILLAGE || row.division().level() == Level.COUNTY
                ? new Span(name)
                : new Anchor("district/" + row.division().id().value() + query(asOf), name);
    }

    private Component open(String route, UnitFigures row, AsOf asOf, Component shown) {
        if (row.districtTotal()) {
            return shown;
        }
        var link = new Anchor(route + "/" + row.division().id().value() + query(asOf), shown);
        link.addClassName("mb-figure-link");
        return link;
    }

    private Component left(UnitFigures row) {
        var lines = new Div();
        var people = row.training().byRule().left();
        var households = row.coverage().reached().left();
        if (people == 0 && households == 0 && row.villagesWithoutWorker() == 0) {
            lines.add(new Span(getTranslation("district.nothing-left")));
            return lines;
        }
        lines.addClassName("mb-nowrap");
        if (households > 0) {
            lines.add(new Div(getTranslation("district.left-households", households)));
        }
        if (people > 0) {
            lines.add(new Div(getTranslation("district.left-people", people)));
        }
        if (row.villagesWithoutWorker() > 0) {
            lines.add(new Div(getTranslation("district.without-worker", row.villagesWithoutWorker())));
        }
        return lines;
    }

    private void go(QueryParameters parameters) {
        var path = unit == null ? "district" : "district/" + unit.value();
        getUI().ifPresent(ui -> ui.navigate(path, parameters));
    }

    private String query(AsOf asOf) {
        var text = AsOfPicker.parameters(asOf, Times.today(clock)).getQueryString();
        return text.isEmpty() ? "" : "?" + text;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.title");
    }
}
