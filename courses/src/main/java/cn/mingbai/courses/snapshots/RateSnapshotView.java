package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import com.vaadin.flow.component.dependency.StyleSheet;
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
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.util.function.Supplier;

/** One sealed report: its figures, its files, and the ways to verify and to compare it. */
@Route("rate-snapshots/:snapshot")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
@StyleSheet("context://mingbai/courses.css")
class RateSnapshotView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final RateSnapshots snapshots;
    private final Texts texts;

    RateSnapshotView(RateSnapshots snapshots, Texts texts) {
        this.snapshots = snapshots;
        this.texts = texts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Asked.id(event, "snapshot");
        removeAll();
        add(new Anchor("rate-snapshots", getTranslation("courses.snapshot.to-list")));
        RateSnapshots.Opened opened;
        try {
            opened = snapshots.open(id);
        } catch (cn.mingbai.core.error.RuleViolation unreadable) {
            add(new Paragraph(texts.get(getLocale(), unreadable)));
            add(new Anchor("rate-snapshots/" + id + "/check", getTranslation("courses.snapshot.to-check")));
            return;
        }
        show(opened);
    }

    private void show(RateSnapshots.Opened opened) {
        var report = opened.report();
        var head = report.head();
        add(new H2(getTranslation("courses.snapshot.heading", head.districtName(), head.day(), head.number())));
        var figures = report.district().figures();
        var sentence = new Paragraph(getTranslation(
                "courses.snapshot.sentence",
                figures.counted(),
                figures.tookPart(),
                figures.met(),
                figures.stillValid()));
        sentence.addClassName("mb-lead");
        sentence.setId("snapshot-sentence");
        var facts = new Paragraph(getTranslation(
                "courses.snapshot.facts",
                SealWords.moment(head.sealedAt()),
                head.sealedByName(),
                SealWords.moment(head.knownBefore()),
                head.ruleVersion()));
        var digest = new Paragraph(getTranslation("courses.snapshot.digest") + " " + opened.digest());
        digest.addClassName("mb-quiet");
        digest.getStyle().set("overflow-wrap", "anywhere");
        digest.setId("digest");
        add(sentence, facts, digest, links(opened));
        add(units(report));
        add(new H3(getTranslation("courses.snapshot.requirements")));
        var owed = new FigureTable(getTranslation("courses.snapshot.requirements"))
                .column(getTranslation("courses.requirement.unit"), Column.TEXT)
                .column(getTranslation("courses.requirement.duty"), Column.TEXT)
                .column(getTranslation("courses.requirement.courses"), Column.TEXT)
                .column(getTranslation("courses.requirement.basis-label"), Column.WIDE_TEXT);
        for (var requirement : report.requirements()) {
            owed.row(
                    report.unit(requirement.division())
                            .map(Unit::name)
                            .orElseGet(() -> getTranslation("courses.snapshot.above")),
                    getTranslation("core.duty." + requirement.duty()),
                    String.join(" ", requirement.courses()),
                    requirement.basis());
        }
        add(owed);
        head.definitions().lines().forEach(line -> {
            var definition = new Paragraph(line);
            definition.addClassName("mb-quiet");
            definition.getElement().setAttribute("lang", "zh-CN");
            definition.getStyle().set("margin", "0");
            add(definition);
        });
    }

    private Div links(RateSnapshots.Opened opened) {
        var head = opened.report().head();
        var file = getTranslation("courses.snapshot.file", head.districtName(), head.day(), head.number());
        var links = new Div(
                download("download-pdf", file + ".pdf", "application/pdf", () -> snapshots.pdf(head.id())),
                download("download-xlsx", file + ".xlsx", XLSX, () -> snapshots.xlsx(head.id())),
                new Anchor("rate-snapshots/" + head.id() + "/check", getTranslation("courses.snapshot.to-check")));
        if (!opened.earlier().isEmpty()) {
            links.add(new Anchor(
                    "rate-snapshots/" + head.id() + "/difference", getTranslation("courses.snapshot.to-difference")));
        }
        links.addClassName("mb-links");
        return links;
    }

    private Anchor download(String id, String file, String type, Supplier<byte[]> content) {
        var anchor = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    try {
                        var bytes = content.get();
                        return new DownloadResponse(new ByteArrayInputStream(bytes), file, type, bytes.length);
                    } catch (MingbaiException refused) {
                        var sentence = texts.get(getLocale(), refused);
                        event.getUI().access(() -> add(new Paragraph(sentence)));
                        return DownloadResponse.error(409, sentence);
                    }
                }),
                getTranslation("courses.snapshot." + id));
        anchor.setId(id);
        return anchor;
    }

    private FigureTable units(SealedReport report) {
        var table = new FigureTable(getTranslation("courses.snapshot.sheet.figures"))
                .column(getTranslation("courses.snapshot.column.unit"), Column.TEXT)
                .column(getTranslation("courses.snapshot.column.counted"), Column.NUMBER)
                .column(getTranslation("courses.snapshot.column.met"), Column.NUMBER)
                .column(getTranslation("courses.snapshot.column.met-share"), Column.NUMBER)
                .column(getTranslation("courses.snapshot.column.took-part-share"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.snapshot.column.still-valid-share"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.snapshot.column.everyone-share"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.snapshot.column.excluded"), Column.WIDE_NUMBER);
        for (var unit : SnapshotWords.unitsInOrder(report)) {
            var figures = unit.figures();
            var row = table.row(
                    unit.name(),
                    figures.counted(),
                    figures.met(),
                    percent(figures.met(), figures.counted()),
                    percent(figures.tookPart(), figures.counted()),
                    percent(figures.stillValid(), figures.counted()),
                    percent(figures.met(), figures.everyone()),
                    figures.roster() - figures.counted());
            if (unit.parent() == null) {
                row.addClassName("mb-total");
            }
        }
        return table;
    }

    private String percent(int count, int of) {
        return of == 0 ? "" : SnapshotWords.percent(texts, getLocale(), count, of);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.snapshot.title");
    }
}
