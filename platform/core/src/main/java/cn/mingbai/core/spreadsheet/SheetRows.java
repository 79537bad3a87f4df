package cn.mingbai.core.spreadsheet;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of an export that are read while they are written, so that a hundred thousand need no more room than a hundred. */
@FunctionalInterface
public interface SheetRows {

    /**
     * Hands over every row once, in order.
     *
     * @param row takes the cells: text, numbers, days, or null for nothing
     */
    void each(Consumer<List<? extends @Nullable Object>> row);
}
