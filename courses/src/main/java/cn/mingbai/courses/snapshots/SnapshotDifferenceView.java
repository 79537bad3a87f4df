package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.ComparisonChoices;
import cn.mingbai.core.ui.DifferenceTables;
import cn.mingbai.core.ui.DifferenceTables.Figure;
import cn.mingbai.core.ui.DifferenceTables.Group;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.snapshots.Difference.Cause;
import cn.mingbai.courses.snapshots.Difference.Change;
import cn.mingbai.courses.snapshots.Difference.Counted;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a report's figures differ from those of an earlier one: by cause, with names, adding up exactly. */
@Route("rate-snapshots/:snapshot/difference")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
@StyleSheet("context://mingbai/courses.css")
class SnapshotDifferenceView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final List<Counted> SHOWN =
            List.of(Counted.DUE, Counted.TOOK_PART, Counted.MET, Counted.STILL_VALID, Counted.EVERYONE, Counted.ROSTER);
    private static final List<Counted> BY_CAUSE =
            List.of(Counted.DUE, Counted.MET, Counted.TOOK_PART, Counted.STILL_VALID, Counted.EVERYONE);
    private static final List<Counted> EFFECTS =
            List.of(Counted.DUE, Counted.TOOK_PART, Counted.MET, Counted.STILL_VALID);

    private final RateSnapshots snapshots;
    private final Texts texts;
    private final DifferenceTables tables =
            new DifferenceTables(this, "courses.difference.cause.", "courses.difference.counted.");

    SnapshotDifferenceView(RateSnapshots snapshots, Texts texts) {
        this.snapshots = snapshots;
        this.texts = texts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Asked.id(event, "snapshot");
        var parameters = event.getLocation().getQueryParameters();
        removeAll();
        show(
                id,
                snapshots.compare(
                        id,
                        Asked.number(parameters, ComparisonChoices.SINCE),
                        Asked.number(parameters, ComparisonChoices.UNIT)));
    }

    private void show(long id, RateSnapshots.Compared compared) {
        var later = compared.later().head();
        var earlier = compared.earlier().head();
        var difference = compared.difference();
        var name = name(compared, difference.unit());
        add(new Anchor(
                "rate-snapshots/" + id,
                "← " + getTranslation("courses.snapshot.heading", later.districtName(), later.day(), later.number())));
        add(new H2(getTranslation("core.sealing.difference.title")));
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
        var units = SnapshotWords.units(compared.later());
        var old = SnapshotWords.units(compared.earlier());
        Function<Long, String> place = division -> Optional.ofNullable(units.get(division))
                .or(() -> Optional.ofNullable(old.get(division)))
                .map(Unit::name)
                .orElseGet(() -> getTranslation("courses.people.unit-unknown"));
        var groups = new ArrayList<Group>();
        var lists = new ArrayList<Component>();
        for (var cause : Cause.values()) {
            var changes = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .toList();
            if (!changes.isEmpty()) {
                var effects = BY_CAUSE.stream()
                        .map(counted -> difference.effects(counted).getOrDefault(cause, 0))
                        .toList();
                var group = new Group(cause, changes.size(), effects);
                groups.add(group);
                lists.add(tables.heading("courses.difference.group", group));
                lists.add(people(changes, place));
            }
        }
        add(
                new H3(getTranslation("core.sealing.difference.by-cause")),
                tables.causes(
                        getTranslation("courses.difference.people-count"),
                        groups,
                        getTranslation("courses.difference.total"),
                        figures(difference, BY_CAUSE)));
        add(lists);
    }

    private static String name(RateSnapshots.Compared compared, long unit) {
        return compared.later()
                .unit(unit)
                .or(() -> compared.earlier().unit(unit))
                .map(Unit::name)
                .orElse("");
    }

    private ComparisonChoices choices(long id, RateSnapshots.Compared compared) {
        return new ComparisonChoices(
                        getTranslation("courses.difference.since"), getTranslation("courses.difference.unit"))
                .reports(compared.previous(), compared.earlier().head().id())
                .units(
                        SnapshotWords.unitsInOrder(compared.later()),
                        compared.difference().unit())
                .opening(SnapshotDifferenceView.class, id);
    }

    private String met(Figures figures) {
        return SnapshotWords.percent(texts, getLocale(), figures.met(), figures.counted());
    }

    private static List<Figure> figures(Difference difference, List<Counted> all) {
        return all.stream()
                .map(counted -> new Figure(counted, counted.of(difference.before()), counted.of(difference.after())))
                .toList();
    }

    private FigureTable figures(Difference difference) {
        var table = tables.figures(figures(difference, SHOWN));
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
                        "core.sealing.difference.part",
                        reason,
                        getTranslation(line.stillValid() ? "courses.difference.valid" : "courses.difference.not-valid"))
                : reason;
    }

    private static String places(Line line, Function<Long, String> place) {
        return line.posts().stream()
                .map(post -> place.apply(post.division()))
                .distinct()
                .collect(Collectors.joining(" "));
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
        return tables.effect(
                EFFECTS.stream()
                        .map(counted -> new Figure(counted, 0, change.effect(counted)))
                        .toList(),
                getTranslation("courses.list-comma"));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.sealing.difference.title");
    }
}
