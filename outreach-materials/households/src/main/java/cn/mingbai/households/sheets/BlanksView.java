package cn.mingbai.households.sheets;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.ledger.Reason;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blank sheets of a village: given to households from a list that the worker brings, and taken back. */
@Route("blank-sheets")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class BlanksView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private final Blanks blanks;
    private final Divisions divisions;

    BlanksView(Blanks blanks, Divisions divisions) {
        this.blanks = blanks;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var villages = divisions.reachable(Action.EDIT_LEDGER, Level.VILLAGE);
        var intro = new Paragraph(getTranslation("households.blanks.intro"));
        intro.addClassName("mb-quiet");
        add(new Anchor("print", "← " + getTranslation("households.blanks.back")), intro, chooser(villages, id));
        if (id == null) {
            add(new Paragraph(getTranslation("households.blanks.choose")));
        } else if (villages.stream().noneMatch(village -> village.id().value() == id)) {
            throw new NotFound("core.access.not-found");
        } else {
            var list = new Div();
            list.setWidthFull();
            add(form(new DivisionId(id), list), list);
            show(new DivisionId(id), list);
        }
    }

    private Component chooser(List<Division> villages, @Nullable Long id) {
        var chooser = new DivisionChooser(
                getTranslation("households.blanks.village"),
                villages,
                villages.stream()
                        .filter(village -> id != null && village.id().value() == id)
                        .findFirst()
                        .orElse(null),
                village -> getUI().ifPresent(
                                ui -> ui.navigate(BlanksView.class, village.id().value())));
        chooser.setId("village");
        return chooser;
    }

    private Component form(DivisionId village, Div list) {
        var blank = field("households.blanks.number", "blank-number");
        var household = field("households.blanks.household", "household-number");
        Runnable bind = () -> {
            if (Notices.attempt(this, () -> {
                var place = blanks.bind(village, blank.getValue(), household.getValue());
                Notices.done(this, "households.blanks.bound", place.number(), place.maskedHead());
            })) {
                blank.clear();
                household.clear();
                show(village, list);
            }
            blank.focus();
        };
        var button = new Button(getTranslation("households.blanks.bind"), click -> bind.run());
        button.setId("bind");
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var fields = new Div(blank, household, button);
        button.addClickShortcut(Key.ENTER).listenOn(fields);
        fields.addClassName("mb-actions");
        return fields;
    }

    private TextField field(String key, String id) {
        var field = new TextField(getTranslation(key));
        field.setId(id);
        field.setMaxLength(20);
        field.getElement().setAttribute("autocomplete", "off");
        return field;
    }

    private void show(DivisionId village, Div list) {
        list.removeAll();
        var lines = blanks.of(village);
        if (lines.isEmpty()) {
            list.add(new Paragraph(getTranslation("households.blanks.none")));
            return;
        }
        var bound = lines.stream().filter(line -> line.boundOn() != null).count();
        var table = new FigureTable(getTranslation("households.blanks.title"))
                .column(getTranslation("households.blanks.number"), Column.SHORT_TEXT)
                .column(getTranslation("households.blanks.household"), Column.TEXT)
                .column(getTranslation("households.blanks.day"), Column.WIDE_SHORT_TEXT)
                .column("", Column.TEXT);
        table.setId("blanks");
        for (var line : lines) {
            Object action = "";
            if (line.boundOn() != null) {
                var release = new Button(
                        getTranslation("households.blanks.release"),
                        click -> new ReasonDialog(
                                        getTranslation("households.blanks.release-title", line.number()),
                                        getTranslation("households.blanks.release-text"),
                                        getTranslation("households.blanks.reason"),
                                        getTranslation("households.blanks.release"),
                                        Reason.LENGTH,
                                        reason -> {
                                            blanks.release(village, line.id(), reason);
                                            show(village, list);
                                        })
                                .open());
                release.addThemeVariants(ButtonVariant.LUMO_SMALL);
                action = release;
            }
            table.row(
                    line.number(),
                    line.boundOn() == null
                            ? getTranslation("households.blanks.unbound")
                            : line.household() + " " + line.maskedHead(),
                    line.boundOn() == null ? "" : line.boundOn(),
                    action);
        }
        list.add(new Paragraph(getTranslation("households.blanks.count", lines.size(), bound)), table);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.blanks.title");
    }
}
