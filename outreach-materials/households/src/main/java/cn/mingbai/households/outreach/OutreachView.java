package cn.mingbai.households.outreach;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.households.areas.Areas;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outreach workers of all villages in code order, what is theirs and what of it is left; of one village, the areas,
 * and who has which. {@code ?town=…} for one town, {@code ?show=open} for what waits for the officer.
 */
@Route("outreach")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class OutreachView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private final OutreachWorkers workers;
    private final Handovers handovers;
    private final Areas areas;
    private final Divisions divisions;
    private final Clock clock;

    OutreachView(OutreachWorkers workers, Handovers handovers, Areas areas, Divisions divisions, Clock clock) {
        this.workers = workers;
        this.handovers = handovers;
        this.areas = areas;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var query = event.getLocation().getQueryParameters();
        if (id != null) {
            showVillage(new DivisionId(id));
        } else {
            showAll(
                    query.getSingleParameter("town").orElse(""),
                    query.getSingleParameter("show").filter("open"::equals).isPresent());
        }
    }

    private void showAll(String town, boolean openOnly) {
        var towns = divisions.reachable(Action.EDIT_LEDGER, Level.TOWNSHIP);
        var all = workers.villages();
        var due = handovers.due();
        add(links(town, openOnly, towns));
        add(new Paragraph(getTranslation(
                "households.outreach.sum",
                all.size(),
                all.stream().filter(village -> village.leading() == 0).count(),
                due.size())));
        handoversDue(due);
        var shown = all.stream()
                .filter(village -> town.isEmpty()
                        || village.village().parent() != null
                                && String.valueOf(village.village().parent().value())
                                        .equals(town))
                .filter(village -> !openOnly || village.leading() != 1)
                .toList();
        if (shown.isEmpty()) {
            add(new Paragraph(
                    getTranslation(openOnly ? "households.outreach.nothing-open" : "households.outreach.no-village")));
            return;
        }
        var note = new Paragraph(getTranslation("households.outreach.note"));
        note.addClassName("mb-quiet");
        add(table(shown), note);
    }

    private Component links(String town, boolean openOnly, List<Division> towns) {
        var links = new Div();
        links.addClassName("mb-actions");
        if (towns.size() > 1) {
            var chooser = new ComboBox<Division>(getTranslation("households.outreach.town"));
            chooser.setId("town");
            chooser.setItems(towns);
            chooser.setItemLabelGenerator(Division::name);
            chooser.setClearButtonVisible(true);
            chooser.setPlaceholder(getTranslation("households.outreach.all-towns"));
            towns.stream()
                    .filter(each -> String.valueOf(each.id().value()).equals(town))
                    .findFirst()
                    .ifPresent(chooser::setValue);
            chooser.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    getUI().ifPresent(ui -> ui.navigate(
                            OutreachView.class,
                            change.getValue() == null
                                    ? QueryParameters.empty()
                                    : QueryParameters.of(
                                            "town",
                                            String.valueOf(
                                                    change.getValue().id().value()))));
                }
            });
            links.add(chooser);
        }
        var other = new RouterLink(
                getTranslation(openOnly ? "households.outreach.show-all" : "households.outreach.show-open"),
                OutreachView.class);
        other.setQueryParameters(openOnly ? QueryParameters.empty() : QueryParameters.of("show", "open"));
        links.add(
                other,
                new Anchor("phones", getTranslation("households.phones.title")),
                new Anchor("cards", getTranslation("households.outreach.cards")),
                new Anchor("people", getTranslation("households.outreach.roster")));
        return links;
    }

    private void handoversDue(List<Handovers.Due> due) {
        if (due.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("households.handover.due"))
                .column(getTranslation("households.handover.due"), Column.TEXT)
                .column(getTranslation("households.outreach.worker"), Column.SHORT_TEXT)
                .column(getTranslation("households.handover.last-day"), Column.SHORT_TEXT)
                .column("", Column.TEXT);
        table.setId("handovers-due");
        due.forEach(one -> table.row(
                village(one.village(), one.villageName()),
                one.name(),
                one.to().minusDays(1),
                new Anchor(
                        HandoverView.address(one.village(), one.person()), getTranslation("households.handover.do"))));
        add(table);
    }

    private Component table(List<OutreachWorkers.Village> villages) {
        var table = new FigureTable(getTranslation("households.outreach.title"))
                .column(getTranslation("households.ledger.village"), Column.TEXT)
                .column(getTranslation("households.outreach.worker"), Column.SHORT_TEXT)
                .column(getTranslation("households.outreach.area"), Column.WIDE_TEXT)
                .column(getTranslation("households.outreach.due"), Column.NUMBER)
                .column(getTranslation("households.outreach.left"), Column.NUMBER);
        table.setId("outreach-workers");
        for (var village : villages) {
            Component name = village(village.village().id(), village.village().name());
            if (village.leading() == 0) {
                table.row(name, refused("households.outreach.no-leading"), "", village.due(), village.left());
                name = new Span();
            } else if (village.leading() > 1) {
                table.row(
                        name,
                        refused("households.outreach.two-leading", village.leading()),
                        "",
                        village.due(),
                        village.left());
                name = new Span();
            }
            for (var worker : village.workers()) {
                table.row(name, named(worker), area(worker, village.divided()), worker.due(), worker.left());
                name = new Span();
            }
        }
        return table;
    }

    private Span refused(String key, Object... arguments) {
        var span = new Span(getTranslation(key, arguments));
        span.addClassName("mb-refused");
        return span;
    }

    private static RouterLink village(DivisionId id, String name) {
        return new RouterLink(name, OutreachView.class, id.value());
    }

    private String named(OutreachWorkers.Worker worker) {
        return getTranslation(
                "households.outreach.named",
                worker.name(),
                getTranslation("households.outreach." + worker.duty().name()));
    }

    // A helper who joined a divided village has the whole of it until somebody gives her an area.
    private String area(OutreachWorkers.Worker worker, boolean divided) {
        return worker.whole()
                ? getTranslation(
                        divided && worker.duty() == Duty.OUTREACH_B
                                ? "households.outreach.whole-yet"
                                : "households.outreach.whole")
                : getTranslation(
                        worker.rest() ? "households.outreach.groups-and-rest" : "households.outreach.groups",
                        worker.groups());
    }

    private void showVillage(DivisionId id) {
        var divided = workers.village(id);
        var village = divided.village();
        var up = new Div(
                new RouterLink(getTranslation("households.outreach.back"), OutreachView.class),
                new Anchor("households/" + id.value(), getTranslation("households.ledger.title")),
                new Anchor("phones?village=" + id.value(), getTranslation("households.phones.title")),
                new Anchor("cards?place=" + id.value(), getTranslation("households.outreach.cards")));
        up.addClassName("mb-actions");
        add(up, new H3(village.village().name()));
        if (village.leading() != 1) {
            var open = new Paragraph(refused(
                    village.leading() == 0 ? "households.outreach.post-leading" : "households.outreach.two-leading",
                    village.leading()));
            open.add(
                    new Span(" "),
                    new Anchor(
                            "people?q=" + URLEncoder.encode(village.village().name(), StandardCharsets.UTF_8),
                            getTranslation("households.outreach.roster")));
            open.setId("no-leading");
            add(open);
        }
        add(workersOf(village), areasOf(divided));
        if (!village.workers().isEmpty() && divided.groups().size() > 1) {
            add(assigning(id, divided));
        }
        done(id);
    }

    private Component workersOf(OutreachWorkers.Village village) {
        if (village.workers().isEmpty()) {
            return new Paragraph(getTranslation("households.outreach.nobody", village.due(), village.left()));
        }
        var table = new FigureTable(getTranslation("households.outreach.title"))
                .column(getTranslation("households.outreach.worker"), Column.SHORT_TEXT)
                .column(getTranslation("households.outreach.since"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("households.outreach.area"), Column.TEXT)
                .column(getTranslation("households.outreach.due"), Column.NUMBER)
                .column(getTranslation("households.outreach.left"), Column.NUMBER)
                .column("", Column.TEXT);
        table.setId("workers");
        for (var worker : village.workers()) {
            table.row(
                    named(worker),
                    worker.to().equals(Times.NO_END)
                            ? worker.from()
                            : getTranslation(
                                    "households.outreach.until",
                                    worker.from().toString(),
                                    worker.to().minusDays(1).toString()),
                    area(worker, village.divided()),
                    worker.due(),
                    worker.left(),
                    new Anchor(
                            HandoverView.address(village.village().id(), worker.person()),
                            getTranslation("households.handover.do")));
        }
        return table;
    }

    private Component areasOf(OutreachWorkers.Divided divided) {
        var areasOf = new Div(new H3(getTranslation("households.outreach.areas")));
        areasOf.setWidthFull();
        if (!divided.village().divided()) {
            areasOf.add(new Paragraph(getTranslation("households.outreach.undivided")));
            return areasOf;
        }
        if (divided.restGroups() > 0) {
            var rest = new Paragraph(getTranslation(
                    "households.outreach.rest",
                    divided.restGroups(),
                    divided.restHouseholds(),
                    String.join(getTranslation("households.word.comma"), divided.ofTheRest())));
            rest.setId("rest");
            rest.addClassName("mb-refused");
            areasOf.add(rest);
        } else {
            areasOf.add(new Paragraph(getTranslation("households.outreach.no-rest")));
        }
        var table = new FigureTable(getTranslation("households.outreach.areas"))
                .column(getTranslation("households.ledger.group"), Column.TEXT)
                .column(getTranslation("households.outreach.households"), Column.NUMBER)
                .column(getTranslation("households.outreach.due"), Column.WIDE_NUMBER)
                .column(getTranslation("households.outreach.left"), Column.NUMBER)
                .column(getTranslation("households.outreach.in-charge"), Column.SHORT_TEXT);
        table.setId("areas");
        for (var area : divided.areas()) {
            table.row(
                    groups(area),
                    area.households(),
                    area.due(),
                    area.left(),
                    area.worker() == null
                            ? refused("households.outreach.nobodys")
                            : new Span(area.worker().name()));
        }
        areasOf.add(table);
        divided.planned()
                .forEach(planned -> areasOf.add(new Paragraph(getTranslation(
                        planned.worker() == null ? "households.outreach.planned-nobody" : "households.outreach.planned",
                        planned.day().toString(),
                        planned.groups(),
                        planned.worker() == null ? "" : planned.worker()))));
        return areasOf;
    }

    private String groups(OutreachWorkers.Area area) {
        return area.groups() == 1
                ? group(area.first())
                : getTranslation("households.outreach.from-to", group(area.first()), group(area.last()), area.groups());
    }

    private String group(String name) {
        return name.isEmpty() ? getTranslation("households.village-change.no-group") : name;
    }

    private Component assigning(DivisionId village, OutreachWorkers.Divided divided) {
        var from = groupChooser("households.outreach.from-group", "from-group", divided.groups());
        var to = groupChooser("households.outreach.to-group", "to-group", divided.groups());
        // Most often one group is meant: it need not be chosen twice.
        from.addValueChangeListener(change -> {
            if (to.isEmpty()) {
                to.setValue(change.getValue());
            }
        });
        var names = new java.util.LinkedHashMap<Long, String>();
        divided.village().workers().forEach(worker -> names.put(worker.person().value(), named(worker)));
        names.put(0L, getTranslation("households.outreach.to-nobody"));
        var worker = new ComboBox<Long>(getTranslation("households.outreach.in-charge"));
        worker.setId("area-worker");
        worker.setItems(new ArrayList<>(names.keySet()));
        worker.setItemLabelGenerator(id -> names.getOrDefault(id, ""));
        var day = new DayPicker(getTranslation("households.outreach.from-day"), Times.today(clock));
        day.setId("area-day");
        var assign = new Button(getTranslation("households.outreach.assign"), click -> {
            if (Notices.attempt(this, () -> {
                if (worker.getValue() == null || day.getValue() == null) {
                    throw new RuleViolation("households.outreach.choose");
                }
                areas.assign(
                        village,
                        range(divided.groups(), from.getValue(), to.getValue()),
                        worker.getValue() == 0 ? null : new PersonId(worker.getValue()),
                        day.getValue());
            })) {
                Notices.done(this, "households.ledger.done");
                removeAll();
                showVillage(village);
            }
        });
        assign.setId("assign");
        assign.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var form = new Div(from, to, worker, day, assign);
        form.addClassName("mb-actions");
        var hint = new Paragraph(getTranslation("households.outreach.assign-hint"));
        hint.addClassName("mb-quiet");
        return new Div(form, hint);
    }

    private ComboBox<String> groupChooser(String label, String id, List<String> groups) {
        var chooser = new ComboBox<String>(getTranslation(label));
        chooser.setId(id);
        chooser.setItems(groups);
        chooser.setItemLabelGenerator(this::group);
        return chooser;
    }

    /** The groups from one to another in the order of the list, whichever was chosen first. */
    static List<String> range(List<String> groups, @Nullable String one, @Nullable String other) {
        var first = one == null ? -1 : groups.indexOf(one);
        var last = other == null ? -1 : groups.indexOf(other);
        if (first < 0 || last < 0) {
            throw new RuleViolation("households.outreach.choose");
        }
        return groups.subList(Math.min(first, last), Math.max(first, last) + 1);
    }

    private void done(DivisionId village) {
        var done = handovers.done(village);
        if (done.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("households.handover.done-title"))
                .column(getTranslation("households.handover.day"), Column.SHORT_TEXT)
                .column(getTranslation("households.handover.from-to"), Column.TEXT)
                .column(getTranslation("households.handover.open-then"), Column.TEXT)
                .column(getTranslation("households.file.by"), Column.WIDE_TEXT);
        table.setId("handovers");
        for (var one : done) {
            var open = Map.of(
                            "households.handover.n-left", one.left(),
                            "households.handover.n-groups", one.groups(),
                            "households.handover.n-match", one.toMatch(),
                            "households.handover.n-unsent", one.unsent())
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getValue() > 0 || entry.getKey().endsWith("left"))
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> getTranslation(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(getTranslation("households.word.comma")));
            table.row(
                    one.day(),
                    one.from() + " → " + one.to(),
                    one.note().isEmpty() ? open : open + " · " + one.note(),
                    one.by());
        }
        add(new H3(getTranslation("households.handover.done-title")), table);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.outreach.title");
    }
}
