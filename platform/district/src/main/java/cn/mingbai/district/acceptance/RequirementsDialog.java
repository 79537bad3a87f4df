package cn.mingbai.district.acceptance;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a phase asks for, to be ticked, with the least share of those that have one. */
final class RequirementsDialog extends Dialog {

    private final List<Row> rows = new ArrayList<>();

    RequirementsDialog(String phase, List<PhaseRequirement> items, Consumer<List<PhaseRequirement>> save) {
        super(getTranslationOf("district.acceptance.ask-title", phase));
        setWidth("34rem");
        var list = new VerticalLayout();
        list.setPadding(false);
        list.setSpacing(false);
        list.add(new Paragraph(getTranslation("district.acceptance.ask-note")));
        items.forEach(item -> {
            var row = new Row(item);
            rows.add(row);
            list.add(row.line);
        });
        add(list);
        var go = new Button(getTranslation("district.acceptance.ask-save"), click -> {
            if (Notices.attempt(
                    this, () -> save.accept(rows.stream().map(Row::value).toList()))) {
                close();
            }
        });
        go.setId("ask-save");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(getTranslation("core.dialog.back"), click -> close()), go);
    }

    private static String getTranslationOf(String key, Object... arguments) {
        return new Span().getTranslation(key, arguments);
    }

    private static final class Row {

        final Div line = new Div();
        private final AcceptanceItem item;
        private final Checkbox wanted;
        private final TextField share;

        Row(PhaseRequirement requirement) {
            item = requirement.item();
            wanted = new Checkbox(getTranslationOf("district.acceptance.item." + item), requirement.wanted());
            wanted.setId("ask-" + item);
            share = new TextField();
            share.setId("share-" + item);
            share.setAriaLabel(getTranslationOf("district.acceptance.share-of", wanted.getLabel()));
            share.setSuffixComponent(new Span("%"));
            share.setWidth("6rem");
            share.setMaxLength(5);
            share.setVisible(item.isShare());
            share.setEnabled(requirement.wanted());
            if (item.isShare()) {
                share.setValue(requirement.percent().replace("%", ""));
            }
            wanted.addValueChangeListener(change -> share.setEnabled(change.getValue()));
            line.addClassName("mb-actions");
            line.add(wanted, share);
        }

        PhaseRequirement value() {
            return new PhaseRequirement(item, wanted.getValue(), item.isShare() ? target() : 0);
        }

        private int target() {
            var text = share.getValue().strip();
            if (!text.matches("100|100\\.0|\\d{1,2}(\\.\\d)?")) {
                throw new RuleViolation("district.acceptance.target");
            }
            return new BigDecimal(text).movePointRight(1).intValueExact();
        }
    }
}
