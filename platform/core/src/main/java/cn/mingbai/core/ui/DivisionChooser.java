package cn.mingbai.core.ui;

import cn.mingbai.core.divisions.Division;
import com.vaadin.flow.component.combobox.ComboBox;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A field to choose a village or another unit by name or code; whoever chooses one goes on to what it shows. */
public final class DivisionChooser extends ComboBox<Division> {

    /** A field under {@code label} without units yet; {@code go} is told what a person chooses. */
    public DivisionChooser(String label, Consumer<Division> go) {
        super(label);
        setItemLabelGenerator(unit -> unit.name() + " " + unit.code().value());
        setWidthFull();
        setMaxWidth("28rem");
        addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                go.accept(change.getValue());
            }
        });
    }

    /** A field under {@code label} that offers {@code units} and shows {@code chosen}, or nothing. */
    public DivisionChooser(String label, List<Division> units, @Nullable Division chosen, Consumer<Division> go) {
        this(label, go);
        setItems(units);
        setValue(chosen);
    }

    /**
     * Offers these units and shows the one asked for, or else the only one there is.
     *
     * @param asked an id as it stands in an address, or anything else
     */
    public void offer(List<Division> units, String asked) {
        setItems(units);
        setValue(units.stream()
                .filter(unit -> String.valueOf(unit.id().value()).equals(asked))
                .findFirst()
                .orElse(units.size() == 1 ? units.getFirst() : null));
    }
}
