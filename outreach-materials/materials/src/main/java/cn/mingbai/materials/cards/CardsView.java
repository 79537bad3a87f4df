package cn.mingbai.materials.cards;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.Ticks;
import cn.mingbai.materials.cards.WorkerCards.Line;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Orders outreach workers' cards: a town or village ({@code ?place=…}), who gets one, what is missing, the file. */
@Route("cards")
@PermitAll
@OpenTo(Action.PRINT_LEAFLETS)
class CardsView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private final WorkerCards cards;
    private final Divisions divisions;
    private final Clock clock;
    private final Div made = new Div();

    CardsView(WorkerCards cards, Divisions divisions, Clock clock) {
        this.cards = cards;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        made.setId("made");
        made.setWidthFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        made.removeAll();
        var places = divisions.reachable(Action.PRINT_LEAFLETS).stream()
                .filter(place -> place.level() == Level.TOWNSHIP || place.level() == Level.VILLAGE)
                .toList();
        var links = new Div(
                new Anchor("print", getTranslation("materials.print.title")),
                new Anchor("phones", getTranslation("materials.card.phones")));
        links.addClassName("mb-actions");
        add(links);
        if (places.isEmpty()) {
            add(new Paragraph(getTranslation("materials.leaflets.no-village")));
            return;
        }
        var asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("place")
                .orElse("");
        var place = chosen(places, asked);
        add(chooser(places, place));
        if (place == null) {
            add(new Paragraph(getTranslation("materials.print.choose")));
        } else {
            show(place.id());
        }
    }

    private static @Nullable Division chosen(List<Division> places, String asked) {
        if (!asked.isEmpty()) {
            return places.stream()
                    .filter(place -> String.valueOf(place.id().value()).equals(asked))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("core.access.not-found"));
        }
        var towns =
                places.stream().filter(place -> place.level() == Level.TOWNSHIP).toList();
        return towns.size() == 1 ? towns.getFirst() : places.size() == 1 ? places.getFirst() : null;
    }

    private Component chooser(List<Division> places, @Nullable Division place) {
        var names = places.stream().collect(Collectors.toMap(Division::id, Division::name));
        var chooser = new DivisionChooser(
                getTranslation("materials.print.place"),
                places,
                place,
                other -> getUI().ifPresent(ui -> ui.navigate(
                        CardsView.class,
                        QueryParameters.of("place", String.valueOf(other.id().value())))));
        chooser.setId("place");
        chooser.setItemLabelGenerator(each -> each.level() == Level.VILLAGE && each.parent() != null
                ? each.name() + " · " + names.getOrDefault(each.parent(), "")
                : getTranslation("materials.print.whole", each.name()));
        return chooser;
    }

    private void show(DivisionId place) {
        var check = cards.check(place);
        var note = new Paragraph(getTranslation("materials.card.note"));
        note.addClassName("mb-quiet");
        add(note);
        if (!check.townsWithoutPhone().isEmpty()) {
            var missing = new Paragraph(
                    new Span(getTranslation("materials.card.phone-missing", String.join("、", check.townsWithoutPhone()))
                            + " "),
                    new Anchor("settings", getTranslation("materials.card.settings")));
            missing.setId("phone-missing");
            missing.addClassName("mb-refused");
            add(missing);
        }
        if (!check.withoutWorker().isEmpty()) {
            var nobody = new Paragraph(
                    new Span(getTranslation("materials.card.without-worker", String.join("、", check.withoutWorker()))
                            + " "),
                    new Anchor("people", getTranslation("materials.card.roster")));
            nobody.setId("without-worker");
            add(nobody);
        }
        if (check.lines().isEmpty()) {
            return;
        }
        order(place, check.lines());
        add(made);
    }

    private void order(DivisionId place, List<Line> lines) {
        var print = new Button();
        print.setId("print-cards");
        print.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var ticks = new Ticks<Line>(wanted -> {
            print.setText(getTranslation("materials.card.print", wanted.size()));
            print.setEnabled(!wanted.isEmpty());
        });
        var table = new FigureTable(getTranslation("materials.card.title"))
                .column(getTranslation("materials.card.worker"), Column.TEXT)
                .column(getTranslation("materials.leaflets.village"), Column.TEXT)
                .column(getTranslation("materials.card.phone"), Column.WIDE_TEXT)
                .column(getTranslation("materials.card.before"), Column.TEXT);
        table.setId("card-workers");
        for (var line : lines) {
            // Who has a card that still binds gets another one only on purpose.
            var box = ticks.box(
                    line,
                    getTranslation(
                            "households.outreach.named",
                            line.name(),
                            getTranslation("households.outreach." + line.duty().name())),
                    line.printable() && line.inForce() == null,
                    line.printable());
            table.row(
                    box,
                    line.village(),
                    line.phone() == null ? getTranslation("materials.card.missing") : line.phone(),
                    before(line));
        }
        ticks.tell();
        print.addClickListener(click -> confirm(ticks.ticked(), place));
        var preview = new Anchor(
                DownloadHandler.fromInputStream(event ->
                                MadeFile.of(this, "cards-sample.pdf", "application/pdf", () -> cards.preview(place)))
                        .inline(),
                getTranslation("materials.leaflets.preview"));
        preview.setId("preview");
        preview.setTarget("_blank");
        var actions = new Div(print, preview);
        actions.addClassName("mb-actions");
        add(actions, table);
    }

    private String before(Line line) {
        var card = line.inForce();
        return card == null
                ? getTranslation("materials.card.none-before")
                : getTranslation(
                        "materials.card.in-force",
                        Times.dayOf(card.issuedAt()).toString(),
                        card.phones(),
                        Times.dayOf(card.expiresAt()).toString());
    }

    private void confirm(List<Line> lines, DivisionId place) {
        var again = lines.stream().filter(line -> line.inForce() != null).count();
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("materials.card.confirm-title", lines.size()));
        dialog.setText(
                again == 0
                        ? getTranslation("materials.card.confirm-text")
                        : getTranslation("materials.card.confirm-again", again));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.setConfirmText(getTranslation("materials.card.confirm"));
        dialog.setConfirmButtonTheme(again == 0 ? "primary" : "error primary");
        dialog.addConfirmListener(confirmed -> Notices.attempt(this, () -> {
            var pdf = cards.print(lines.stream().map(Line::wanted).toList());
            offer(pdf, lines.size(), place);
        }));
        dialog.open();
    }

    // The file is in this page only: whoever has it can bind phones, so it is stored nowhere.
    private void offer(byte[] pdf, int count, DivisionId place) {
        removeAll();
        made.removeAll();
        var name = getTranslation("materials.card.file", Times.today(clock).toString()) + ".pdf";
        var download = new Anchor(
                DownloadHandler.fromInputStream(event ->
                        new DownloadResponse(new ByteArrayInputStream(pdf), name, "application/pdf", pdf.length)),
                getTranslation("materials.card.download", count));
        download.setId("download");
        made.add(
                new Paragraph(getTranslation("materials.card.made", count)),
                new Paragraph(download),
                new Paragraph(new Anchor("cards?place=" + place.value(), getTranslation("materials.card.more"))));
        add(made);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.card.title");
    }
}
