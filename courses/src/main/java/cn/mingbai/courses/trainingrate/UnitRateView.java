package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.rate.Reason;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The training rate of one unit: the units below it, and the people behind the figures. */
@Route("training-rate/:division")
@PermitAll
@OpenTo(Action.VIEW_TRAINING_RATE)
@StyleSheet("context://mingbai/courses.css")
class UnitRateView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String REASON = "reason";

    private final TrainingRates rates;
    private final Clock clock;

    UnitRateView(TrainingRates rates, Clock clock) {
        this.rates = rates;
        this.clock = clock;
        addClassName("mb-page");
    }

    /** A link to a unit's people. */
    static Anchor link(DivisionId division, QueryParameters days, String text) {
        var query = days.getQueryString();
        return new Anchor("training-rate/" + division.value() + (query.isEmpty() ? "" : "?" + query), text);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var division =
                event.getRouteParameters().getLong("division").orElseThrow(() -> new NotFound("core.access.not-found"));
        var parameters = event.getLocation().getQueryParameters();
        show(
                new DivisionId(division),
                AsOfPicker.read(parameters, clock),
                parameters
                        .getSingleParameter(REASON)
                        .flatMap(name -> Arrays.stream(Reason.values())
                                .filter(reason -> reason.name().equals(name))
                                .findFirst()));
    }

    private void show(DivisionId division, AsOf asOf, Optional<Reason> reason) {
        removeAll();
        var overview = rates.overview(asOf);
        var unit = overview.unit(division).orElseThrow(() -> new NotFound("core.access.not-found"));
        var days = AsOfPicker.parameters(asOf, Times.today(clock));
        var up = unit.division().parent();
        var parent = up == null ? Optional.<UnitRate>empty() : overview.unit(up);
        add(parent.map(above -> link(
                        above.division().id(), days, "← " + above.division().name()))
                .orElseGet(() -> new Anchor(
                        "training-rate" + (days.getQueryString().isEmpty() ? "" : "?" + days.getQueryString()),
                        "← " + getTranslation("courses.rate.title"))));
        add(new AsOfPicker(
                asOf,
                clock,
                parameters -> getUI().ifPresent(ui -> ui.navigate(
                        UnitRateView.class,
                        new RouteParameters("division", String.valueOf(division.value())),
                        parameters))));
        var below = overview.below(division);
        var panel = new RatePanel(days);
        panel.add(new H2(unit.division().name()));
        panel.sentences(unit.total(), !below.isEmpty());
        if (!below.isEmpty()) {
            panel.table(below, unit.own(), getTranslation("courses.rate.own"));
        }
        panel.setWidthFull();
        add(panel);
        people(division, asOf, reason, unit);
    }

    private void people(DivisionId division, AsOf asOf, Optional<Reason> reason, UnitRate unit) {
        if (unit.total().roster() == 0) {
            return;
        }
        List<TrainedPerson> people;
        try {
            people = rates.people(division, asOf);
        } catch (AccessRefused figuresOnly) {
            add(new Paragraph(getTranslation("courses.rate.figures-only")));
            return;
        }
        var heading = new H3(getTranslation("courses.rate.people"));
        add(heading, filters(division, asOf, reason, unit));
        if (rates.mayFollowUp()) {
            add(new Anchor("follow-up?unit=" + division.value(), getTranslation("courses.follow-up.link")));
        }
        var shown = people.stream()
                .filter(person -> reason.isEmpty() || person.reason() == reason.get())
                .toList();
        if (shown.isEmpty()) {
            add(new Paragraph(getTranslation("courses.rate.nobody-with-reason")));
            return;
        }
        var table = new FigureTable(getTranslation("courses.rate.people"))
                .column(getTranslation("courses.people.name"), Column.SHORT_TEXT)
                .column(getTranslation("courses.people.post"), Column.TEXT)
                .column(getTranslation("courses.people.reason"), Column.SHORT_TEXT)
                .column(getTranslation("courses.people.evidence"), Column.TEXT)
                .column(getTranslation("courses.people.staff-number"), Column.WIDE_TEXT);
        for (var person : shown) {
            table.row(
                    person.name(),
                    posts(person),
                    getTranslation("courses.reason." + person.reason()),
                    evidence(person),
                    person.staffNumber());
        }
        add(table);
    }

    /** One link for each reason that somebody has, with the number of people, and one for all. */
    private com.vaadin.flow.component.Component filters(
            DivisionId division, AsOf asOf, Optional<Reason> chosen, UnitRate unit) {
        var links = new com.vaadin.flow.component.html.Nav();
        links.addClassName("mb-filters");
        links.add(filter(
                division,
                asOf,
                "",
                getTranslation("courses.rate.all", unit.total().roster()),
                chosen.isEmpty()));
        for (var reason : Reason.values()) {
            var count = unit.total().count(reason);
            if (count > 0) {
                var text = getTranslation("courses.rate.part", getTranslation("courses.reason." + reason), count);
                links.add(filter(division, asOf, reason.name(), text, chosen.equals(Optional.of(reason))));
            }
        }
        return links;
    }

    private Anchor filter(DivisionId division, AsOf asOf, String reason, String text, boolean isCurrent) {
        Map<String, List<String>> values = new LinkedHashMap<>(
                AsOfPicker.parameters(asOf, Times.today(clock)).getParameters());
        if (!reason.isEmpty()) {
            values.put(REASON, List.of(reason));
        }
        var link = link(division, new QueryParameters(values), text);
        if (isCurrent) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    private String posts(TrainedPerson person) {
        return person.posts().stream()
                .map(post -> getTranslation(
                        "courses.people.post-line",
                        post.divisionName().isEmpty()
                                ? getTranslation("courses.people.unit-unknown")
                                : post.divisionName(),
                        getTranslation("core.duty." + post.duty())))
                .distinct()
                .collect(Collectors.joining(getTranslation("courses.list-comma")));
    }

    private String evidence(TrainedPerson person) {
        var parts = new ArrayList<String>();
        for (var pass : person.passes()) {
            parts.add(
                    pass.score() == null
                            ? getTranslation("courses.people.passed", pass.course(), pass.on(), pass.record())
                            : getTranslation(
                                    "courses.people.passed-score",
                                    pass.course(),
                                    pass.on(),
                                    pass.score(),
                                    pass.record()));
        }
        if (!person.owed().isEmpty()) {
            parts.add(getTranslation("courses.people.owes", String.join(" ", person.owed())));
        }
        if (person.reason() == Reason.LEFT && !person.posts().isEmpty()) {
            parts.add(getTranslation(
                    "courses.people.left-on", person.posts().getLast().to()));
        }
        if (person.reason() == Reason.NEW_IN_GRACE && !person.posts().isEmpty()) {
            parts.add(getTranslation(
                    "courses.people.new-from", person.posts().getLast().from()));
        }
        return String.join(getTranslation("courses.list-semicolon"), parts);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.rate.title");
    }
}
