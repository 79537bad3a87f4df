package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.LedgerLinks;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger of boards of a unit on any day: unit, days and what is shown of it are in the address. */
@Route("boards")
@PermitAll
@OpenTo(Action.VIEW_BOARDS)
class BoardsView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final String LEFT = "left";

    private final Boards boards;
    private final BoardPlaces places;
    private final BoardOrders orders;
    private final Divisions divisions;
    private final Clock clock;
    private @Nullable DivisionId unit;

    BoardsView(Boards boards, BoardPlaces places, BoardOrders orders, Divisions divisions, Clock clock) {
        this.boards = boards;
        this.places = places;
        this.orders = orders;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var units = divisions.reachable(Action.VIEW_BOARDS).stream()
                .filter(each -> each.level().compareTo(Level.COUNTY) >= 0)
                .toList();
        if (units.isEmpty()) {
            add(new Paragraph(getTranslation("materials.boards.no-unit")));
            return;
        }
        var chosen = id == null
                ? units.getFirst()
                : units.stream()
                        .filter(each -> each.id().value() == id)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("core.access.not-found"));
        unit = chosen.id();
        var query = event.getLocation().getQueryParameters();
        var asOf = AsOfPicker.read(query, clock);
        var onlyLeft = query.getParameters().containsKey(LEFT);
        var lines = boards.ledger(unit, asOf);
        add(chooser(units, chosen), new AsOfPicker(asOf, clock, this::go), sentence(chosen, lines));
        add(actions(chosen, asOf, lines));
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation("materials.boards.empty")));
        } else {
            add(filters(lines, onlyLeft, asOf), table(lines, onlyLeft));
        }
        photos(chosen);
    }

    private Component chooser(List<Division> units, Division chosen) {
        var chooser = new DivisionChooser(
                getTranslation("materials.boards.unit"),
                units,
                chosen,
                other -> getUI().ifPresent(
                                ui -> ui.navigate(BoardsView.class, other.id().value())));
        chooser.setId("unit");
        chooser.setVisible(units.size() > 1);
        return chooser;
    }

    private Component sentence(Division chosen, List<BoardLine> lines) {
        var figures = BoardFigures.of(lines);
        var states = Arrays.stream(BoardState.values())
                .filter(state -> figures.in(state) > 0)
                .map(state -> getTranslation("materials.boards.count", getTranslation(state.key()), figures.in(state)))
                .collect(Collectors.joining(getTranslation("materials.board.comma")));
        var sentence = new Paragraph(
                lines.isEmpty()
                        ? getTranslation("materials.boards.sentence-none", chosen.name())
                        : getTranslation("materials.boards.sentence", chosen.name(), lines.size(), states));
        sentence.addClassName("mb-sentence");
        sentence.setId("sentence");
        sentence.getElement().setAttribute("role", "status");
        return sentence;
    }

    private Component actions(Division chosen, AsOf asOf, List<BoardLine> lines) {
        var actions = new FlexLayout();
        actions.addClassName("mb-actions");
        if (reaches(Action.EDIT_BOARDS, chosen)) {
            var add = new Button(
                    getTranslation("materials.boards.add"),
                    click -> new PlaceDialog(
                                    getTranslation("materials.boards.add-to", chosen.name()),
                                    null,
                                    Times.today(clock),
                                    getTranslation("materials.board.there-since"),
                                    this::enter)
                            .open());
            add.setId("add");
            actions.add(add);
        }
        if (divisions.may(Action.RECORD_BOARD)) {
            var record = new Anchor("board", getTranslation("materials.boards.record"));
            record.setRouterIgnore(true);
            record.setId("record");
            actions.add(record);
        }
        var left = lines.stream().filter(line -> line.state().leavesWork()).count();
        if (left > 0 && asOf.day().equals(Times.today(clock)) && reaches(Action.EDIT_BOARDS, chosen)) {
            actions.add(printLeft(chosen, left));
        }
        if (reaches(Action.EXPORT_FIGURES, chosen)) {
            actions.add(new LedgerLinks(
                    this,
                    "export",
                    getTranslation("materials.boards.export"),
                    format -> boards.export(chosen.id(), asOf, format, getLocale())));
        }
        if (reaches(Action.CHOOSE_LEDGER_COLUMNS, chosen)) {
            var columns = new RouterLink(getTranslation("core.ledger.columns"), BoardColumnsView.class);
            columns.setId("columns");
            actions.add(columns);
        }
        return actions;
    }

    private Component printLeft(Division chosen, long left) {
        DownloadHandler handler = event -> {
            event.setFileName(getTranslation("materials.boards.print-left.file", chosen.name()) + ".zip");
            event.setContentType("application/zip");
            orders.printLeft(chosen.id(), event.getOutputStream(), getLocale());
        };
        var print = new Anchor(handler, getTranslation("materials.boards.print-left", left));
        print.setId("print-left");
        return print;
    }

    private boolean reaches(Action action, Division chosen) {
        return divisions.may(action)
                && divisions.reachable(action).stream()
                        .anyMatch(each -> each.id().equals(chosen.id()));
    }

    private void enter(PlaceDetails details, LocalDate from) {
        var place = places.add(Objects.requireNonNull(unit), details, from);
        getUI().ifPresent(ui -> ui.navigate(BoardPlaceView.class, place.value()));
    }

    private Component filters(List<BoardLine> lines, boolean onlyLeft, AsOf asOf) {
        var filters = new Div();
        filters.addClassName("mb-links");
        var left = lines.stream().filter(line -> line.state().leavesWork()).count();
        filters.add(filter("materials.boards.all", lines.size(), !onlyLeft, days(asOf)));
        filters.add(filter("materials.boards.left", left, onlyLeft, days(asOf).merging(LEFT, "")));
        return filters;
    }

    private Component filter(String key, long count, boolean chosen, QueryParameters parameters) {
        var words = getTranslation(key, count);
        if (chosen) {
            return new Span(words);
        }
        var link = new RouterLink(
                words, BoardsView.class, Objects.requireNonNull(unit).value());
        link.setQueryParameters(parameters);
        return link;
    }

    private Component table(List<BoardLine> lines, boolean onlyLeft) {
        var shown = lines.stream()
                .filter(line -> !onlyLeft || line.state().leavesWork())
                .toList();
        if (shown.isEmpty()) {
            return new Paragraph(getTranslation("materials.boards.nothing-left"));
        }
        var table = new FigureTable(getTranslation("materials.boards.title"));
        column(table, "unit", Column.TEXT);
        column(table, "name", Column.TEXT);
        column(table, "state", Column.SHORT_TEXT);
        column(table, "version", Column.WIDE_SHORT_TEXT);
        column(table, "posted-on", Column.WIDE_SHORT_TEXT);
        column(table, "posted-by", Column.WIDE_SHORT_TEXT);
        column(table, "checked-on", Column.WIDE_SHORT_TEXT);
        column(table, "condition", Column.WIDE_SHORT_TEXT);
        column(table, "phones-short", Column.WIDE_SHORT_TEXT);
        column(table, "taken-down-on", Column.WIDE_SHORT_TEXT);
        for (var line : shown) {
            var standing = line.standing();
            var posted = standing.posted();
            var seen = standing.hangs() ? standing.lastSeen() : null;
            table.row(
                            line.place().unit(),
                            name(line),
                            getTranslation(line.state().key()),
                            line.version(),
                            posted == null ? "" : posted.day(),
                            posted == null ? "" : posted.by(),
                            day(standing.checkedOn()),
                            seen == null
                                    ? ""
                                    : getTranslation(
                                            standing.damaged() ? "materials.board.damaged" : "materials.board.intact"),
                            seen == null
                                    ? ""
                                    : getTranslation(seen.phonesShown() ? "materials.board.yes" : "materials.board.no"),
                            standing.takenDown() == null
                                    ? ""
                                    : standing.takenDown().day())
                    .getElement()
                    .setAttribute("data-code", line.place().code());
        }
        return table;
    }

    private void column(FigureTable table, String key, Column column) {
        table.column(getTranslation("materials.boards.column." + key), column);
    }

    private static Component name(BoardLine line) {
        var code = new Span(line.place().code());
        code.addClassName("mb-quiet");
        return new Div(
                new Div(new RouterLink(
                        line.place().details().name(),
                        BoardPlaceView.class,
                        line.place().id().value())),
                code);
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    /** Off unless the district says so; asked where the whole district is shown. */
    private void photos(Division chosen) {
        if (chosen.level() != Level.COUNTY || !reaches(Action.EDIT_CAMPAIGN, chosen)) {
            return;
        }
        var photos = new Checkbox(getTranslation("materials.photo.rule"), boards.takesPhotos(chosen.id()));
        photos.setId("photos");
        photos.addValueChangeListener(change -> {
            if (change.isFromClient()
                    && Notices.attempt(this, () -> boards.takePhotos(chosen.id(), change.getValue()))) {
                Notices.done(this, "materials.board.saved");
            }
        });
        var hint = new Paragraph(getTranslation("materials.photo.rule-hint"));
        hint.addClassName("mb-quiet");
        add(photos, hint);
    }

    private QueryParameters days(AsOf asOf) {
        return AsOfPicker.parameters(asOf, Times.today(clock));
    }

    private void go(QueryParameters parameters) {
        getUI().ifPresent(ui -> {
            if (unit == null) {
                ui.navigate(BoardsView.class, parameters);
            } else {
                ui.navigate(BoardsView.class, unit.value(), parameters);
            }
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.boards.title");
    }
}
