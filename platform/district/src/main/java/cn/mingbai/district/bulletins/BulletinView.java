package cn.mingbai.district.bulletins;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.campaign.PhaseChoice;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ShareBar;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bulletin of a unit and a phase; both, and the days, are in the address. */
@Route("bulletin")
@PermitAll
@OpenTo(Action.VIEW_TRAINING_RATE)
class BulletinView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String PHASE = "phase";

    private final Bulletins bulletins;
    private final BulletinFiles words;
    private final Divisions divisions;
    private final Clock clock;
    private @Nullable DivisionId unit;
    private @Nullable PhaseChoice chosen;

    BulletinView(Bulletins bulletins, BulletinFiles words, Divisions divisions, Clock clock) {
        this.bulletins = bulletins;
        this.words = words;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var units = divisions.reachable(Action.VIEW_TRAINING_RATE).stream()
                .filter(each -> each.level() == Level.COUNTY || each.level() == Level.TOWNSHIP)
                .toList();
        if (units.isEmpty()) {
            add(new Paragraph(getTranslation("district.empty")));
            return;
        }
        var chosenUnit = id == null
                ? units.getFirst()
                : units.stream()
                        .filter(each -> each.id().value() == id)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("core.access.not-found"));
        unit = chosenUnit.id();
        var today = Times.today(clock);
        var choices = PhaseChoice.of(bulletins.campaigns(unit));
        var query = event.getLocation().getQueryParameters();
        var asked = query.getSingleParameter(PHASE).orElse("");
        var begun = choices.stream()
                .filter(choice -> !choice.phase().from().isAfter(today))
                .toList();
        chosen = choices.stream()
                .filter(choice -> choice.key().equals(asked))
                .findFirst()
                .orElse(begun.isEmpty() ? null : begun.getFirst());
        add(choosers(units, chosenUnit, begun));
        if (chosen == null) {
            add(new Paragraph(getTranslation("district.bulletin.no-phase")));
            return;
        }
        var asOf = asOf(query, chosen, today);
        add(new AsOfPicker(asOf, clock, this::go));
        try {
            show(bulletins.of(unit, chosen.campaign().id(), chosen.number(), asOf), chosen);
        } catch (MingbaiException refused) {
            add(new Paragraph(getTranslation(refused.key(), refused.arguments().toArray())));
        }
    }

    private AsOf asOf(QueryParameters query, PhaseChoice choice, LocalDate today) {
        var days = AsOfPicker.read(query, clock);
        return query.getSingleParameter("day").isPresent() && days.day().isBefore(today)
                ? days
                : new AsOf(
                        choice.day(today),
                        query.getSingleParameter("known").isPresent() ? later(days, choice, today) : today);
    }

    private static LocalDate later(AsOf days, PhaseChoice choice, LocalDate today) {
        return days.known().isBefore(choice.day(today)) ? today : days.known();
    }

    private Component choosers(List<Division> units, Division chosenUnit, List<PhaseChoice> begun) {
        var of = new ComboBox<Division>(getTranslation("district.bulletin.unit-label"));
        of.setId("unit");
        of.setItems(units);
        of.setItemLabelGenerator(each -> each.name() + " " + each.code().value());
        of.setValue(chosenUnit);
        of.setWidth("20rem");
        of.setVisible(units.size() > 1);
        of.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                unit = change.getValue().id();
                go(QueryParameters.empty());
            }
        });
        var phase = new ComboBox<PhaseChoice>(getTranslation("district.bulletin.phase"));
        phase.setId("phase");
        phase.setItems(begun);
        phase.setItemLabelGenerator(choice -> getTranslation(
                "district.bulletin.choice",
                choice.phase().name(),
                choice.phase().from(),
                choice.phase().to().minusDays(1),
                choice.campaign().name()));
        phase.setValue(chosen);
        phase.setWidth("28rem");
        phase.setMaxWidth("100%");
        phase.setVisible(!begun.isEmpty());
        phase.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                chosen = change.getValue();
                go(QueryParameters.empty());
            }
        });
        var choosers = new FlexLayout(of, phase);
        choosers.addClassName("mb-actions");
        return choosers;
    }

    private void show(Bulletin bulletin, PhaseChoice choice) {
        var sentences = new Div();
        sentences.setId("sentences");
        sentences.addClassName("mb-stack");
        words.sentences(bulletin, getLocale()).forEach(sentence -> {
            var line = new Paragraph(sentence);
            line.addClassName("mb-sentence");
            sentences.add(line);
        });
        var period = new Paragraph(words.period(bulletin, getLocale()));
        period.addClassName("mb-quiet");
        add(new H2(words.title(bulletin, getLocale())), period, sentences);
        if (divisions.may(Action.EXPORT_FIGURES)) {
            add(exports(bulletin, choice));
        }
        add(table(bulletin));
        var repeats = bulletin.total().training().repeats();
        if (repeats > 0) {
            add(new Paragraph(getTranslation("district.bulletin.repeats", repeats)));
        }
        var notes = new Paragraph(getTranslation("district.bulletin.notes"));
        notes.addClassName("mb-quiet");
        add(notes);
    }

    private Component exports(Bulletin bulletin, PhaseChoice choice) {
        var note = new TextArea(getTranslation("district.bulletin.note"));
        note.setId("note");
        note.setMaxLength(Bulletins.NOTE_LENGTH);
        note.setWidthFull();
        note.setMaxWidth("40rem");
        var id = bulletin.total().division().id();
        var campaign = choice.campaign().id();
        var pdf = download(
                "pdf",
                "application/pdf",
                bulletin,
                () -> bulletins.pdf(id, campaign, choice.number(), bulletin.asOf(), note.getValue(), getLocale()));
        var xlsx = download(
                "xlsx",
                XLSX,
                bulletin,
                () -> bulletins.xlsx(id, campaign, choice.number(), bulletin.asOf(), getLocale()));
        var links = new Div(pdf, xlsx);
        links.addClassName("mb-links");
        var exports = new Div(note, links);
        exports.setWidthFull();
        return exports;
    }

    private Component download(String form, String type, Bulletin bulletin, Supplier<byte[]> file) {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(
                        this,
                        getTranslation(
                                        "district.bulletin.file",
                                        words.title(bulletin, getLocale()),
                                        bulletin.asOf().day())
                                + "." + form,
                        type,
                        file)),
                getTranslation("district.bulletin." + form));
        link.setId(form);
        return link;
    }

    private Component table(Bulletin bulletin) {
        var table = new FigureTable(getTranslation("district.bulletin.by-unit"))
                .column(getTranslation("district.unit"), Column.TEXT)
                .column(getTranslation("district.training"), Column.TEXT)
                .column(getTranslation("district.training-everyone"), Column.WIDE_TEXT)
                .column(getTranslation("district.outreach"), Column.TEXT)
                .column(getTranslation("district.bulletin.column.done"), Column.WIDE_TEXT)
                .column(getTranslation("district.left"), Column.WIDE_TEXT);
        row(table, bulletin.total(), getTranslation("district.bulletin.total")).addClassName("mb-total");
        bulletin.rows().forEach(row -> row(table, row, words.name(row, getLocale())));
        return table;
    }

    private com.vaadin.flow.component.html.NativeTableRow row(FigureTable table, BulletinRow row, String name) {
        var noPeople = getTranslation("district.no-people");
        return table.row(
                name,
                new ShareBar(row.training().byRule(), noPeople),
                new ShareBar(row.training().everyone(), noPeople),
                new ShareBar(row.coverage().reached(), getTranslation("district.no-households")),
                getTranslation(
                        "district.bulletin.row-done",
                        row.done().held().classes(),
                        row.done().visitsInAll(),
                        row.done().boards().posted()),
                getTranslation(
                        "district.bulletin.row-left",
                        row.training().byRule().left(),
                        row.coverage().reached().left(),
                        row.done().boards().left()));
    }

    private void go(QueryParameters parameters) {
        var target = chosen == null ? parameters : parameters.merging(PHASE, chosen.key());
        getUI().ifPresent(ui ->
                ui.navigate(BulletinView.class, Objects.requireNonNull(unit).value(), target));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.bulletin.title");
    }
}
