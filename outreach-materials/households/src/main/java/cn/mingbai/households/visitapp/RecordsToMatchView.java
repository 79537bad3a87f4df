package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.ledger.Reason;
import cn.mingbai.households.visitapp.RecordsToMatch.Line;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** What phones handed in and nobody could place: matched with a household by its number, or dismissed with a reason. */
@Route("records-to-match")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class RecordsToMatchView extends VerticalLayout implements HasDynamicTitle {

    private final RecordsToMatch records;
    private final List<Division> villages;
    private final Div list = new Div();

    RecordsToMatchView(RecordsToMatch records, Divisions divisions) {
        this.records = records;
        this.villages = divisions.reachable(Action.EDIT_LEDGER, Level.VILLAGE);
        addClassName("mb-page");
        var intro = new Paragraph(getTranslation("households.match.intro"));
        intro.addClassName("mb-quiet");
        list.setWidthFull();
        add(intro, list);
        show();
    }

    private void show() {
        list.removeAll();
        var lines = records.open();
        if (lines.isEmpty()) {
            list.add(new Paragraph(getTranslation("households.match.none")));
            return;
        }
        var table = new FigureTable(getTranslation("households.match.title"))
                .column(getTranslation("households.match.day"), Column.SHORT_TEXT)
                .column(getTranslation("households.match.worker"), Column.TEXT)
                .column(getTranslation("households.match.why"), Column.TEXT)
                .column(getTranslation("households.match.said"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("households.match.receipt"), Column.WIDE_SHORT_TEXT)
                .column("", Column.TEXT);
        table.setId("records-to-match");
        for (var line : lines) {
            table.row(
                    line.visitedOn(),
                    line.worker() + " " + name(line),
                    getTranslation(line.why().key())
                            + (line.outcome() == null
                                    ? line.answered() ? " " + getTranslation("households.match.answered") : ""
                                    : " "
                                            + getTranslation("households.outcome."
                                                    + line.outcome().name())),
                    line.said(),
                    line.receipt(),
                    actions(line));
        }
        list.add(table);
    }

    private String name(Line line) {
        return villages.stream()
                .filter(village -> village.id().equals(line.village()))
                .map(Division::name)
                .findFirst()
                .orElse("");
    }

    private Div actions(Line line) {
        var actions = new Div();
        actions.addClassName("mb-actions");
        if (line.outcome() != null || line.answered()) {
            var match = new Button(getTranslation("households.match.match"), click -> askHousehold(line));
            match.addThemeVariants(ButtonVariant.LUMO_SMALL);
            actions.add(match);
        }
        var dismiss = new Button(
                getTranslation("households.match.dismiss"),
                click -> new ReasonDialog(
                                getTranslation("households.match.dismiss-title", line.receipt()),
                                getTranslation("households.match.dismiss-text"),
                                getTranslation("households.match.reason"),
                                getTranslation("households.match.dismiss"),
                                Reason.LENGTH,
                                reason -> {
                                    records.dismiss(line.id(), reason);
                                    show();
                                })
                        .open());
        dismiss.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        actions.add(dismiss);
        return actions;
    }

    private void askHousehold(Line line) {
        var dialog = new Dialog(getTranslation("households.match.ask", line.visitedOn(), line.worker()));
        var village = new ComboBox<Division>(getTranslation("households.blanks.village"));
        village.setItems(villages);
        village.setItemLabelGenerator(each -> each.name() + " " + each.code().value());
        villages.stream()
                .filter(each -> each.id().equals(line.saidIn()))
                .findFirst()
                .ifPresent(village::setValue);
        var number = new TextField(getTranslation("households.blanks.household"));
        number.setId("match-number");
        number.setMaxLength(20);
        if (line.why() != Why.DIFFERS) {
            number.setValue(line.said());
        }
        var match = new Button(getTranslation("households.match.match"), click -> {
            if (village.getValue() != null
                    && Notices.attempt(this, () -> {
                        var place = records.match(line.id(), village.getValue().id(), number.getValue());
                        Notices.done(
                                this,
                                "households.match.matched",
                                place.number(),
                                place.maskedHead(),
                                Times.dayOf(line.received()));
                    })) {
                dialog.close();
                show();
            }
        });
        match.setId("match");
        match.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.add(new VerticalLayout(village, number));
        dialog.getFooter().add(new Button(getTranslation("households.match.cancel"), click -> dialog.close()), match);
        dialog.open();
        number.focus();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.match.title");
    }
}
