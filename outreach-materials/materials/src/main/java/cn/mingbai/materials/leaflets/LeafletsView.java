package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Check, sample, print and earlier prints of a village's leaflets. The village is in the address. */
@Route("leaflets")
@Menu(title = "materials.leaflets.title", order = 50, icon = "vaadin:print")
@PermitAll
@OpenTo(Action.PRINT_LEAFLETS)
class LeafletsView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int DIGEST_SHOWN = 12;

    private final Leaflets leaflets;
    private final Divisions divisions;
    private final PrintRuns runs;

    LeafletsView(Leaflets leaflets, Divisions divisions, PrintRuns runs) {
        this.leaflets = leaflets;
        this.divisions = divisions;
        this.runs = runs;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var villages = divisions.reachable(Action.PRINT_LEAFLETS, Level.VILLAGE);
        if (villages.isEmpty()) {
            add(new Paragraph(getTranslation("materials.leaflets.no-village")));
            return;
        }
        add(chooser(villages, id));
        if (id == null) {
            add(new Paragraph(getTranslation("materials.leaflets.choose")));
        } else if (villages.stream().noneMatch(village -> village.id().value() == id)) {
            throw new NotFound("core.access.not-found");
        } else {
            show(new DivisionId(id));
        }
    }

    private Component chooser(List<Division> villages, @Nullable Long id) {
        var chooser = new ComboBox<Division>(getTranslation("materials.leaflets.village"));
        chooser.setId("village");
        chooser.setItems(villages);
        chooser.setItemLabelGenerator(
                village -> village.name() + " " + village.code().value());
        chooser.setWidthFull();
        chooser.setMaxWidth("28rem");
        villages.stream()
                .filter(village -> id != null && village.id().value() == id)
                .findFirst()
                .ifPresent(chooser::setValue);
        chooser.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                getUI().ifPresent(ui ->
                        ui.navigate(LeafletsView.class, change.getValue().id().value()));
            }
        });
        return chooser;
    }

    private void show(DivisionId village) {
        var check = leaflets.check(village);
        var count = new Paragraph(
                getTranslation("materials.leaflets.count", check.village(), check.sheets(), 2 * check.sheets()));
        count.setId("count");
        var who = new Paragraph(getTranslation("materials.leaflets.who-gets-one"));
        who.addClassName("mb-quiet");
        add(count, who);
        var refusing = check.findings().stream().filter(LeafletFinding::refuses).toList();
        var remarks =
                check.findings().stream().filter(finding -> !finding.refuses()).toList();
        if (refusing.isEmpty()) {
            add(new Paragraph(getTranslation("materials.leaflets.ready")));
        } else {
            add(
                    new Paragraph(getTranslation("materials.leaflets.not-ready", refusing.size())),
                    findings(refusing, village, check, "findings"));
        }
        if (!remarks.isEmpty()) {
            add(
                    new Paragraph(getTranslation("materials.leaflets.notes")),
                    findings(remarks, village, check, "remarks"));
        }
        add(sample(village, check));
        var earlier = new Div();
        earlier.setWidthFull();
        if (check.printable()) {
            add(new PrintPanel(
                    runs,
                    "print",
                    "materials.leaflets.print",
                    (out, progress) -> leaflets.print(village, out, progress),
                    fileName(check),
                    () -> showEarlier(earlier, village)));
        }
        if (check.sheets() > 0) {
            add(new SingleSheetPanel(leaflets, runs, village, fileName(check), () -> showEarlier(earlier, village)));
        }
        showEarlier(earlier, village);
        add(earlier);
    }

    private Component findings(List<LeafletFinding> findings, DivisionId village, LeafletCheck check, String id) {
        var editable = editableUnits(findings);
        var list = new UnorderedList();
        list.setId(id);
        for (var finding : findings) {
            var arguments = finding.arguments().stream()
                    .map(argument -> argument.startsWith("materials.value.") ? getTranslation(argument) : argument)
                    .toArray();
            var item = new ListItem(getTranslation(finding.key(), arguments) + " ");
            var path = path(finding, village, check, editable);
            if (path != null) {
                item.add(new Anchor(path, getTranslation("materials.leaflets.mend." + finding.mend())));
            }
            list.add(item);
        }
        return list;
    }

    /** The units whose settings the caller may edit; asked only when a setting is to be mended. */
    private Set<DivisionId> editableUnits(List<LeafletFinding> findings) {
        return findings.stream().anyMatch(finding -> finding.mend() == LeafletFinding.Mend.SETTINGS)
                ? divisions.reachable(Action.EDIT_SETTINGS).stream()
                        .map(Division::id)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static @Nullable String path(
            LeafletFinding finding, DivisionId village, LeafletCheck check, Set<DivisionId> editable) {
        return switch (finding.mend()) {
            case SETTINGS -> {
                var unit = check.units().get(finding.level());
                yield unit != null && editable.contains(unit) ? "settings/" + unit.value() : null;
            }
            case ROSTER -> "people";
            case LEDGER -> "households/" + village.value();
            case DIVISIONS -> "divisions";
            case ADMINISTRATOR -> null;
        };
    }

    private Component sample(DivisionId village, LeafletCheck check) {
        var handler = DownloadHandler.fromInputStream(event -> {
            try {
                var bytes = new ByteArrayOutputStream();
                leaflets.preview(village, bytes);
                return new DownloadResponse(
                        new ByteArrayInputStream(bytes.toByteArray()), "sample.pdf", "application/pdf", bytes.size());
            } catch (cn.mingbai.core.error.MingbaiException refused) {
                return DownloadResponse.error(409, getTranslation(refused.key()));
            }
        });
        var link = new Anchor(handler.inline(), getTranslation("materials.leaflets.preview"));
        link.setId("sample");
        link.setTarget("_blank");
        link.getElement()
                .setAttribute("aria-label", getTranslation("materials.leaflets.preview") + " " + check.village());
        return link;
    }

    private String fileName(LeafletCheck check) {
        return getTranslation("materials.leaflets.file-name", check.village(), check.day());
    }

    private void showEarlier(Div place, DivisionId village) {
        place.removeAll();
        place.add(new H3(getTranslation("materials.leaflets.earlier")));
        var prints = leaflets.prints(village);
        if (prints.isEmpty()) {
            place.add(new Paragraph(getTranslation("materials.leaflets.no-earlier")));
            return;
        }
        var table = new NativeTable();
        table.addClassName("mb-table");
        table.setId("earlier");
        var heading = new NativeTableRow();
        for (var key : List.of("when", "by", "scope", "sheets", "version", "digest")) {
            var cell = new NativeTableHeaderCell(getTranslation("materials.leaflets.column." + key));
            decorate(cell, key);
            heading.add(cell);
        }
        table.add(new NativeTableHeader(heading));
        var body = new NativeTableBody();
        for (var print : prints) {
            body.add(new NativeTableRow(
                    cell("when", TIME.format(print.printedAt().atZone(Times.ZONE))),
                    cell("by", print.printedBy()),
                    cell(
                            "scope",
                            print.household() == null
                                    ? getTranslation("materials.leaflets.whole-village")
                                    : print.household()),
                    cell("sheets", String.valueOf(print.sheets())),
                    cell("version", print.templateVersion()),
                    digest(print.sha256())));
        }
        table.add(body);
        var wrap = new Div(table);
        wrap.addClassName("mb-table-wrap");
        place.add(wrap);
    }

    private static NativeTableCell cell(String key, String text) {
        var cell = new NativeTableCell(text);
        decorate(cell, key);
        return cell;
    }

    private static NativeTableCell digest(String sha256) {
        var cell = cell("digest", sha256.substring(0, DIGEST_SHOWN) + "…");
        cell.getElement().setAttribute("title", sha256);
        return cell;
    }

    private static void decorate(Component cell, String key) {
        switch (key) {
            case "sheets" -> cell.addClassName("mb-number");
            case "version", "digest" -> cell.addClassName("mb-wide");
            default -> {}
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.leaflets.title");
    }
}
