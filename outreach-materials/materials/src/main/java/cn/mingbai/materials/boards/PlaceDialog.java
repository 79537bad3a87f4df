package cn.mingbai.materials.boards;

import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.print.BoardSize;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Enters or changes a place. */
class PlaceDialog extends Dialog {

    /**
     * A dialog, not open yet.
     *
     * @param present what the place is now, or null for a new one
     * @param save gets what was entered; what it throws is shown and the dialog stays
     */
    PlaceDialog(
            String title,
            @Nullable PlaceDetails present,
            LocalDate today,
            String dayLabel,
            BiConsumer<PlaceDetails, LocalDate> save) {
        setHeaderTitle(title);
        setWidth("26rem");
        var name = new TextField(getTranslation("materials.board.name"));
        name.setId("place-name");
        name.setMaxLength(PlaceDetails.NAME_LENGTH);
        name.setHelperText(getTranslation("materials.board.name-hint"));
        name.setWidthFull();
        var kind = select("kind", PlaceKind.values(), PlaceKind.VILLAGE_OFFICE);
        kind.setItemLabelGenerator(each -> getTranslation(each.key()));
        var board = select("board", BoardKind.values(), BoardKind.BULLETIN);
        board.setItemLabelGenerator(each -> getTranslation(each.key()));
        var size = select("size", BoardSize.values(), BoardSize.A2);
        size.setItemLabelGenerator(
                each -> getTranslation("materials.board.size-item", each.name(), each.widthMm(), each.heightMm()));
        board.addValueChangeListener(
                change -> size.setValue(change.getValue() == BoardKind.WALL ? BoardSize.A1 : BoardSize.A2));
        var from = new DayPicker(dayLabel, today);
        from.setMax(today);
        from.setId("place-from");
        if (present != null) {
            name.setValue(present.name());
            kind.setValue(present.kind());
            board.setValue(present.board());
            size.setValue(present.size());
        }
        var confirm = new Button(getTranslation("materials.board.save"), click -> {
            if (Notices.attempt(
                    this,
                    () -> save.accept(
                            new PlaceDetails(name.getValue(), kind.getValue(), board.getValue(), size.getValue()),
                            from.chosen()))) {
                close();
            }
        });
        confirm.setId("save-place");
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var fields = new VerticalLayout(name, kind, board, size, from);
        fields.setPadding(false);
        fields.setSpacing(false);
        add(fields);
        getFooter().add(new Button(getTranslation("core.dialog.back"), click -> close()), confirm);
    }

    private <T> Select<T> select(String key, T[] items, T first) {
        var select = new Select<T>();
        select.setId("place-" + key);
        select.setLabel(getTranslation("materials.boards.column." + key));
        select.setItems(items);
        select.setValue(first);
        select.setWidthFull();
        return select;
    }
}
