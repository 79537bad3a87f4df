package cn.mingbai.households.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.households.ledger.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 宣传到户台账, 明白人名册 and 集中宣讲登记 of a unit within the caller's reach, on a day as known on another: on screen for
 * a village, as a file for any unit. Names are masked unless somebody gives a reason, which is kept.
 */
@Service
public class HouseholdLedgers {

    private final HouseholdLedgerSource source;
    private final LedgerFiles files;
    private final Access access;

    HouseholdLedgers(HouseholdLedgerSource source, LedgerFiles files, Access access) {
        this.source = source;
        this.files = files;
        this.access = access;
    }

    /**
     * A village's ledger for the screen.
     *
     * @param rows the cells in the order of the ledger's columns; null for nothing
     */
    public record Shown(List<List<@Nullable Object>> rows) {}

    /**
     * A ledger of a village, masked.
     *
     * @throws NotFound when the village is out of reach
     */
    @Transactional(readOnly = true)
    public Shown show(HouseholdLedger ledger, DivisionId village, AsOf asOf, Locale locale) {
        access.require(Action.EXPORT_FIGURES, village);
        var rows = new ArrayList<List<@Nullable Object>>();
        source.each(ledger, village, asOf, true, locale, cells -> {
            var row = new ArrayList<@Nullable Object>();
            ledger.columns().forEach(column -> row.add(cells.get(column)));
            rows.add(row);
        });
        return new Shown(rows);
    }

    /**
     * A ledger of a unit and everything below it as a file, names masked; leaves an audit row.
     *
     * @throws NotFound when the unit is out of reach
     */
    @Transactional
    public MadeLedger export(HouseholdLedger ledger, DivisionId unit, AsOf asOf, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        return files.make(source.sheet(ledger, unit, asOf, null, locale), format, locale);
    }

    /**
     * The same with the names of heads and informed members in clear; the reason is kept in the audit trail and stands in
     * the file.
     *
     * @param reason why, 1 to 200 characters
     */
    @Transactional
    public MadeLedger exportUnmasked(
            HouseholdLedger ledger, DivisionId unit, AsOf asOf, String reason, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        access.require(Action.EDIT_LEDGER, unit);
        access.requireSecondFactor();
        return files.make(source.sheet(ledger, unit, asOf, Reason.checked(reason), locale), format, locale);
    }
}
