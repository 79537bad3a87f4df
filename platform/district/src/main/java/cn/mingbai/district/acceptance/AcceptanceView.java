package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.campaign.PhaseChoice;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.district.acceptance.Acceptance.State;
import cn.mingbai.district.acceptance.Acceptances.Town;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Acceptance: {@code acceptance} lists the towns of a phase with what is left, {@code acceptance/17} is the sheet of one;
 * the phase and the days are in the address.
 */
@Route("acceptance")
@PermitAll
@OpenTo(Action.VIEW_ACCEPTANCE)
class AcceptanceView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String PHASE = "phase";
    private static final int DAYS_TO_CORRECT = 14;

    private final Acceptances acceptances;
    private final AcceptanceFiles words;
    private final Divisions divisions;
    private final Clock clock;
    private @Nullable DivisionId town;
    private @Nullable PhaseChoice chosen;

    AcceptanceView(Acceptances acceptances, AcceptanceFiles words, Divisions divisions, Clock clock) {
        this.acceptances = acceptances;
        this.words = words;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        town = id == null ? null : new DivisionId(id);
        var today = Times.today(clock);
        var query = event.getLocation().getQueryParameters();
        var begun = PhaseChoice.of(acceptances.campaigns()).stream()
                .filter(choice -> !choice.phase().from().isAfter(today))
                .toList();
        var asked = query.getSingleParameter(PHASE).orElse("");
        chosen = begun.stream()
                .filter(choice -> choice.key().equals(asked))
                .findFirst()
                .orElse(begun.isEmpty() ? null : begun.getFirst());
        if (chosen == null) {
            add(new Paragraph(getTranslation("district.acceptance.no-phase")));
            if (divisions.may(Action.VIEW_CAMPAIGN)) {
                add(new Anchor("campaign", getTranslation("core.campaign.title")));
            }
            return;
        }
        var asOf = asOf(query, chosen, today);
        add(phases(begun), new AsOfPicker(asOf, clock, this::go));
        try {
            if (town == null) {
                showTowns(chosen, asOf);
            } else {
                showTown(acceptances.town(town, chosen.campaign().id(), chosen.number(), asOf), chosen, asOf);
            }
        } catch (cn.mingbai.core.error.NotFound foreign) {
            throw foreign;
        } catch (MingbaiException refused) {
            add(new Paragraph(getTranslation(refused.key(), refused.arguments().toArray())));
        }
    }

    private AsOf asOf(QueryParameters query, PhaseChoice choice, LocalDate today) {
        var days = AsOfPicker.read(query, clock);
        var day = query.getSingleParameter("day").isPresent() ? days.day() : choice.day(today);
        var known = days.known().isBefore(day) ? today : days.known();
        return new AsOf(day, known);
    }

    private Component phases(List<PhaseChoice> begun) {
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
        phase.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                chosen = change.getValue();
                go(QueryParameters.empty());
            }
        });
        return phase;
    }

    private void showTowns(PhaseChoice choice, AsOf asOf) {
        var towns = acceptances.towns(choice.campaign().id(), choice.number(), asOf);
        if (towns.isEmpty()) {
            add(new Paragraph(getTranslation("district.acceptance.no-town")));
        } else {
            var sum = new Paragraph(getTranslation(
                    "district.acceptance.sum",
                    towns.size(),
                    standing(towns, State.ACCEPTED, Conclusion.PASSED),
                    standing(towns, State.ACCEPTED, Conclusion.TO_CORRECT),
                    towns.stream()
                            .filter(each ->
                                    each.standing() != null && each.standing().state() == State.OPEN)
                            .count(),
                    towns.stream().filter(each -> each.standing() == null).count()));
            sum.setId("acceptance-sum");
            sum.addClassName("mb-sentence");
            add(sum, table(towns, asOf));
        }
        asked(choice);
    }

    private static long standing(List<Town> towns, State state, Conclusion conclusion) {
        return towns.stream()
                .map(Town::standing)
                .filter(each -> each != null && each.state() == state && each.conclusion() == conclusion)
                .count();
    }

    private Component table(List<Town> towns, AsOf asOf) {
        var table = new FigureTable(getTranslation("district.acceptance.title"))
                .column(getTranslation("district.acceptance.town"), Column.TEXT)
                .column(getTranslation("district.acceptance.state-label"), Column.TEXT)
                .column(getTranslation("district.acceptance.left"), Column.TEXT)
                .column(getTranslation("district.acceptance.met-label"), Column.WIDE_NUMBER)
                .column(getTranslation("district.acceptance.open-label"), Column.WIDE_NUMBER);
        table.setId("towns");
        for (var each : towns) {
            var sheet = each.sheet();
            var unmet = sheet.lines().stream()
                    .filter(line -> line.verdict() == AcceptanceVerdict.NOT_MET)
                    .map(line -> words.item(line.item(), getLocale()))
                    .collect(Collectors.joining(getTranslation("district.bulletin.comma")));
            table.row(
                    new Anchor("acceptance/" + sheet.town().value() + "?" + query(asOf), sheet.townName()),
                    state(each),
                    unmet.isEmpty() ? getTranslation("district.acceptance.nothing-left") : unmet,
                    sheet.count(AcceptanceVerdict.MET),
                    sheet.count(AcceptanceVerdict.NOT_ASSESSED));
        }
        return table;
    }

    private Component state(Town each) {
        var standing = each.standing();
        if (standing == null) {
            return new Span(getTranslation("district.acceptance.not-yet"));
        }
        return new Anchor("acceptance-record/" + standing.id().value(), AcceptanceRecordView.state(this, standing));
    }

    private void asked(PhaseChoice choice) {
        var asked = acceptances.asked(choice.campaign().id(), choice.number());
        var list = new UnorderedList();
        list.setId("asked");
        asked.items().stream()
                .filter(PhaseRequirement::wanted)
                .forEach(item -> list.add(new ListItem(getTranslation(
                        "district.acceptance.asked-line",
                        words.item(item.item(), getLocale()),
                        getTranslation("district.acceptance.asked." + item.item(), item.percent())))));
        var source = new Paragraph(
                asked.set() == null
                        ? getTranslation("district.acceptance.asked-shipped")
                        : getTranslation("district.acceptance.asked-set", asked.set()));
        source.addClassName("mb-quiet");
        add(
                new H3(getTranslation(
                        "district.acceptance.asked-heading", choice.phase().name())),
                source,
                list);
        if (divisions.may(Action.EDIT_CAMPAIGN)) {
            var edit = new Button(
                    getTranslation("district.acceptance.ask"),
                    click -> new RequirementsDialog(choice.phase().name(), asked.items(), items -> {
                                acceptances.ask(choice.campaign().id(), choice.number(), items);
                                Notices.done(this, "district.acceptance.ask-saved");
                                go(QueryParameters.empty());
                            })
                            .open());
            edit.setId("ask");
            add(edit);
        }
    }

    private void showTown(Town its, PhaseChoice choice, AsOf asOf) {
        var sheet = its.sheet();
        var back = new Div(new Anchor("acceptance?" + query(asOf), getTranslation("district.acceptance.to-towns")));
        back.addClassName("mb-links");
        add(back, new H2(words.title(sheet, getLocale())));
        var standing = its.standing();
        for (var line : words.lead(sheet, getLocale())) {
            var paragraph = new Paragraph(line);
            paragraph.addClassName("mb-quiet");
            add(paragraph);
        }
        if (!its.acceptances().isEmpty()) {
            add(history(its.acceptances()));
        }
        add(new SheetPiece(sheet, words, getLocale()));
        var note = new Paragraph(getTranslation("district.acceptance.live-note"));
        note.addClassName("mb-quiet");
        add(note, actions(sheet, choice, asOf, standing));
    }

    private Component history(List<Acceptance> acceptances) {
        var links = new Div();
        links.addClassName("mb-links");
        acceptances.reversed().stream()
                .filter(each -> each.state() != State.WITHDRAWN)
                .forEach(each -> links.add(new Anchor(
                        "acceptance-record/" + each.id().value(),
                        getTranslation(
                                "district.acceptance.record",
                                each.sheet().asOf().day(),
                                AcceptanceRecordView.state(this, each)))));
        return links;
    }

    private Component actions(AcceptanceSheet sheet, PhaseChoice choice, AsOf asOf, @Nullable Acceptance standing) {
        var actions = new Div();
        actions.addClassName("mb-actions");
        var passed =
                standing != null && standing.state() == State.ACCEPTED && standing.conclusion() == Conclusion.PASSED;
        var open = standing != null && standing.state() == State.OPEN;
        if (divisions.may(Action.ACCEPT_PHASES) && !passed && !open) {
            var propose =
                    new Button(getTranslation("district.acceptance.propose"), click -> ask(sheet, choice, asOf.day()));
            propose.setId("propose");
            propose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            actions.add(propose);
        }
        if (divisions.may(Action.EXPORT_FIGURES)) {
            var id = sheet.town();
            var campaign = choice.campaign().id();
            actions.add(
                    download(
                            "pdf",
                            "application/pdf",
                            sheet,
                            () -> acceptances.pdf(id, campaign, choice.number(), asOf, getLocale())),
                    download(
                            "xlsx",
                            XLSX,
                            sheet,
                            () -> acceptances.xlsx(id, campaign, choice.number(), asOf, getLocale())));
        }
        return actions;
    }

    private Component download(String form, String type, AcceptanceSheet sheet, Supplier<byte[]> file) {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(
                        this,
                        getTranslation(
                                        "district.acceptance.file",
                                        words.title(sheet, getLocale()),
                                        sheet.asOf().day())
                                + "." + form,
                        type,
                        file)),
                getTranslation("district.acceptance." + form));
        link.setId(form);
        return link;
    }

    private void ask(AcceptanceSheet sheet, PhaseChoice choice, LocalDate day) {
        var unmet = sheet.count(AcceptanceVerdict.NOT_MET);
        var dialog = new Dialog(getTranslation("district.acceptance.propose-title", sheet.townName()));
        dialog.setWidth("30rem");
        var conclusion = new RadioButtonGroup<Conclusion>(getTranslation("district.acceptance.conclusion-label"));
        conclusion.setId("conclusion");
        conclusion.setItems(Conclusion.values());
        conclusion.setItemLabelGenerator(each -> getTranslation("district.acceptance.conclusion." + each));
        conclusion.setItemEnabledProvider(each -> each != Conclusion.PASSED || unmet == 0);
        conclusion.setValue(unmet == 0 ? Conclusion.PASSED : Conclusion.TO_CORRECT);
        var remark = new TextArea(getTranslation("district.acceptance.remark"));
        remark.setId("remark");
        remark.setMaxLength(Acceptances.REMARK_LENGTH);
        remark.setWidthFull();
        var until = new DayPicker(
                getTranslation("district.acceptance.until"), Times.today(clock).plusDays(DAYS_TO_CORRECT));
        until.setId("until");
        until.setVisible(conclusion.getValue() == Conclusion.TO_CORRECT);
        conclusion.addValueChangeListener(change -> until.setVisible(change.getValue() == Conclusion.TO_CORRECT));
        var go = new Button(getTranslation("district.acceptance.propose-go"), click -> {
            var draft = new Acceptances.Draft(
                    conclusion.getValue(),
                    remark.getValue(),
                    conclusion.getValue() == Conclusion.TO_CORRECT ? until.getValue() : null);
            if (Notices.attempt(
                    this,
                    () -> acceptances.propose(sheet.town(), choice.campaign().id(), choice.number(), day, draft))) {
                dialog.close();
                Notices.done(this, "district.acceptance.proposed");
                go(QueryParameters.empty());
            }
        });
        go.setId("propose-go");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.add(
                new Paragraph(
                        unmet == 0
                                ? getTranslation("district.acceptance.propose-note")
                                : getTranslation("district.acceptance.propose-unmet", unmet)),
                conclusion,
                until,
                remark);
        dialog.getFooter().add(new Button(getTranslation("core.dialog.back"), click -> dialog.close()), go);
        dialog.open();
    }

    private String query(AsOf asOf) {
        var phase = PHASE + "=" + (chosen == null ? "" : chosen.key());
        var today = Times.today(clock);
        return phase
                + (chosen != null && asOf.day().equals(chosen.day(today)) ? "" : "&day=" + asOf.day())
                + (asOf.known().equals(today) ? "" : "&known=" + asOf.known());
    }

    private void go(QueryParameters parameters) {
        var target = chosen == null ? parameters : parameters.merging(PHASE, chosen.key());
        getUI().ifPresent(ui -> {
            if (town == null) {
                ui.navigate(AcceptanceView.class, target);
            } else {
                ui.navigate(AcceptanceView.class, town.value(), target);
            }
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.acceptance.title");
    }
}
