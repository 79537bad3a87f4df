package cn.mingbai.district.cockpit;

import cn.mingbai.core.figures.Share;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.ShareBar;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.district.figures.UnitFigures;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.materials.boards.BoardFigures;
import cn.mingbai.materials.boards.BoardState;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All figures of one unit: training in both 口径, households due with what is excluded and why, the ways they were reached
 * in, the evidence of informed members, outreach workers and boards. Each figure leads on to the people or doors behind it.
 */
class UnitPanel extends Div {

    private final UnitFigures unit;
    private final String days;
    private final boolean openable;

    /**
     * Shows one unit.
     *
     * @param villages how many villages it has
     * @param days the days as they stand in an address; empty for today
     */
    UnitPanel(UnitFigures unit, int villages, BoardFigures boards, String days) {
        this.unit = unit;
        this.days = days;
        this.openable = !unit.districtTotal();
        addClassName("mb-cockpit-figures");
        add(training(), outreach(), villages(villages, boards));
    }

    private Component training() {
        var tally = unit.training();
        var nobody = getTranslation("district.no-people");
        var table = table("district.cockpit.training");
        table.row(people("COUNTED", "district.cockpit.by-rule"), new ShareBar(tally.byRule(), nobody));
        table.row(people("POSTED", "district.cockpit.everyone"), new ShareBar(tally.everyone(), nobody));
        if (!tally.byRule().isEmpty()) {
            table.row(people("TOOK_PART", "district.cockpit.took-part"), words(tally.tookPart()));
            table.row(people("STILL_VALID", "district.cockpit.still-valid"), words(tally.stillValid()));
        }
        var excluded = new ArrayList<Component>();
        for (var reason : Reason.values()) {
            if (!reason.counted() && tally.count(reason) > 0) {
                excluded.add(people(
                        reason.name(),
                        new Span(getTranslation(
                                "district.cockpit.people",
                                getTranslation("courses.reason." + reason),
                                tally.count(reason)))));
            }
        }
        parts(table, "district.cockpit.people-excluded", excluded);
        return box("district.cockpit.training", table);
    }

    private Component outreach() {
        var figures = unit.coverage();
        var nobody = getTranslation("district.no-households");
        var table = table("district.cockpit.outreach");
        table.row(doors(Kind.REACHED, "district.cockpit.reached"), new ShareBar(figures.reached(), nobody));
        var ways = new ArrayList<Component>();
        for (var way : List.of(Kind.REACHED_IN_PERSON, Kind.REACHED_MEETING, Kind.REACHED_PHONE)) {
            part(ways, way, "households.kind." + way, figures.ways());
        }
        if (figures.withoutWay() > 0) {
            ways.add(new Span(getTranslation(
                    "district.cockpit.households",
                    getTranslation("households.coverage.without-way"),
                    figures.withoutWay())));
        }
        parts(table, "district.cockpit.ways", ways);
        table.row(doors(Kind.NAMED, "district.cockpit.named"), new ShareBar(figures.named(), nobody));
        if (!figures.named().isEmpty()) {
            table.row(doors(Kind.CONFIRMED, "district.cockpit.confirmed"), words(figures.confirmed()));
            table.row(doors(Kind.CHECKED, "district.cockpit.checked"), words(figures.checked()));
        }
        var excluded = new ArrayList<Component>();
        for (var kind : Kind.values()) {
            if (kind.excluded()) {
                part(excluded, kind, "households.excluded." + kind, figures.excluded());
            }
        }
        parts(table, "district.cockpit.households-excluded", excluded);
        return box("district.cockpit.outreach", table);
    }

    private Component villages(int villages, BoardFigures boards) {
        var table = table("district.cockpit.workers-and-boards");
        var without = Math.min(unit.villagesWithoutWorker(), villages);
        table.row(
                new Span(getTranslation("district.cockpit.workers")),
                new ShareBar(new Share(villages - without, villages), getTranslation("district.cockpit.no-villages")));
        table.row(
                openable
                        ? new Anchor(address("boards/" + id(), ""), getTranslation("district.cockpit.boards"))
                        : new Span(getTranslation("district.cockpit.boards")),
                new ShareBar(
                        new Share(boards.in(BoardState.UP), boards.places()),
                        getTranslation("district.cockpit.no-boards")));
        var states = new ArrayList<Component>();
        for (var state : BoardState.values()) {
            if (state.leavesWork() && boards.in(state) > 0) {
                states.add(new Span(
                        getTranslation("district.cockpit.places", getTranslation(state.key()), boards.in(state))));
            }
        }
        parts(table, "district.cockpit.boards-left", states);
        return box("district.cockpit.workers-and-boards", table);
    }

    private FigureTable table(String title) {
        return new FigureTable(getTranslation(title)).column("", Column.TEXT).column("", Column.TEXT);
    }

    private Component box(String title, FigureTable table) {
        var box = new Div(new H3(getTranslation(title)), table);
        box.addClassName("mb-cockpit-box");
        return box;
    }

    // A part is the smaller print below what it belongs to; one without anything is left out.
    private void parts(FigureTable table, String title, List<Component> parts) {
        if (parts.isEmpty()) {
            return;
        }
        var name = new Span(getTranslation(title));
        name.addClassNames("mb-part", "mb-quiet");
        var list = new Div();
        list.addClassName("mb-cockpit-parts");
        parts.forEach(list::add);
        table.row(name, list);
    }

    private void part(List<Component> parts, Kind kind, String word, Map<Kind, Long> counts) {
        var count = counts.getOrDefault(kind, 0L);
        if (count > 0) {
            parts.add(
                    doors(kind, new Span(getTranslation("district.cockpit.households", getTranslation(word), count))));
        }
    }

    private Component words(Share share) {
        var fraction = new Span(share.fraction());
        fraction.addClassNames("mb-quiet", "mb-fraction");
        return new Span(new Span(share.percent()), fraction);
    }

    private Component people(String group, String key) {
        return people(group, new Span(getTranslation(key)));
    }

    private Component people(String group, Component shown) {
        return openable ? new Anchor(address("training-rate/" + id(), "show=" + group) + "#people", shown) : shown;
    }

    private Component doors(Kind kind, String key) {
        return doors(kind, new Span(getTranslation(key)));
    }

    // Doors are shown village by village: of a town or a district, the page of its villages opens.
    private Component doors(Kind kind, Component shown) {
        if (!openable) {
            return shown;
        }
        return new Anchor(
                switch (unit.division().level()) {
                    case VILLAGE -> address("coverage/" + id(), "show=" + kind);
                    case TOWNSHIP -> address("coverage/" + id(), "");
                    default -> address("coverage", "");
                },
                shown);
    }

    private String address(String path, String query) {
        if (days.isEmpty()) {
            return query.isEmpty() ? path : path + "?" + query;
        }
        return path + "?" + days + (query.isEmpty() ? "" : "&" + query);
    }

    private long id() {
        return unit.division().id().value();
    }
}
