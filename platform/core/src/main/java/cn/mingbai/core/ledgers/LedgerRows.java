package cn.mingbai.core.ledgers;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a ledger's rows come from. Read them while they are asked for; a whole district is never held in memory. */
@FunctionalInterface
public interface LedgerRows {

    /**
     * Hands over every row once, in order.
     *
     * @param row takes the cells by the columns' keys: text, numbers, days; a column without a cell stays empty
     */
    void each(Consumer<Map<String, ? extends @Nullable Object>> row);
}
