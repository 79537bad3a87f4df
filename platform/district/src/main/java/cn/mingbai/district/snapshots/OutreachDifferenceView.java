package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.ComparisonChoices;
import cn.mingbai.core.ui.DifferenceTables;
import cn.mingbai.core.ui.DifferenceTables.Figure;
import cn.mingbai.core.ui.DifferenceTables.Group;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.district.snapshots.OutreachDifference.Cause;
import cn.mingbai.district.snapshots.OutreachDifference.Change;
import cn.mingbai.district.snapshots.OutreachDifference.Counted;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.households.coverage.rule.Kind;
import com.vaadin.flow.component.Component;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a report's figures differ from those of an earlier one: by cause, with doors, adding up exactly. */
@Route("outreach-snapshots/:snapshot/difference")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
class OutreachDifferenceView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final List<Counted> COMPARED =
            List.of(Counted.DUE, Counted.REACHED, Counted.NAMED, Counted.CONFIRMED, Counted.LEDGER);
    private static final List<Counted> EFFECTS =
            List.of(Counted.DUE, Counted.REACHED, Counted.NAMED, Counted.CONFIRMED);

    /** Of each cause so many doors are listed; the file has them all, and a town or village fewer. */
    private static final int MOST = 300;

    private final OutreachSnapshots snapshots;
    private final Texts texts;
    private final DifferenceTables tables =
            new DifferenceTables(this, "district.difference.cause.", "district.difference.counted.");

    OutreachDifferenceView(OutreachSnapshots snapshots, Texts texts) {
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
        add(new H2(getTranslation("core.sealing.difference.title")));
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
        var groups = new ArrayList<Group>();
        var lists = new ArrayList<Component>();
        for (var cause : Cause.values()) {
            var changes = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .toList();
            if (!changes.isEmpty()) {
                var effects = COMPARED.stream()
                        .map(counted -> difference.effects(counted).getOrDefault(cause, 0))
                        .toList();
                var group = new Group(cause, changes.size(), effects);
                groups.add(group);
                lists.add(tables.heading("district.difference.group", group));
                lists.add(doors(changes, names));
                if (changes.size() > MOST) {
                    lists.add(new Paragraph(getTranslation("district.difference.more", MOST, changes.size())));
                }
            }
        }
        var causes = tables.causes(
                getTranslation("district.difference.doors"),
                groups,
                getTranslation("district.difference.total"),
                figures(difference, COMPARED));
        causes.setId("causes");
        add(new H3(getTranslation("core.sealing.difference.by-cause")), causes);
        add(lists);
    }

    private ComparisonChoices choices(long id, OutreachSnapshots.Compared compared) {
        return new ComparisonChoices(getTranslation("district.difference.since"), getTranslation("district.unit"))
                .reports(compared.previous(), compared.earlier().head().id())
                .units(compared.later().inOrder(), compared.difference().unit())
                .opening(OutreachDifferenceView.class, id);
    }

    private String reached(Counts counts) {
        return OutreachWords.share(texts, getLocale(), counts, Kind.REACHED);
    }

    private static List<Figure> figures(OutreachDifference difference, List<Counted> all) {
        return all.stream()
                .map(counted -> new Figure(counted, counted.of(difference.before()), counted.of(difference.after())))
                .toList();
    }

    private FigureTable figures(OutreachDifference difference) {
        var table = tables.figures(figures(difference, COMPARED));
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
        return door.toldOn() == null
                ? standing
                : getTranslation("core.sealing.difference.part", standing, door.toldOn());
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
        return tables.effect(
                EFFECTS.stream()
                        .map(counted -> new Figure(counted, 0, change.effect(counted)))
                        .toList(),
                getTranslation("district.bulletin.comma"));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.sealing.difference.title");
    }
}
