package cn.mingbai.courses.ledgers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A district's columns of a ledger: up and down, other words, hidden, with the headings as they will be. */
@Route("training-ledger-columns")
@PermitAll
@OpenTo(Action.CHOOSE_LEDGER_COLUMNS)
@StyleSheet("context://mingbai/courses.css")
class LedgerColumnsView extends VerticalLayout implements HasUrlParameter<String>, HasDynamicTitle {

    private static final int HEADING_LENGTH = 30;

    private final TrainingLedgers ledgers;
    private final Divisions divisions;
    private final List<ColumnChoice> columns = new ArrayList<>();
    private final Div preview = new Div();
    private final Div list = new Div();
    private Ledger ledger = Ledger.TRAINING;
    private @Nullable Division district;

    LedgerColumnsView(TrainingLedgers ledgers, Divisions divisions) {
        this.ledgers = ledgers;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, String name) {
        ledger = Arrays.stream(Ledger.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        removeAll();
        var districts = divisions.reachable(Action.CHOOSE_LEDGER_COLUMNS, Level.COUNTY);
        add(new Anchor("training-ledgers", getTranslation("courses.ledger.title")));
        if (districts.isEmpty()) {
            add(new Paragraph(getTranslation("courses.ledger.district-only")));
            return;
        }
        district = districts.getFirst();
        if (districts.size() > 1) {
            var chooser = new ComboBox<Division>(getTranslation("courses.ledger.district"), districts);
            chooser.setItemLabelGenerator(Division::name);
            chooser.setValue(district);
            chooser.addValueChangeListener(change -> {
                if (change.getValue() != null) {
                    district = change.getValue();
                    load();
                }
            });
            add(chooser);
        }
        preview.setId("preview");
        preview.addClassName("mb-filters");
        preview.setWidthFull();
        list.setWidthFull();
        add(
                new H3(getTranslation("courses.ledger.preview")),
                preview,
                new H3(getTranslation("courses.ledger.arrange")),
                list,
                buttons());
        load();
    }

    private void load() {
        var at = district;
        if (at != null) {
            columns.clear();
            columns.addAll(ledgers.columns(at.id(), ledger));
            show();
        }
    }

    private Component buttons() {
        var save = new Button(getTranslation("courses.ledger.save"), click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("save-columns");
        var usual = new Button(getTranslation("courses.ledger.usual"), click -> {
            columns.clear();
            ledger.columns().forEach(key -> columns.add(new ColumnChoice(key, "", false)));
            show();
        });
        var buttons = new FlexLayout(save, usual);
        buttons.addClassName("mb-actions");
        return buttons;
    }

    private void save() {
        var at = district;
        if (at != null && Notices.attempt(this, () -> ledgers.choose(at.id(), ledger, List.copyOf(columns)))) {
            Notices.done(this, "courses.ledger.saved");
        }
    }

    private void show() {
        list.removeAll();
        var table = new FigureTable(getTranslation("courses.ledger.arrange"))
                .column(getTranslation("courses.ledger.column"), Column.SHORT_TEXT)
                .column(getTranslation("courses.ledger.heading"), Column.TEXT)
                .column(getTranslation("courses.ledger.shown"), Column.SHORT_TEXT)
                .column(getTranslation("courses.ledger.move"), Column.SHORT_TEXT);
        for (var at = 0; at < columns.size(); at++) {
            var column = columns.get(at);
            table.row(usual(column.key()), heading(at), shown(at), moves(at));
        }
        list.add(table);
        preview();
    }

    private TextField heading(int at) {
        var field = new TextField();
        field.setValue(columns.get(at).heading());
        field.setPlaceholder(usual(columns.get(at).key()));
        field.setAriaLabel(getTranslation(
                "courses.ledger.heading-of", usual(columns.get(at).key())));
        field.setMaxLength(HEADING_LENGTH);
        // Narrow enough that a phone shows the arrows beside it.
        field.setWidth("min(20rem, 32vw)");
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.addValueChangeListener(change -> {
            var before = columns.get(at);
            columns.set(at, new ColumnChoice(before.key(), change.getValue(), before.hidden()));
            preview();
        });
        return field;
    }

    private Checkbox shown(int at) {
        var box = new Checkbox(!columns.get(at).hidden());
        box.setAriaLabel(
                getTranslation("courses.ledger.show-of", usual(columns.get(at).key())));
        box.addValueChangeListener(change -> {
            var before = columns.get(at);
            columns.set(at, new ColumnChoice(before.key(), before.heading(), !change.getValue()));
            preview();
        });
        return box;
    }

    private Component moves(int at) {
        var up = move("↑", "courses.ledger.up-of", at, at - 1);
        var down = move("↓", "courses.ledger.down-of", at, at + 1);
        return new Div(up, down);
    }

    private Button move(String sign, String words, int from, int to) {
        var button = new Button(sign, click -> {
            columns.add(to, columns.remove(from));
            show();
        });
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(getTranslation(words, usual(columns.get(from).key())));
        button.setEnabled(to >= 0 && to < columns.size());
        return button;
    }

    private void preview() {
        preview.removeAll();
        TrainingLedgers.shown(columns, this::usual).forEach(heading -> {
            var shown = new Span(heading);
            shown.addClassName("mb-badge");
            preview.add(shown);
        });
    }

    private String usual(String key) {
        return getTranslation(TrainingLedgers.heading(ledger, key));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.ledger.columns-of", getTranslation("courses.ledger.name." + ledger));
    }
}
