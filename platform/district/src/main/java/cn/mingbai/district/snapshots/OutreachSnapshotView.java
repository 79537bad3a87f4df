package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.households.coverage.rule.Kind;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One sealed report of outreach: its figures, the doors of a village by number, its files, the ways to verify and compare it. */
@Route("outreach-snapshots/:snapshot")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
class OutreachSnapshotView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String VILLAGE = "village";

    private final OutreachSnapshots snapshots;
    private final Texts texts;

    OutreachSnapshotView(OutreachSnapshots snapshots, Texts texts) {
        this.snapshots = snapshots;
        this.texts = texts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Asked.id(event, "snapshot");
        var village = Asked.number(event.getLocation().getQueryParameters(), VILLAGE);
        removeAll();
        add(new Anchor("sealed-reports", getTranslation("district.snapshot.to-list")));
        OutreachSnapshots.Opened opened;
        try {
            opened = snapshots.open(id);
        } catch (RuleViolation unreadable) {
            add(new Paragraph(texts.get(getLocale(), unreadable)));
            add(new Anchor("outreach-snapshots/" + id + "/check", getTranslation("district.snapshot.to-check")));
            return;
        }
        show(opened, village);
    }

    private void show(OutreachSnapshots.Opened opened, Optional<Long> village) {
        var report = opened.report();
        var head = report.head();
        add(new H2(getTranslation("district.snapshot.heading", head.campaignName(), head.day(), head.number())));
        var counts = report.whole().counts();
        var sentence = new Paragraph(getTranslation(
                "district.snapshot.sentence", counts.get(Kind.DUE), counts.get(Kind.REACHED), counts.get(Kind.NAMED)));
        sentence.addClassName("mb-lead");
        sentence.setId("snapshot-sentence");
        var facts = new Paragraph(getTranslation(
                "district.snapshot.facts",
                SealWords.moment(head.sealedAt()),
                head.sealedByName(),
                SealWords.moment(head.knownBefore()),
                head.ruleVersion()));
        var digest = new Paragraph(getTranslation("district.snapshot.digest") + " " + opened.digest());
        digest.addClassName("mb-quiet");
        digest.getStyle().set("overflow-wrap", "anywhere");
        digest.setId("digest");
        add(sentence, facts, digest, links(opened));
        village.flatMap(report::unit).ifPresent(unit -> doors(report, unit));
        add(units(report));
        var rule = new Paragraph(opened.rule());
        rule.getElement().setAttribute("lang", "zh-CN");
        add(rule);
        head.definitions().lines().forEach(line -> {
            var definition = new Paragraph(line);
            definition.addClassName("mb-quiet");
            definition.getElement().setAttribute("lang", "zh-CN");
            definition.getStyle().set("margin", "0");
            add(definition);
        });
    }

    private Div links(OutreachSnapshots.Opened opened) {
        var head = opened.report().head();
        var file = getTranslation("district.snapshot.file", head.districtName(), head.day(), head.number());
        var links = new Div(
                download("download-pdf", file + ".pdf", "application/pdf", () -> snapshots.pdf(head.id())),
                download("download-xlsx", file + ".xlsx", XLSX, () -> snapshots.xlsx(head.id())),
                new Anchor("outreach-snapshots/" + head.id() + "/check", getTranslation("district.snapshot.to-check")));
        if (!opened.earlier().isEmpty()) {
            links.add(new Anchor(
                    "outreach-snapshots/" + head.id() + "/difference",
                    getTranslation("district.snapshot.to-difference")));
        }
        links.addClassName("mb-links");
        return links;
    }

    private Anchor download(String id, String file, String type, Supplier<byte[]> content) {
        var anchor = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(this, file, type, content)),
                getTranslation("district.snapshot." + id));
        anchor.setId(id);
        return anchor;
    }

    private void doors(OutreachReport report, OutreachReport.Unit village) {
        var numbers = new LinkedHashMap<String, List<Door>>();
        report.doors(village.division()).values().stream()
                .sorted(Comparator.comparing(Door::standing)
                        .thenComparingInt(door -> door.number().length())
                        .thenComparing(Door::number))
                .forEach(door -> numbers.computeIfAbsent(
                                SealWords.say(texts, getLocale(), OutreachWords.standing(door)),
                                key -> new java.util.ArrayList<>())
                        .add(door));
        add(new H3(getTranslation("district.snapshot.doors-of", village.name())));
        if (numbers.isEmpty()) {
            add(new Paragraph(getTranslation("district.snapshot.paper.no-doors")));
            return;
        }
        var table = new FigureTable(getTranslation("district.snapshot.doors-of", village.name()))
                .column(getTranslation("district.snapshot.column.standing"), Column.TEXT)
                .column(getTranslation("district.snapshot.column.doors"), Column.NUMBER)
                .column(getTranslation("district.snapshot.column.households"), Column.LONG_TEXT);
        numbers.forEach((standing, doors) -> table.row(
                standing, doors.size(), doors.stream().map(Door::number).collect(Collectors.joining(" "))));
        table.setId("doors");
        add(table);
    }

    private FigureTable units(OutreachReport report) {
        var villages = report.villages();
        var table = new FigureTable(getTranslation("district.snapshot.sheet.figures"))
                .column(getTranslation("district.snapshot.column.unit"), Column.TEXT)
                .column(getTranslation("district.snapshot.column.due"), Column.NUMBER)
                .column(getTranslation("district.snapshot.column.reached"), Column.NUMBER)
                .column(getTranslation("district.snapshot.column.reached-share"), Column.NUMBER)
                .column(getTranslation("district.snapshot.column.named-share"), Column.WIDE_NUMBER)
                .column(getTranslation("district.snapshot.column.confirmed"), Column.WIDE_NUMBER)
                .column(getTranslation("district.snapshot.column.excluded"), Column.WIDE_NUMBER)
                .column(getTranslation("district.snapshot.column.control"), Column.WIDE_NUMBER);
        for (var unit : report.inOrder()) {
            var counts = unit.counts();
            var isVillage = villages.contains(unit);
            var row = table.row(
                    isVillage
                            ? new Anchor(
                                    "outreach-snapshots/" + report.head().id() + "?" + VILLAGE + "=" + unit.division(),
                                    unit.name())
                            : unit.name(),
                    counts.get(Kind.DUE),
                    counts.get(Kind.REACHED),
                    OutreachWords.share(texts, getLocale(), counts, Kind.REACHED),
                    OutreachWords.share(texts, getLocale(), counts, Kind.NAMED),
                    counts.get(Kind.CONFIRMED),
                    counts.excluded(),
                    unit.control() == null ? "" : unit.control());
            if (!isVillage) {
                row.addClassName("mb-total");
            }
        }
        return table;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.snapshot.title");
    }
}
