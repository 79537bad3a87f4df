package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.rate.Tally;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;

/** The training rate of what the caller reaches, from the top down. */
@Route("training-rate")
@Menu(title = "courses.rate.title", order = 40, icon = "vaadin:bar-chart-h")
@PermitAll
@OpenTo(Action.VIEW_TRAINING_RATE)
@StyleSheet("context://mingbai/courses.css")
class TrainingRateView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final TrainingRates rates;
    private final Divisions divisions;
    private final List<RatePage> further;
    private final Clock clock;

    TrainingRateView(TrainingRates rates, Divisions divisions, List<RatePage> further, Clock clock) {
        this.rates = rates;
        this.divisions = divisions;
        this.further = further;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(AsOfPicker.read(event.getLocation().getQueryParameters(), clock));
    }

    private void show(AsOf asOf) {
        removeAll();
        add(new AsOfPicker(
                asOf, clock, parameters -> getUI().ifPresent(ui -> ui.navigate(TrainingRateView.class, parameters))));
        if (divisions.may(Action.VIEW_SNAPSHOTS)) {
            add(new Anchor("sealed-reports", getTranslation("courses.snapshot.to-both")));
        }
        for (var page : further) {
            if (divisions.may(page.action())) {
                add(new Anchor(page.path(), getTranslation(page.titleKey())));
            }
        }
        var overview = rates.overview(asOf);
        var days = AsOfPicker.parameters(asOf, Times.today(clock));
        for (var top : overview.tops()) {
            var panel = new RatePanel(days);
            panel.add(new H2(top.division().name()));
            var below = overview.below(top.division().id());
            panel.sentences(top.division().id(), top.total(), !below.isEmpty());
            panel.table(
                    top.division().id(),
                    below.isEmpty() ? Tally.EMPTY : top.own(),
                    getTranslation("courses.rate.own"),
                    below.isEmpty() ? List.of(top) : below);
            panel.setWidthFull();
            add(panel);
        }
        for (var district : overview.districts()) {
            var panel = new RatePanel(days);
            panel.add(new H2(getTranslation(
                    "courses.rate.district-total", district.division().name())));
            panel.sentences(null, district.total(), true);
            add(panel);
        }
        if (overview.tops().isEmpty()) {
            add(new Paragraph(getTranslation("courses.rate.no-units")));
        }
        for (var key : List.of("courses.rate.definition", "courses.rate.three-shares")) {
            var rules = new Paragraph(getTranslation(key));
            rules.addClassName("mb-quiet");
            add(rules);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.rate.title");
    }
}
