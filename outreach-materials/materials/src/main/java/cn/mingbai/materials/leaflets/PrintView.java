package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.Ticks;
import cn.mingbai.print.HouseholdKind;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The daily job of printing: what and where, what is in the way and where it is mended, the order, what was printed
 * before, and one sheet again. Kind and place are in the address.
 */
@Route("print")
@Menu(title = "materials.print.title", order = 50, icon = "vaadin:print")
@PermitAll
@OpenTo(Action.PRINT_LEAFLETS)
class PrintView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String KIND = "kind";
    private static final String PLACE = "place";

    private final Leaflets leaflets;
    private final PrintBatches batches;
    private final Divisions divisions;

    PrintView(Leaflets leaflets, PrintBatches batches, Divisions divisions) {
        this.leaflets = leaflets;
        this.batches = batches;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var places = divisions.reachable(Action.PRINT_LEAFLETS);
        var villages =
                places.stream().filter(each -> each.level() == Level.VILLAGE).toList();
        if (villages.isEmpty()) {
            add(new Paragraph(getTranslation("materials.leaflets.no-village")));
            return;
        }
        var parameters = event.getLocation().getQueryParameters();
        var asked = Asked.among(parameters, KIND, HouseholdKind.values());
        var kind = asked == null ? HouseholdKind.SHEET_A4 : asked;
        var place = chosen(places, parameters.getSingleParameter(PLACE).orElse(""));
        var sub = new Paragraph(
                new Anchor("stubs", getTranslation("materials.stub.title")),
                new Span(" · "),
                new Anchor("blank-sheets", getTranslation("households.blanks.title")),
                new Span(" · "),
                new Anchor("cards", getTranslation("materials.card.title")),
                new Span(" · "),
                new Anchor("fonts", getTranslation("materials.fonts.title")));
        add(sub, kinds(kind, place), places(places, kind, place));
        if (place == null) {
            add(new Paragraph(getTranslation("materials.print.choose")));
        } else {
            show(kind, within(villages, places, place), places);
        }
        add(new SingleSheetPanel(
                leaflets, batches, kind, villages, place != null && place.level() == Level.VILLAGE ? place : null));
        showBatches(place != null && place.level() == Level.VILLAGE ? place : null);
    }

    /** The place asked for; without one, the only town or village that the caller prints for. */
    private static @Nullable Division chosen(List<Division> places, String asked) {
        if (!asked.isEmpty()) {
            return places.stream()
                    .filter(place -> String.valueOf(place.id().value()).equals(asked))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("core.access.not-found"));
        }
        var ids = places.stream().map(Division::id).collect(Collectors.toSet());
        var roots = places.stream()
                .filter(place -> place.parent() == null || !ids.contains(place.parent()))
                .toList();
        var root = roots.size() == 1 ? roots.getFirst() : null;
        return root != null && root.level().compareTo(Level.TOWNSHIP) >= 0 ? root : null;
    }

    private static List<Division> within(List<Division> villages, List<Division> places, Division place) {
        var parents = places.stream()
                .filter(each -> each.parent() != null)
                .collect(Collectors.toMap(Division::id, each -> java.util.Objects.requireNonNull(each.parent())));
        return villages.stream()
                .filter(village -> {
                    for (DivisionId at = village.id(); at != null; at = parents.get(at)) {
                        if (at.equals(place.id())) {
                            return true;
                        }
                    }
                    return false;
                })
                .toList();
    }

    private Component kinds(HouseholdKind kind, @Nullable Division place) {
        var kinds = new RadioButtonGroup<HouseholdKind>(getTranslation("materials.print.kind"));
        kinds.setId("kind");
        kinds.setItems(HouseholdKind.values());
        kinds.setItemLabelGenerator(each -> getTranslation("materials.kind." + each.name()));
        kinds.setValue(kind);
        kinds.setHelperText(getTranslation("materials.kind.help." + kind.name()));
        kinds.addValueChangeListener(change -> go(change.getValue(), place));
        return kinds;
    }

    private Component places(List<Division> places, HouseholdKind kind, @Nullable Division place) {
        var names = places.stream().collect(Collectors.toMap(Division::id, Division::name));
        var chooser = new DivisionChooser(
                getTranslation("materials.print.place"),
                places.stream()
                        .filter(each -> each.level().compareTo(Level.COUNTY) >= 0)
                        .toList(),
                place,
                other -> go(kind, other));
        chooser.setId("place");
        chooser.setItemLabelGenerator(each -> each.level() == Level.VILLAGE && each.parent() != null
                ? each.name() + " · " + names.getOrDefault(each.parent(), "")
                : getTranslation("materials.print.whole", each.name()));
        return chooser;
    }

    private void go(HouseholdKind kind, @Nullable Division place) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put(KIND, kind.name());
        if (place != null) {
            parameters.put(PLACE, String.valueOf(place.id().value()));
        }
        getUI().ifPresent(ui -> ui.navigate(PrintView.class, QueryParameters.simple(parameters)));
    }

    private void show(HouseholdKind kind, List<Division> villages, List<Division> places) {
        var names = places.stream().collect(Collectors.toMap(Division::id, Division::name));
        List<LeafletCheck> checks;
        try {
            checks = villages.stream()
                    .map(village -> leaflets.check(kind, village.id()))
                    .toList();
        } catch (MingbaiException refused) {
            var why = new Paragraph(
                    getTranslation(refused.key(), refused.arguments().toArray()));
            why.setId("refused");
            add(why);
            return;
        }
        var blocked = checks.stream().filter(check -> !check.printable()).toList();
        var remarks = findings(checks, false);
        var who = new Paragraph(getTranslation("materials.leaflets.who-gets-one"));
        who.addClassName("mb-quiet");
        add(who);
        if (!blocked.isEmpty()) {
            var list = findings(checks, true);
            var words = new Paragraph(getTranslation("materials.print.not-ready", blocked.size(), list.size()));
            words.setId("not-ready");
            add(words, list(list, "findings", checks.size(), names));
        }
        if (!remarks.isEmpty()) {
            add(
                    new Paragraph(getTranslation("materials.leaflets.notes")),
                    list(remarks, "remarks", checks.size(), names));
        }
        if (!villages.isEmpty()) {
            add(sample(kind, villages.getFirst()));
        }
        order(kind, checks);
    }

    /** One thing that is in the way, and in which villages. */
    private record Obstacle(
            LeafletFinding finding, @Nullable DivisionId unit) {}

    private static Map<Obstacle, List<LeafletCheck>> findings(List<LeafletCheck> checks, boolean refusing) {
        var found = new LinkedHashMap<Obstacle, List<LeafletCheck>>();
        for (var check : checks) {
            for (var finding : check.findings()) {
                if (finding.refuses() == refusing) {
                    found.computeIfAbsent(
                                    new Obstacle(finding, check.units().get(finding.level())), key -> new ArrayList<>())
                            .add(check);
                }
            }
        }
        return found;
    }

    private Component list(
            Map<Obstacle, List<LeafletCheck>> obstacles, String id, int villages, Map<DivisionId, String> names) {
        var editable = editableUnits(obstacles.keySet());
        var list = new UnorderedList();
        list.setId(id);
        obstacles.forEach((obstacle, where) -> {
            var finding = obstacle.finding();
            var arguments = finding.arguments().stream()
                    .map(argument -> argument.startsWith("materials.value.") ? getTranslation(argument) : argument)
                    .toArray();
            var sentence = getTranslation(finding.key(), arguments);
            var item = new ListItem(
                    where.size() == villages ? sentence + " " : where(obstacle, where, names) + sentence + " ");
            var path = path(obstacle, where.getFirst(), editable);
            if (path != null) {
                item.add(new Anchor(path, getTranslation("materials.leaflets.mend." + finding.mend())));
            }
            list.add(item);
        });
        return list;
    }

    /** In which villages: one by its name, several by the unit that they have in common. */
    private String where(Obstacle obstacle, List<LeafletCheck> where, Map<DivisionId, String> names) {
        if (where.size() == 1) {
            return getTranslation("materials.print.in-one", where.getFirst().name());
        }
        var unit = obstacle.unit() == null ? null : names.get(obstacle.unit());
        return getTranslation(
                "materials.print.in-several", unit == null ? where.getFirst().name() : unit, where.size());
    }

    /** The units whose settings the caller may edit; asked only when a setting is to be mended. */
    private Set<DivisionId> editableUnits(Set<Obstacle> obstacles) {
        return obstacles.stream().anyMatch(each -> each.finding().mend() == LeafletFinding.Mend.SETTINGS)
                ? divisions.reachable(Action.EDIT_SETTINGS).stream()
                        .map(Division::id)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static @Nullable String path(Obstacle obstacle, LeafletCheck check, Set<DivisionId> editable) {
        return switch (obstacle.finding().mend()) {
            case SETTINGS ->
                obstacle.unit() != null && editable.contains(obstacle.unit())
                        ? "settings/" + obstacle.unit().value()
                        : null;
            case ROSTER -> "people";
            case LEDGER -> "households/" + check.village().value();
            case DIVISIONS -> "divisions";
            case ADMINISTRATOR -> null;
        };
    }

    private Component sample(HouseholdKind kind, Division village) {
        var handler = DownloadHandler.fromInputStream(event -> MadeFile.written(
                this, "sample.pdf", "application/pdf", out -> leaflets.preview(kind, village.id(), out)));
        var link = new Anchor(handler.inline(), getTranslation("materials.leaflets.preview"));
        link.setId("sample");
        link.setTarget("_blank");
        link.getElement()
                .setAttribute("aria-label", getTranslation("materials.leaflets.preview") + " " + village.name());
        return link;
    }

    private void order(HouseholdKind kind, List<LeafletCheck> checks) {
        var blanks = new Checkbox(getTranslation("materials.print.blanks"), true);
        blanks.setId("blanks");
        var button = new Button();
        button.setId("print");
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var ticks = new Ticks<LeafletCheck>(wanted -> {
            button.setText(getTranslation("materials.print.order", wanted.size(), sheets(wanted, blanks.getValue())));
            button.setEnabled(!wanted.isEmpty());
        });
        var table = new FigureTable(getTranslation("materials.print.villages-caption"))
                .column(getTranslation("materials.leaflets.village"), Column.TEXT)
                .column(getTranslation("materials.print.column.sheets"), Column.NUMBER)
                .column(getTranslation("materials.print.column.blanks"), Column.WIDE_NUMBER)
                .column(getTranslation("materials.print.column.state"), Column.TEXT);
        table.setId("villages");
        for (var check : checks) {
            table.row(
                    ticks.box(check, check.name(), check.printable(), check.printable()),
                    check.sheets(),
                    check.blanks(),
                    check.printable()
                            ? getTranslation("materials.leaflets.ready")
                            : getTranslation(
                                    "materials.print.blocked",
                                    check.findings().stream()
                                            .filter(LeafletFinding::refuses)
                                            .count()));
        }
        blanks.addValueChangeListener(change -> ticks.tell());
        ticks.tell();
        button.addClickListener(click -> confirm(kind, ticks.ticked(), blanks.getValue()));
        add(blanks, button, table);
    }

    private static int sheets(List<LeafletCheck> checks, boolean blanks) {
        return checks.stream()
                .mapToInt(check -> check.sheets() + (blanks ? check.blanks() : 0))
                .sum();
    }

    private void confirm(HouseholdKind kind, List<LeafletCheck> checks, boolean blanks) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("materials.print.confirm-title"));
        dialog.setText(getTranslation(
                "materials.print.confirm-text",
                getTranslation("materials.kind." + kind.name()),
                checks.size(),
                sheets(checks, blanks),
                checks.getFirst().day()));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.setConfirmText(getTranslation("materials.print.confirm"));
        dialog.setConfirmButtonTheme("primary");
        dialog.addConfirmListener(confirmed -> {
            var order = new PrintOrder(
                    kind, checks.stream().map(LeafletCheck::village).toList(), blanks);
            Notices.attempt(this, () -> {
                var batch = batches.order(order, getLocale());
                getUI().ifPresent(ui -> ui.navigate(PrintBatchView.class, batch.value()));
            });
        });
        dialog.open();
    }

    private void showBatches(@Nullable Division village) {
        add(new H3(
                village == null
                        ? getTranslation("materials.print.earlier")
                        : getTranslation("materials.print.earlier-of", village.name())));
        var found = village == null ? batches.list() : batches.list(village.id());
        if (found.isEmpty()) {
            add(new Paragraph(getTranslation("materials.print.no-earlier")));
            return;
        }
        var table = new FigureTable(getTranslation("materials.print.earlier"))
                .column(getTranslation("materials.print.column.when"), Column.TEXT)
                .column(getTranslation("materials.print.column.what"), Column.TEXT)
                .column(getTranslation("materials.print.column.by"), Column.WIDE_TEXT)
                .column(getTranslation("materials.print.column.sheets"), Column.NUMBER)
                .column(getTranslation("materials.print.column.version"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("materials.print.column.state"), Column.TEXT);
        table.setId("earlier");
        for (var batch : found) {
            table.row(
                    new Anchor(
                            "print-batches/" + batch.id().value(),
                            TIME.format(batch.orderedAt().atZone(Times.ZONE))),
                    what(this, batch),
                    batch.orderedBy(),
                    batch.sheets(),
                    batch.textLabel(),
                    getTranslation("materials.print.state." + batch.state()));
        }
        add(new Div(table));
    }

    /** What a batch prints, in a few words. */
    static String what(Component view, PrintBatch batch) {
        var kind = view.getTranslation("materials.kind." + batch.kind().name());
        var first =
                batch.villages().isEmpty() ? "" : batch.villages().getFirst().name();
        return switch (batch.scope()) {
            case VILLAGES ->
                batch.villages().size() <= 1
                        ? view.getTranslation("materials.print.what", kind, first)
                        : view.getTranslation(
                                "materials.print.what-several",
                                kind,
                                first,
                                batch.villages().size());
            case RANGE -> view.getTranslation("materials.print.what-range", kind, first);
            case HOUSEHOLD -> view.getTranslation("materials.print.what-one", kind, first);
        };
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.print.title");
    }
}
