package cn.mingbai.district.cockpit;

import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.district.cockpit.Chart.Drawing;
import cn.mingbai.district.cockpit.Chart.Mark;
import cn.mingbai.district.cockpit.Chart.Series;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.district.figures.TrendPoint;
import cn.mingbai.district.figures.UnitFigures;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How both rates of a unit went during one phase, up to the day shown, all as known on the same day. The figures of the
 * page come first; these follow when the browser has them.
 */
class TrendPanel extends Section {

    private final Div body = new Div();

    /**
     * Shows one phase.
     *
     * @param chosen the place of the phase; null, or one that the campaign does not have, for the one of the day
     * @param address where another phase is shown
     */
    TrendPanel(
            UnitFigures unit,
            Campaign campaign,
            AsOf asOf,
            @Nullable Integer chosen,
            DistrictFigures figures,
            IntFunction<String> address) {
        setId("trend");
        var phases = campaign.phases();
        var now = new Phases(campaign, asOf.day()).place();
        var place = chosen == null || chosen >= phases.size() ? now : chosen;
        add(new H3(getTranslation("district.cockpit.trend")));
        setVisible(!phases.isEmpty());
        if (phases.isEmpty()) {
            return;
        }
        if (phases.size() > 1) {
            add(choices(phases, place, address));
        }
        add(body);
        var phase = phases.get(place);
        if (phase.from().isAfter(asOf.day())) {
            body.add(new Paragraph(getTranslation("district.cockpit.trend-later", phase.name(), phase.from())));
            return;
        }
        var last = phase.to().minusDays(1);
        var until = asOf.day().isAfter(last) ? new AsOf(last, asOf.known(), asOf.knownBefore()) : asOf;
        var wait = new Paragraph(getTranslation("district.cockpit.trend-comes"));
        wait.addClassName("mb-quiet");
        body.add(wait);
        body.setMinHeight("19rem");
        // Asked back for once the page stands: nobody waits for thirty days before reading today's figures.
        body.getElement().executeJs("return true").then(Boolean.class, there -> {
            body.removeAll();
            draw(phase, figures.trend(unit.division().id(), phase.from(), until));
        });
    }

    private Nav choices(List<Campaign.Phase> phases, int place, IntFunction<String> address) {
        var choices = new Nav();
        choices.addClassName("mb-choices");
        choices.getElement().setAttribute("aria-label", getTranslation("district.cockpit.choose-phase"));
        for (var number = 0; number < phases.size(); number++) {
            var link = new Anchor(address.apply(number), phases.get(number).name());
            if (number == place) {
                link.getElement().setAttribute("aria-current", "true");
            }
            choices.add(link);
        }
        return choices;
    }

    private void draw(Campaign.Phase phase, List<TrendPoint> points) {
        if (points.size() < 2) {
            body.setMinHeight("0");
            body.add(new Paragraph(getTranslation("district.cockpit.trend-one")));
            return;
        }
        var marks = points.stream()
                .filter(TrendPoint::reportingDay)
                .map(point -> new Mark(point.day(), getTranslation("district.cockpit.reporting-day")))
                .toList();
        var drawing = new Drawing(
                "lines",
                points.stream().map(point -> point.day().toString()).toList(),
                List.of(
                        series("district.training", points, TrendPoint::byRule),
                        series(
                                "district.outreach",
                                points,
                                point -> point.coverage().reached()),
                        series(
                                "district.named",
                                points,
                                point -> point.coverage().named())),
                marks);
        var first = points.getFirst();
        var last = points.getLast();
        var chart = new Chart(
                getTranslation(
                        "district.cockpit.trend-sentence",
                        phase.name(),
                        first.day(),
                        last.day(),
                        words(first.byRule()),
                        words(last.byRule()),
                        words(first.coverage().reached()),
                        words(last.coverage().reached())),
                drawing);
        var table = table(points);
        table.addClassName("mb-print-only");
        var numbers = new Button(getTranslation("district.cockpit.numbers"));
        numbers.setId("trend-numbers");
        numbers.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        numbers.addClassName("mb-no-print");
        numbers.getElement().setAttribute("aria-expanded", "false");
        numbers.addClickListener(click -> {
            var isShown = !table.hasClassName("mb-print-only");
            table.setClassName("mb-print-only", isShown);
            numbers.getElement().setAttribute("aria-expanded", String.valueOf(!isShown));
            numbers.setText(getTranslation(isShown ? "district.cockpit.numbers" : "district.cockpit.no-numbers"));
        });
        body.add(chart, numbers, table);
    }

    private Series series(String title, List<TrendPoint> points, Function<TrendPoint, Share> of) {
        return new Series(
                getTranslation(title),
                points.stream().map(point -> CockpitView.value(of.apply(point))).toList(),
                points.stream().map(point -> words(of.apply(point))).toList());
    }

    private String words(Share share) {
        return share.isEmpty() ? getTranslation("district.cockpit.nobody") : share.percent() + " " + share.fraction();
    }

    private FigureTable table(List<TrendPoint> points) {
        var table = new FigureTable(getTranslation("district.cockpit.trend"))
                .column(getTranslation("district.cockpit.day"), Column.SHORT_TEXT)
                .column(getTranslation("district.training"), Column.TEXT)
                .column(getTranslation("district.training-everyone"), Column.WIDE_TEXT)
                .column(getTranslation("district.outreach"), Column.TEXT)
                .column(getTranslation("district.named"), Column.TEXT);
        for (var point : points) {
            table.row(
                    point.reportingDay() ? getTranslation("district.cockpit.day-reported", point.day()) : point.day(),
                    words(point.byRule()),
                    words(point.everyone()),
                    words(point.coverage().reached()),
                    words(point.coverage().named()));
        }
        return table;
    }
}
