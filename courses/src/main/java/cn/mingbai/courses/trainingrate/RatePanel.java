package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.ShareBar;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Tally;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of units and the sentences of one unit; every figure leads to the people behind it. */
class RatePanel extends Div {

    private final QueryParameters days;

    RatePanel(QueryParameters days) {
        this.days = days;
    }

    /**
     * What a unit's figures say: 应参训312人，合格305人，未合格7人; how they add up; and the three shares.
     *
     * @param division whose people the figures lead to, or null where only figures are shown
     */
    void sentences(@Nullable DivisionId division, Tally tally, boolean hasUnitsBelow) {
        if (tally.roster() == 0) {
            add(new Paragraph(getTranslation("courses.rate.nobody")));
        } else {
            var first = new Paragraph(getTranslation(
                    "courses.rate.sentence",
                    tally.counted(),
                    tally.count(Reason.MET),
                    tally.counted() - tally.count(Reason.MET)));
            first.addClassName("mb-lead");
            first.setId("rate-sentence");
            add(first, roster(division, tally), shares(tally));
        }
        if (hasUnitsBelow && tally.repeats() > 0) {
            add(quiet("courses.rate.repeats", tally.repeats()));
        }
        if (tally.withoutRequirement() > 0) {
            add(quiet("courses.rate.without-requirement", tally.withoutRequirement()));
        }
    }

    /** 名册 330 人 ＝ 应训 312 人 ＋ 新任宽限期内 3 人 ＋ …, each a link. */
    private Paragraph roster(@Nullable DivisionId division, Tally tally) {
        var paragraph = new Paragraph();
        paragraph.setId("rate-roster");
        paragraph.add(part(division, PeopleGroup.ALL, "courses.rate.on-roster", tally));
        paragraph.add(new Span(" ＝ "), part(division, PeopleGroup.COUNTED, "courses.rate.counted", tally));
        for (var reason : Reason.values()) {
            if (!reason.counted() && tally.count(reason) > 0) {
                paragraph.add(
                        new Span(" ＋ "), part(division, PeopleGroup.of(reason), "courses.reason." + reason, tally));
            }
        }
        return paragraph;
    }

    private Component part(@Nullable DivisionId division, PeopleGroup group, String key, Tally tally) {
        var text = getTranslation(
                "courses.rate.part", getTranslation(key), group.count().applyAsInt(tally));
        return division == null ? new Span(text) : UnitRateView.people(division, false, group, days, new Span(text));
    }

    private Paragraph shares(Tally tally) {
        return quiet(
                "courses.rate.shares",
                words(tally.tookPart()),
                words(tally.byRule()),
                words(tally.everyone()),
                words(tally.stillValid()));
    }

    private String words(Share share) {
        return share.isEmpty()
                ? getTranslation("courses.rate.nobody-due")
                : getTranslation("courses.rate.share", share.percent(), share.fraction());
    }

    private Paragraph quiet(String key, Object... arguments) {
        var paragraph = new Paragraph(getTranslation(key, arguments));
        paragraph.addClassName("mb-quiet");
        return paragraph;
    }

    /**
     * The rows of units in code order, after the one of the unit itself without those below.
     *
     * @param above the unit itself
     * @param ownName what its row is called
     */
    void table(DivisionId above, Tally own, String ownName, List<UnitRate> units) {
        var table = new FigureTable(getTranslation("courses.rate.title"))
                .column(getTranslation("courses.rate.unit"), Column.TEXT)
                .column(getTranslation("courses.rate.by-rule"), Column.TEXT)
                .column(getTranslation("courses.rate.left"), Column.NUMBER)
                .column(getTranslation("courses.rate.took-part"), Column.WIDE_TEXT)
                .column(getTranslation("courses.rate.still-valid"), Column.WIDE_TEXT)
                .column(getTranslation("courses.rate.everyone"), Column.WIDE_TEXT)
                .column(getTranslation("courses.rate.on-roster"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.rate.counted"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.rate.excluded"), Column.WIDE_TEXT);
        if (own.roster() > 0) {
            table.row(cells(new Span(ownName), above, true, own));
        }
        for (var unit : units) {
            var id = unit.division().id();
            table.row(cells(UnitRateView.link(id, days, unit.division().name()), id, false, unit.total()));
        }
        add(table);
    }

    private Object[] cells(Component name, DivisionId division, boolean isOwn, Tally tally) {
        var cells = new ArrayList<Object>();
        cells.add(name);
        cells.add(
                tally.byRule().isEmpty()
                        ? new ShareBar(tally.byRule(), getTranslation("courses.rate.nobody-due"))
                        : UnitRateView.people(
                                division,
                                isOwn,
                                PeopleGroup.COUNTED,
                                days,
                                new ShareBar(tally.byRule(), getTranslation("courses.rate.nobody-due"))));
        cells.add(number(division, isOwn, PeopleGroup.OPEN, tally));
        cells.add(share(division, isOwn, PeopleGroup.TOOK_PART, tally.tookPart()));
        cells.add(share(division, isOwn, PeopleGroup.STILL_VALID, tally.stillValid()));
        cells.add(share(division, isOwn, PeopleGroup.POSTED, tally.everyone()));
        cells.add(number(division, isOwn, PeopleGroup.ALL, tally));
        cells.add(number(division, isOwn, PeopleGroup.COUNTED, tally));
        cells.add(excluded(division, isOwn, tally));
        return cells.toArray();
    }

    private Component number(DivisionId division, boolean isOwn, PeopleGroup group, Tally tally) {
        var count = group.count().applyAsInt(tally);
        return count == 0
                ? new Span(tally.roster() == 0 ? "" : "0")
                : UnitRateView.people(division, isOwn, group, days, new Span(String.valueOf(count)));
    }

    /** Who is not counted, by reason; reasons that nobody has are left out. */
    private Component excluded(DivisionId division, boolean isOwn, Tally tally) {
        var reasons = new Div();
        for (var reason : Reason.values()) {
            if (!reason.counted() && tally.count(reason) > 0) {
                var text = new Span(getTranslation("courses.reason." + reason) + " " + tally.count(reason));
                text.addClassName("mb-nowrap");
                reasons.add(new Div(UnitRateView.people(division, isOwn, PeopleGroup.of(reason), days, text)));
            }
        }
        return reasons;
    }

    private Component share(DivisionId division, boolean isOwn, PeopleGroup group, Share share) {
        if (share.isEmpty()) {
            return new Span("");
        }
        var fraction = new Span(share.fraction());
        fraction.addClassNames("mb-quiet", "mb-fraction");
        return UnitRateView.people(division, isOwn, group, days, new Span(new Span(share.percent()), fraction));
    }
}
