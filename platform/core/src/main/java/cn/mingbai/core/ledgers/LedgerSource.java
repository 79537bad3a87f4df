package cn.mingbai.core.ledgers;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A module's ledgers, for what offers all of them: the page of ledgers, the package for an inspection, the feed. It trusts
 * its caller.
 */
public interface LedgerSource {

    /** The ledgers that this source has, in the order in which they are offered. */
    List<? extends Ledger> ledgers();

    /** The key of what a ledger is called, for example 宣传到户台账. */
    String nameKey(Ledger ledger);

    /** Whether names of households stand in it, which are masked unless there is a reason. */
    boolean hasHouseholdNames(Ledger ledger);

    /**
     * A ledger of a unit and everything below it.
     *
     * @param reason why names of households are to stand there in clear, or null to mask them
     * @throws cn.mingbai.core.error.NotFound when the unit lies in no district
     */
    LedgerSheet sheet(Ledger ledger, DivisionId unit, AsOf asOf, @Nullable String reason, Locale locale);
}
