package cn.mingbai.core.divisions;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;

/** The tree of divisions on a day, and what a unit was called and where it belonged over time. {@code ?day=…&unit=ID}. */
@Route("divisions")
@Menu(title = "core.divisions.title", order = 80, icon = "vaadin:sitemap")
@PermitAll
@OpenTo(Action.VIEW_DIVISIONS)
class DivisionsView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private final Divisions divisions;
    private final Clock clock;
    private final VerticalLayout content = new VerticalLayout();

    DivisionsView(Divisions divisions, Clock clock) {
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        content.setPadding(false);
        add(content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        var today = Times.today(clock);
        var day = day(parameters.getSingleParameter("day").orElse(""), today);
        var unit = parameters
                .getSingleParameter("unit")
                .filter(text -> text.matches("\\d{1,18}"))
                .orElse("");
        content.removeAll();
        var picker = new DayPicker(getTranslation("core.divisions.day"), day);
        picker.setId("divisions-day");
        picker.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                getUI().ifPresent(ui -> ui.navigate(DivisionsView.class, address(change.getValue(), today, "")));
            }
        });
        var actions = new Div(picker);
        actions.addClassName("mb-actions");
        if (divisions.may(Action.EDIT_DIVISIONS)) {
            actions.add(new RouterLink(getTranslation("core.divisions.load.title"), DivisionListView.class));
        }
        content.add(actions);
        if (!unit.isEmpty()) {
            history(new DivisionId(Long.parseLong(unit)));
        }
        tree(day, today);
    }

    private static LocalDate day(String text, LocalDate today) {
        try {
            return text.isEmpty() ? today : LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            return today;
        }
    }

    private static QueryParameters address(LocalDate day, LocalDate today, String unit) {
        var values = new LinkedHashMap<String, String>();
        if (!day.equals(today)) {
            values.put("day", day.toString());
        }
        if (!unit.isEmpty()) {
            values.put("unit", unit);
        }
        return QueryParameters.simple(values);
    }

    private void tree(LocalDate day, LocalDate today) {
        var all = divisions.on(day);
        if (all.isEmpty()) {
            content.add(new Paragraph(getTranslation("core.divisions.none", day)));
            return;
        }
        var counts = all.stream()
                .filter(division -> division.level() == Level.VILLAGE)
                .count();
        content.add(new Paragraph(getTranslation(
                "core.divisions.counts",
                day,
                all.stream()
                        .filter(division -> division.level() == Level.TOWNSHIP)
                        .count(),
                counts)));
        var table = new FigureTable(getTranslation("core.divisions.title"))
                .column(getTranslation("core.divisions.name"), Column.TEXT)
                .column(getTranslation("core.divisions.code"), Column.TEXT)
                .column(getTranslation("core.divisions.level"), Column.WIDE_TEXT)
                .column(getTranslation("core.divisions.since"), Column.WIDE_TEXT);
        var top = all.stream().map(Division::level).min(Level::compareTo).orElse(Level.NATION);
        for (var division : all) {
            var link = new RouterLink(division.name(), DivisionsView.class);
            link.setQueryParameters(
                    address(day, today, String.valueOf(division.id().value())));
            var indented = new Div(link);
            indented.addClassName("mb-level-" + Math.min(4, division.level().ordinal() - top.ordinal()));
            table.row(indented, division.code().value(), level(division), division.from());
        }
        content.add(table);
    }

    private void history(DivisionId unit) {
        List<Division> versions;
        try {
            versions = divisions.history(unit);
        } catch (MingbaiException refused) {
            content.add(new Paragraph(
                    getTranslation(refused.key(), refused.arguments().toArray())));
            return;
        }
        content.add(new H3(
                getTranslation("core.divisions.history", versions.getLast().name())));
        var table = new FigureTable(getTranslation(
                        "core.divisions.history", versions.getLast().name()))
                .column(getTranslation("core.divisions.period"), Column.TEXT)
                .column(getTranslation("core.divisions.name"), Column.TEXT)
                .column(getTranslation("core.divisions.code"), Column.TEXT);
        for (var version : versions) {
            table.row(
                    version.to().equals(Times.NO_END)
                            ? getTranslation("core.divisions.open-period", version.from())
                            : getTranslation(
                                    "core.divisions.closed-period",
                                    version.from(),
                                    version.to().minusDays(1)),
                    version.name(),
                    new Span(version.code().value()));
        }
        content.add(table);
    }

    private String level(Division division) {
        return getTranslation(
                division.level() == Level.VILLAGE && division.code().isCommunity()
                        ? "core.level.COMMUNITY"
                        : "core.level." + division.level().name());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.divisions.title");
    }
}
