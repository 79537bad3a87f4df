package cn.mingbai.core.ui;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ui.FigureTable.Column;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A district's columns of a ledger: up and down, other words, hidden, with the headings as they will be. */
public class LedgerColumnsEditor extends VerticalLayout {

    private final Ledger ledger;
    private final Function<DivisionId, List<ColumnChoice>> read;
    private final BiConsumer<DivisionId, List<ColumnChoice>> save;
    private final List<ColumnChoice> columns = new ArrayList<>();
    private final Div preview = new Div();
    private final Div list = new Div();
    private @Nullable Division district;

    /**
     * An editor.
     *
     * @param districts those whose columns may be chosen; with none it says that a district chooses
     * @param read gives a district's columns
     * @param save keeps them, or refuses
     */
    public LedgerColumnsEditor(
            Ledger ledger,
            List<Division> districts,
            Function<DivisionId, List<ColumnChoice>> read,
            BiConsumer<DivisionId, List<ColumnChoice>> save) {
        this.ledger = ledger;
        this.read = read;
        this.save = save;
        setPadding(false);
        if (districts.isEmpty()) {
            add(new Paragraph(getTranslation("core.ledger.district-only")));
            return;
        }
        district = districts.getFirst();
        if (districts.size() > 1) {
            var chooser = new ComboBox<Division>(getTranslation("core.ledger.district"), districts);
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
        preview.addClassName("mb-links");
        preview.setWidthFull();
        list.setWidthFull();
        add(
                new H3(getTranslation("core.ledger.preview")),
                preview,
                new H3(getTranslation("core.ledger.arrange")),
                list,
                buttons());
        load();
    }

    private void load() {
        var at = district;
        if (at != null) {
            columns.clear();
            columns.addAll(read.apply(at.id()));
            show();
        }
    }

    private Component buttons() {
        var button = new Button(getTranslation("core.ledger.save"), click -> save());
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        button.setId("save-columns");
        var usual = new Button(getTranslation("core.ledger.usual"), click -> {
            columns.clear();
            ledger.columns().forEach(key -> columns.add(new ColumnChoice(key, "", false)));
            show();
        });
        var buttons = new FlexLayout(button, usual);
        buttons.addClassName("mb-actions");
        return buttons;
    }

    private void save() {
        var at = district;
        if (at != null && Notices.attempt(this, () -> save.accept(at.id(), List.copyOf(columns)))) {
            Notices.done(this, "core.ledger.saved");
        }
    }

    private void show() {
        list.removeAll();
        var table = new FigureTable(getTranslation("core.ledger.arrange"))
                .column(getTranslation("core.ledger.column"), Column.SHORT_TEXT)
                .column(getTranslation("core.ledger.heading"), Column.TEXT)
                .column(getTranslation("core.ledger.shown"), Column.SHORT_TEXT)
                .column(getTranslation("core.ledger.move"), Column.SHORT_TEXT);
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
        field.setAriaLabel(
                getTranslation("core.ledger.heading-of", usual(columns.get(at).key())));
        field.setMaxLength(ColumnChoice.HEADING_LENGTH);
        // Narrow enough that a phone shows the arrows beside it.
        field.setWidth("min(20rem, 27vw)");
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
                getTranslation("core.ledger.show-of", usual(columns.get(at).key())));
        box.addValueChangeListener(change -> {
            var before = columns.get(at);
            columns.set(at, new ColumnChoice(before.key(), before.heading(), !change.getValue()));
            preview();
        });
        return box;
    }

    private Component moves(int at) {
        var up = move("↑", "core.ledger.up-of", at, at - 1);
        var down = move("↓", "core.ledger.down-of", at, at + 1);
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
        ColumnChoice.shown(columns, this::usual).forEach(heading -> {
            var shown = new Span(heading);
            shown.addClassName("mb-badge");
            preview.add(shown);
        });
    }

    private String usual(String key) {
        return getTranslation(ledger.heading(key));
    }
}
