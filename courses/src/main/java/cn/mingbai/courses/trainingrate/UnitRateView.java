package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Tally;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
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

    private static final String SHOW = "show";
    private static final String OWN = "own";
    private static final String PAGE = "page";
    private static final int ROWS = 200;

    private final TrainingRates rates;
    private final Clock clock;

    UnitRateView(TrainingRates rates, Clock clock) {
        this.rates = rates;
        this.clock = clock;
        addClassName("mb-page");
    }

    /** A link to a unit. */
    static Anchor link(DivisionId division, QueryParameters days, String text) {
        return new Anchor(address("training-rate/" + division.value(), days), text);
    }

    /** A link to the people behind one of a unit's figures. */
    static Anchor people(DivisionId division, boolean isOwn, PeopleGroup group, QueryParameters days, Component shown) {
        var link = new Anchor(address("training-rate/" + division.value(), with(days, isOwn, group, 1)) + "#people");
        link.addClassName("mb-figure");
        link.add(shown);
        return link;
    }

    private static String address(String path, QueryParameters parameters) {
        var query = parameters.getQueryString();
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static QueryParameters with(QueryParameters days, boolean isOwn, PeopleGroup group, int page) {
        Map<String, List<String>> values = new LinkedHashMap<>(days.getParameters());
        values.put(SHOW, List.of(group.name()));
        if (isOwn) {
            values.put(OWN, List.of("1"));
        }
        if (page > 1) {
            values.put(PAGE, List.of(String.valueOf(page)));
        }
        return new QueryParameters(values);
    }

    /** What the address asks to see. */
    private record Shown(
            DivisionId division, AsOf asOf, QueryParameters days, boolean isOwn, PeopleGroup group, int page) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var division = Asked.id(event, "division");
        var parameters = event.getLocation().getQueryParameters();
        var asOf = AsOfPicker.read(parameters, clock);
        show(new Shown(
                new DivisionId(division),
                asOf,
                AsOfPicker.parameters(asOf, Times.today(clock)),
                parameters.getSingleParameter(OWN).isPresent(),
                parameters.getSingleParameter(SHOW).flatMap(PeopleGroup::named).orElse(PeopleGroup.ALL),
                page(parameters)));
    }

    private static int page(QueryParameters parameters) {
        try {
            return Math.max(
                    1,
                    parameters.getSingleParameter(PAGE).map(Integer::parseInt).orElse(1));
        } catch (NumberFormatException malformed) {
            return 1;
        }
    }

    private void show(Shown shown) {
        removeAll();
        var division = shown.division();
        var days = shown.days();
        var overview = rates.overview(shown.asOf());
        var unit = overview.unit(division).orElseThrow(() -> new NotFound("core.access.not-found"));
        var up = unit.division().parent();
        var parent = up == null ? Optional.<UnitRate>empty() : overview.unit(up);
        add(parent.map(above -> link(
                        above.division().id(), days, "← " + above.division().name()))
                .orElseGet(
                        () -> new Anchor(address("training-rate", days), "← " + getTranslation("courses.rate.title"))));
        add(new AsOfPicker(
                shown.asOf(),
                clock,
                parameters -> getUI().ifPresent(ui -> ui.navigate(
                        UnitRateView.class,
                        new RouteParameters("division", String.valueOf(division.value())),
                        parameters))));
        var below = overview.below(division);
        var panel = new RatePanel(days);
        panel.add(new H2(unit.division().name()));
        panel.sentences(division, unit.total(), !below.isEmpty());
        if (!below.isEmpty()) {
            panel.table(division, unit.own(), getTranslation("courses.rate.own"), below);
        }
        panel.setWidthFull();
        add(panel);
        var tally = shown.isOwn() ? unit.own() : unit.total();
        if (tally.roster() > 0) {
            people(shown, tally);
        }
    }

    private void people(Shown shown, Tally tally) {
        List<TrainedPerson> people;
        try {
            people = shown.isOwn()
                    ? rates.ownPeople(shown.division(), shown.asOf())
                    : rates.people(shown.division(), shown.asOf());
        } catch (AccessRefused figuresOnly) {
            add(new Paragraph(getTranslation("courses.rate.figures-only")));
            return;
        }
        var heading = new H3(getTranslation(shown.isOwn() ? "courses.rate.own-people" : "courses.rate.people"));
        heading.setId("people");
        // The page is filled after the browser has looked for what its address names.
        heading.getElement().executeJs("if (location.hash === '#people') this.scrollIntoView()");
        add(heading, filters(shown, tally));
        if (rates.mayFollowUp()) {
            add(new Anchor("follow-up?unit=" + shown.division().value(), getTranslation("courses.follow-up.link")));
        }
        var group = people.stream().filter(shown.group().has()).toList();
        if (group.isEmpty()) {
            add(new Paragraph(getTranslation("courses.rate.nobody-with-reason")));
            return;
        }
        var pages = (group.size() + ROWS - 1) / ROWS;
        var page = Math.min(shown.page(), pages);
        var rows = group.subList((page - 1) * ROWS, Math.min(page * ROWS, group.size()));
        var table = new FigureTable(getTranslation("courses.rate.people"))
                .column(getTranslation("courses.people.name"), Column.SHORT_TEXT)
                .column(getTranslation("courses.people.post"), Column.TEXT)
                .column(getTranslation("courses.people.reason"), Column.SHORT_TEXT)
                .column(getTranslation("courses.people.evidence"), Column.TEXT)
                .column(getTranslation("courses.people.staff-number"), Column.WIDE_TEXT);
        for (var person : rows) {
            table.row(
                    new Anchor(
                            address(
                                    "training-rate/" + shown.division().value() + "/person/"
                                            + person.person().value(),
                                    shown.days()),
                            person.name()),
                    posts(person),
                    reason(person),
                    evidence(person),
                    person.staffNumber());
        }
        var total = new Paragraph(getTranslation(
                "courses.rate.page-total", (page - 1) * ROWS + 1, (page - 1) * ROWS + rows.size(), group.size()));
        total.setId("people-total");
        add(total, table);
        if (pages > 1) {
            add(pages(shown, page, pages));
        }
    }

    private Component pages(Shown shown, int page, int pages) {
        var links = new Nav();
        links.addClassName("mb-filters");
        if (page > 1) {
            links.add(pageLink(shown, page - 1, "courses.rate.page-before"));
        }
        links.add(new Span(getTranslation("courses.rate.page", page, pages)));
        if (page < pages) {
            links.add(pageLink(shown, page + 1, "courses.rate.page-after"));
        }
        return links;
    }

    private Anchor pageLink(Shown shown, int page, String key) {
        return new Anchor(
                address(
                                "training-rate/" + shown.division().value(),
                                with(shown.days(), shown.isOwn(), shown.group(), page))
                        + "#people",
                getTranslation(key));
    }

    /** One link for each group that has somebody, with the number of people. */
    private Component filters(Shown shown, Tally tally) {
        var links = new Nav();
        links.addClassName("mb-filters");
        for (var group : PeopleGroup.all()) {
            var count = group.count().applyAsInt(tally);
            if (count > 0 || group.name().equals(shown.group().name())) {
                var link = people(
                        shown.division(),
                        shown.isOwn(),
                        group,
                        shown.days(),
                        new Span(getTranslation(
                                "courses.rate.part", getTranslation("courses.rate.group." + group.name()), count)));
                if (group.name().equals(shown.group().name())) {
                    link.getElement().setAttribute("aria-current", "true");
                }
                links.add(link);
            }
        }
        return links;
    }

    private String reason(TrainedPerson person) {
        var reason = getTranslation("courses.reason." + person.reason());
        return person.isOverdue() ? getTranslation("courses.people.overdue", reason) : reason;
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
