package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.district.snapshots.OutreachDifference.Cause;
import cn.mingbai.district.snapshots.OutreachDifference.Change;
import cn.mingbai.district.snapshots.OutreachDifference.Counted;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.households.coverage.rule.Kind;
import com.vaadin.flow.component.combobox.ComboBox;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a report's figures differ from those of an earlier one: by cause, with doors, adding up exactly. */
@Route("outreach-snapshots/:snapshot/difference")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
class OutreachDifferenceView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String SINCE = "since";
    private static final String UNIT = "unit";

    /** Of each cause so many doors are listed; the file has them all, and a town or village fewer. */
    private static final int MOST = 300;

    private final OutreachSnapshots snapshots;
    private final Texts texts;

    OutreachDifferenceView(OutreachSnapshots snapshots, Texts texts) {
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

    private void show(long id, OutreachSnapshots.Compared compared) {
        var later = compared.later().head();
        var earlier = compared.earlier().head();
        var difference = compared.difference();
        var names = new HashMap<Long, String>();
        compared.earlier().units().forEach(unit -> names.put(unit.division(), unit.name()));
        compared.later().units().forEach(unit -> names.put(unit.division(), unit.name()));
        add(new Anchor(
                "outreach-snapshots/" + id,
                "← " + getTranslation("district.snapshot.heading", later.campaignName(), later.day(), later.number())));
        add(new H2(getTranslation("district.difference.title")));
        add(new Paragraph(getTranslation(
                "district.difference.heading",
                names.getOrDefault(difference.unit(), ""),
                later.day(),
                later.number(),
                earlier.day(),
                earlier.number())));
        add(choices(id, compared));
        var rates = new Paragraph(
                getTranslation("district.difference.rates", reached(difference.before()), reached(difference.after())));
        rates.addClassName("mb-lead");
        rates.setId("difference-rates");
        add(rates, figures(difference));
        if (difference.changes().isEmpty()) {
            add(new Paragraph(getTranslation("district.difference.nothing")));
            return;
        }
        add(new H3(getTranslation("district.difference.by-cause")), causes(difference));
        for (var cause : Cause.values()) {
            var changes = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .toList();
            if (!changes.isEmpty()) {
                var heading = new H3(getTranslation(
                        "district.difference.group",
                        getTranslation("district.difference.cause." + cause),
                        changes.size()));
                heading.setId("cause-" + cause);
                add(heading, doors(changes, names));
                if (changes.size() > MOST) {
                    add(new Paragraph(getTranslation("district.difference.more", MOST, changes.size())));
                }
            }
        }
    }

    private Div choices(long id, OutreachSnapshots.Compared compared) {
        var since = new Select<OutreachSnapshots.Listed>();
        since.setLabel(getTranslation("district.difference.since"));
        since.setItems(compared.previous());
        since.setItemLabelGenerator(one -> one.day() + " " + getTranslation("district.snapshot.number", one.number()));
        compared.previous().stream()
                .filter(one -> one.id() == compared.earlier().head().id())
                .findFirst()
                .ifPresent(since::setValue);
        since.setId("since");
        var unit = new ComboBox<Unit>(getTranslation("district.unit"));
        var units = compared.later().inOrder();
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

    private void go(long id, OutreachSnapshots.@Nullable Listed since, @Nullable Unit unit) {
        Map<String, String> values = new LinkedHashMap<>();
        if (since != null) {
            values.put(SINCE, String.valueOf(since.id()));
        }
        if (unit != null) {
            values.put(UNIT, String.valueOf(unit.division()));
        }
        getUI().ifPresent(ui -> ui.navigate(
                OutreachDifferenceView.class,
                new RouteParameters("snapshot", String.valueOf(id)),
                QueryParameters.simple(values)));
    }

    private String reached(Counts counts) {
        return OutreachWords.share(texts, getLocale(), counts, Kind.REACHED);
    }

    private FigureTable figures(OutreachDifference difference) {
        var table = new FigureTable(getTranslation("district.difference.figure"))
                .column(getTranslation("district.difference.figure"), Column.TEXT)
                .column(getTranslation("district.difference.before"), Column.NUMBER)
                .column(getTranslation("district.difference.after"), Column.NUMBER)
                .column(getTranslation("district.difference.change"), Column.NUMBER);
        for (var counted : List.of(Counted.DUE, Counted.REACHED, Counted.NAMED, Counted.CONFIRMED, Counted.LEDGER)) {
            table.row(
                    getTranslation("district.difference.counted." + counted),
                    counted.of(difference.before()),
                    counted.of(difference.after()),
                    signed(difference.difference(counted)));
        }
        table.row(
                getTranslation("district.snapshot.column.reached-share"),
                reached(difference.before()),
                reached(difference.after()),
                "");
        table.row(
                getTranslation("district.snapshot.column.named-share"),
                OutreachWords.share(texts, getLocale(), difference.before(), Kind.NAMED),
                OutreachWords.share(texts, getLocale(), difference.after(), Kind.NAMED),
                "");
        return table;
    }

    private static String signed(long number) {
        return number > 0 ? "+" + number : number < 0 ? "−" + -number : "0";
    }

    private FigureTable causes(OutreachDifference difference) {
        var table = new FigureTable(getTranslation("district.difference.by-cause"))
                .column(getTranslation("district.difference.cause"), Column.TEXT)
                .column(getTranslation("district.difference.doors"), Column.NUMBER)
                .column(getTranslation("district.difference.counted.DUE"), Column.NUMBER)
                .column(getTranslation("district.difference.counted.REACHED"), Column.NUMBER)
                .column(getTranslation("district.difference.counted.NAMED"), Column.WIDE_NUMBER)
                .column(getTranslation("district.difference.counted.CONFIRMED"), Column.WIDE_NUMBER)
                .column(getTranslation("district.difference.counted.LEDGER"), Column.WIDE_NUMBER);
        var columns = List.of(Counted.DUE, Counted.REACHED, Counted.NAMED, Counted.CONFIRMED, Counted.LEDGER);
        for (var cause : Cause.values()) {
            var doors = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .count();
            if (doors > 0) {
                var cells = new ArrayList<Object>();
                cells.add(new Anchor("#cause-" + cause, getTranslation("district.difference.cause." + cause)));
                cells.add(doors);
                columns.forEach(
                        counted -> cells.add(signed(difference.effects(counted).getOrDefault(cause, 0))));
                table.row(cells.toArray());
            }
        }
        var total = new ArrayList<Object>();
        total.add(getTranslation("district.difference.total"));
        total.add(difference.changes().size());
        columns.forEach(counted -> total.add(signed(difference.difference(counted))));
        table.row(total.toArray()).addClassName("mb-total");
        table.setId("causes");
        return table;
    }

    private FigureTable doors(List<Change> changes, Map<Long, String> names) {
        var table = new FigureTable(getTranslation("district.difference.doors"))
                .column(getTranslation("district.snapshot.column.household"), Column.SHORT_TEXT)
                .column(getTranslation("district.difference.was"), Column.TEXT)
                .column(getTranslation("district.difference.is"), Column.TEXT)
                .column(getTranslation("district.snapshot.column.village"), Column.WIDE_TEXT)
                .column(getTranslation("district.difference.about"), Column.WIDE_TEXT)
                .column(getTranslation("district.difference.effect"), Column.WIDE_TEXT);
        changes.stream()
                .limit(MOST)
                .forEach(change -> table.row(
                        change.door().number(),
                        state(change.before()),
                        state(change.after()),
                        names.getOrDefault(change.door().village(), ""),
                        about(change, names),
                        effect(change)));
        return table;
    }

    private String state(@Nullable Door door) {
        if (door == null) {
            return getTranslation("district.difference.absent");
        }
        var standing = SealWords.say(texts, getLocale(), OutreachWords.standing(door));
        return door.toldOn() == null ? standing : getTranslation("district.difference.part", standing, door.toldOn());
    }

    private String about(Change change, Map<Long, String> names) {
        var elsewhere = change.elsewhere();
        if (elsewhere != null) {
            return getTranslation(
                    change.after() == null ? "district.difference.moved-to" : "district.difference.moved-from",
                    names.getOrDefault(elsewhere.village(), ""),
                    elsewhere.number());
        }
        var before = change.before();
        if (change.cause() == Cause.MOVED && before != null) {
            return getTranslation(
                    "district.difference.moved-from", names.getOrDefault(before.village(), ""), before.number());
        }
        return "";
    }

    private String effect(Change change) {
        var parts = new ArrayList<String>();
        for (var counted : List.of(Counted.DUE, Counted.REACHED, Counted.NAMED, Counted.CONFIRMED)) {
            var effect = change.effect(counted);
            if (effect != 0) {
                parts.add(getTranslation(
                        "district.difference.part",
                        getTranslation("district.difference.counted." + counted),
                        signed(effect)));
            }
        }
        return parts.isEmpty()
                ? getTranslation("district.difference.none")
                : String.join(getTranslation("district.bulletin.comma"), parts);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.difference.title");
    }
}
