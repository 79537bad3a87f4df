package cn.mingbai.core.ledgers;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of a unit on a day, to be written into a file by {@link LedgerFiles}.
 *
 * @param ledger its kind; its column {@link Ledger#serial} is numbered by itself
 * @param unit the unit whose ledger it is; its district's choice of columns holds
 * @param unitName how the unit was called on that day
 * @param name what the ledger is called, for example 宣传到户台账
 * @param title the line above the table
 * @param asOf the day it speaks of and the day it was known
 * @param definitions what rows and figures mean, one sentence each
 * @param reason why names stand there in clear, or null when there are none or they are masked
 * @param rows the rows, asked for once
 */
public record LedgerSheet(
        Ledger ledger,
        DivisionId unit,
        String unitName,
        String name,
        String title,
        AsOf asOf,
        List<String> definitions,
        @Nullable String reason,
        LedgerRows rows) {}
