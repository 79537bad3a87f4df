package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.snapshots.Difference.Cause;
import cn.mingbai.courses.snapshots.Difference.Change;
import cn.mingbai.courses.snapshots.Difference.Counted;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why a report's figures differ from those of an earlier one: by cause, with names, adding up exactly. */
@Route("rate-snapshots/:snapshot/difference")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
@StyleSheet("context://mingbai/courses.css")
class SnapshotDifferenceView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String SINCE = "since";
    private static final String UNIT = "unit";
    private static final List<Counted> SHOWN =
            List.of(Counted.DUE, Counted.TOOK_PART, Counted.MET, Counted.STILL_VALID, Counted.EVERYONE, Counted.ROSTER);

    private final RateSnapshots snapshots;
    private final Texts texts;

    SnapshotDifferenceView(RateSnapshots snapshots, Texts texts) {
        this.snapshots = snapshots;
        this.texts = texts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id =
                event.getRouteParameters().getLong("snapshot").orElseThrow(() -> new NotFound("core.access.not-found"));
        var parameters = event.getLocation().getQueryParameters();
        removeAll();
        show(id, snapshots.compare(id, number(parameters, SINCE), number(parameters, UNIT)));
    }

    private static Optional<Long> number(QueryParameters parameters, String name) {
        return parameters
                .getSingleParameter(name)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private void show(long id, RateSnapshots.Compared compared) {
        var later = compared.later().head();
        var earlier = compared.earlier().head();
        var difference = compared.difference();
        var name = name(compared, difference.unit());
        add(new Anchor(
                "rate-snapshots/" + id,
                "← " + getTranslation("courses.snapshot.heading", later.districtName(), later.day(), later.number())));
        add(new H2(getTranslation("courses.difference.title")));
        add(new Paragraph(getTranslation(
                "courses.difference.heading", name, later.day(), later.number(), earlier.day(), earlier.number())));
        add(choices(id, compared));
        var rates = new Paragraph(
                getTranslation("courses.difference.rates", met(difference.before()), met(difference.after())));
        rates.addClassName("mb-lead");
        rates.setId("difference-rates");
        add(rates, figures(difference));
        if (difference.changes().isEmpty()) {
            add(new Paragraph(getTranslation("courses.difference.nobody")));
            return;
        }
        add(new H3(getTranslation("courses.difference.by-cause")), causes(difference));
        var units = SnapshotWords.units(compared.later());
        var old = SnapshotWords.units(compared.earlier());
        Function<Long, String> place = division -> Optional.ofNullable(units.get(division))
                .or(() -> Optional.ofNullable(old.get(division)))
                .map(Unit::name)
                .orElseGet(() -> getTranslation("courses.people.unit-unknown"));
        for (var cause : Cause.values()) {
            var changes = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .toList();
            if (!changes.isEmpty()) {
                var heading = new H3(getTranslation(
                        "courses.difference.group",
                        getTranslation("courses.difference.cause." + cause),
                        changes.size()));
                heading.setId("cause-" + cause);
                add(heading, people(changes, place));
            }
        }
    }

    private static String name(RateSnapshots.Compared compared, long unit) {
        return compared.later()
                .unit(unit)
                .or(() -> compared.earlier().unit(unit))
                .map(Unit::name)
                .orElse("");
    }

    private Div choices(long id, RateSnapshots.Compared compared) {
        var since = new Select<RateSnapshots.Listed>();
        since.setLabel(getTranslation("courses.difference.since"));
        since.setItems(compared.previous());
        since.setItemLabelGenerator(one -> one.day() + " " + getTranslation("courses.snapshot.number", one.number()));
        compared.previous().stream()
                .filter(one -> one.id() == compared.earlier().head().id())
                .findFirst()
                .ifPresent(since::setValue);
        since.setId("since");
        var unit = new ComboBox<Unit>(getTranslation("courses.difference.unit"));
        var units = SnapshotWords.unitsInOrder(compared.later());
        unit.setItems(units);
        unit.setItemLabelGenerator(Unit::name);
        units.stream()
                .filter(one -> one.division() == compared.difference().unit())
                .findFirst()
                .ifPresent(unit::setValue);
        unit.setId("unit");
        since.addValueChangeListener(change -> go(id, change.getValue(), unit.getValue()));
        unit.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                go(id, since.getValue(), change.getValue());
            }
        });
        var choices = new Div(since, unit);
        choices.addClassName("mb-actions");
        return choices;
    }

    private void go(long id, RateSnapshots.@Nullable Listed since, @Nullable Unit unit) {
        Map<String, String> values = new LinkedHashMap<>();
        if (since != null) {
            values.put(SINCE, String.valueOf(since.id()));
        }
        if (unit != null) {
            values.put(UNIT, String.valueOf(unit.division()));
        }
        getUI().ifPresent(ui -> ui.navigate(
                SnapshotDifferenceView.class,
                new RouteParameters("snapshot", String.valueOf(id)),
                QueryParameters.simple(values)));
    }

    private String met(Figures figures) {
        return SnapshotWords.percent(texts, getLocale(), figures.met(), figures.counted());
    }

    private FigureTable figures(Difference difference) {
        var table = new FigureTable(getTranslation("courses.difference.figure"))
                .column(getTranslation("courses.difference.figure"), Column.TEXT)
                .column(getTranslation("courses.difference.before"), Column.NUMBER)
                .column(getTranslation("courses.difference.after"), Column.NUMBER)
                .column(getTranslation("courses.difference.change"), Column.NUMBER);
        for (var counted : SHOWN) {
            table.row(
                    getTranslation("courses.difference.counted." + counted),
                    counted.of(difference.before()),
                    counted.of(difference.after()),
                    signed(difference.difference(counted)));
        }
        for (var counted : List.of(Counted.TOOK_PART, Counted.MET, Counted.STILL_VALID)) {
            table.row(
                    getTranslation("courses.difference.share." + counted),
                    share(counted.of(difference.before()), difference.before().counted()),
                    share(counted.of(difference.after()), difference.after().counted()),
                    "");
        }
        table.row(
                getTranslation("courses.difference.share.EVERYONE"),
                share(difference.before().met(), difference.before().everyone()),
                share(difference.after().met(), difference.after().everyone()),
                "");
        return table;
    }

    private String share(int count, int of) {
        return SnapshotWords.percent(texts, getLocale(), count, of);
    }

    private static String signed(int number) {
        return number > 0 ? "+" + number : number < 0 ? "−" + -number : "0";
    }

    private FigureTable causes(Difference difference) {
        var table = new FigureTable(getTranslation("courses.difference.by-cause"))
                .column(getTranslation("courses.difference.cause"), Column.TEXT)
                .column(getTranslation("courses.difference.people-count"), Column.NUMBER)
                .column(getTranslation("courses.difference.counted.DUE"), Column.NUMBER)
                .column(getTranslation("courses.difference.counted.MET"), Column.NUMBER)
                .column(getTranslation("courses.difference.counted.TOOK_PART"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.difference.counted.STILL_VALID"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.difference.counted.EVERYONE"), Column.WIDE_NUMBER);
        var columns = List.of(Counted.DUE, Counted.MET, Counted.TOOK_PART, Counted.STILL_VALID, Counted.EVERYONE);
        for (var cause : Cause.values()) {
            var people = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .count();
            if (people > 0) {
                var cells = new ArrayList<Object>();
                cells.add(new Anchor("#cause-" + cause, getTranslation("courses.difference.cause." + cause)));
                cells.add(people);
                columns.forEach(
                        counted -> cells.add(signed(difference.effects(counted).getOrDefault(cause, 0))));
                table.row(cells.toArray());
            }
        }
        var total = new ArrayList<Object>();
        total.add(getTranslation("courses.difference.total"));
        total.add(difference.changes().size());
        columns.forEach(counted -> total.add(signed(difference.difference(counted))));
        table.row(total.toArray()).addClassName("mb-total");
        return table;
    }

    private FigureTable people(List<Change> changes, Function<Long, String> place) {
        var table = new FigureTable(getTranslation("courses.rate.people"))
                .column(getTranslation("courses.snapshot.column.name"), Column.SHORT_TEXT)
                .column(getTranslation("courses.difference.was"), Column.TEXT)
                .column(getTranslation("courses.difference.is"), Column.TEXT)
                .column(getTranslation("courses.difference.about"), Column.WIDE_TEXT)
                .column(getTranslation("courses.difference.effect"), Column.WIDE_TEXT)
                .column(getTranslation("courses.snapshot.column.unit"), Column.WIDE_TEXT)
                .column(getTranslation("courses.snapshot.column.staff-number"), Column.WIDE_TEXT);
        for (var change : changes) {
            table.row(
                    change.line().name(),
                    state(change.before()),
                    state(change.after()),
                    about(change, place),
                    effect(change),
                    places(change.line(), place),
                    change.line().staffNumber());
        }
        return table;
    }

    private String state(@Nullable Line line) {
        if (line == null) {
            return getTranslation("courses.difference.absent");
        }
        var reason = getTranslation("courses.reason." + line.reason());
        return line.reason().counted()
                ? getTranslation(
                        "courses.difference.part",
                        reason,
                        getTranslation(line.stillValid() ? "courses.difference.valid" : "courses.difference.not-valid"))
                : reason;
    }

    private static String places(Line line, Function<Long, String> place) {
        return line.posts().stream()
                .map(post -> place.apply(post.division()))
                .distinct()
                .collect(java.util.stream.Collectors.joining(" "));
    }

    private String about(Change change, Function<Long, String> place) {
        if (!change.courses().isEmpty()) {
            return getTranslation("courses.difference.courses", String.join(" ", change.courses()));
        }
        var elsewhere = change.elsewhere();
        if (elsewhere != null) {
            var came = change.after() != null && change.after().reason().posted();
            return getTranslation(
                    came ? "courses.difference.moved-from" : "courses.difference.moved-to", places(elsewhere, place));
        }
        if (change.cause() == Cause.MOVED && change.before() != null) {
            return getTranslation("courses.difference.moved-from", places(change.before(), place));
        }
        return "";
    }

    private String effect(Change change) {
        var parts = new ArrayList<String>();
        for (var counted : List.of(Counted.DUE, Counted.TOOK_PART, Counted.MET, Counted.STILL_VALID)) {
            var effect = change.effect(counted);
            if (effect != 0) {
                parts.add(getTranslation(
                        "courses.difference.part",
                        getTranslation("courses.difference.counted." + counted),
                        signed(effect)));
            }
        }
        return parts.isEmpty()
                ? getTranslation("courses.difference.none")
                : String.join(getTranslation("courses.list-comma"), parts);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.difference.title");
    }
}
