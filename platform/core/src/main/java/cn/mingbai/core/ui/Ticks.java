package cn.mingbai.core.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Boxes to tick, one for each row of a table.
 *
 * @param <T> what a row stands for
 */
public final class Ticks<T> {

    private final Map<T, Checkbox> boxes = new LinkedHashMap<>();
    private final Consumer<List<T>> changed;

    /** Ticks of which {@code changed} is told at every change. */
    public Ticks(Consumer<List<T>> changed) {
        this.changed = changed;
    }

    /** The box of the next row. */
    public Checkbox box(T row, String label, boolean ticked, boolean enabled) {
        var box = new Checkbox(label, ticked);
        box.setEnabled(enabled);
        box.addValueChangeListener(change -> tell());
        boxes.put(row, box);
        return box;
    }

    /** What is ticked, in the order of the rows, whichever was ticked first. */
    public List<T> ticked() {
        return boxes.entrySet().stream()
                .filter(row -> row.getValue().getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Tells what is ticked without a change: at the beginning, or when something beside the rows changed. */
    public void tell() {
        changed.accept(ticked());
    }
}
