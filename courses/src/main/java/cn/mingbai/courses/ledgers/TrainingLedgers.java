package cn.mingbai.courses.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerChoices;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The training ledgers of a unit within the caller's reach, on a day as known on another, as files in the columns that its
 * district has chosen.
 */
@Service
public class TrainingLedgers {

    private final TrainingLedgerSource source;
    private final LedgerFiles files;
    private final LedgerChoices choices;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Clock clock;

    TrainingLedgers(
            TrainingLedgerSource source,
            LedgerFiles files,
            LedgerChoices choices,
            DivisionDirectory divisions,
            Access access,
            Clock clock) {
        this.source = source;
        this.files = files;
        this.choices = choices;
        this.divisions = divisions;
        this.access = access;
        this.clock = clock;
    }

    /**
     * The columns in which a unit's ledger is exported, hidden ones too, in order.
     *
     * @throws NotFound when the unit is out of reach or lies in no district
     */
    @Transactional(readOnly = true)
    public List<ColumnChoice> columns(DivisionId unit, TrainingLedger ledger) {
        access.require(Action.EXPORT_FIGURES, unit);
        return choices.of(district(unit), ledger);
    }

    /**
     * Chooses the columns of a whole district: their order, headings, and which are hidden.
     *
     * @param unit the district, or a unit of it
     * @param columns every column of the ledger once
     * @throws NotFound when the district is out of reach
     * @throws RuleViolation when a column is missing or there twice, a heading is too long or there twice, or all are hidden
     */
    @Transactional
    public void choose(DivisionId unit, TrainingLedger ledger, List<ColumnChoice> columns) {
        access.require(Action.CHOOSE_LEDGER_COLUMNS, unit);
        var district = district(unit);
        access.require(Action.CHOOSE_LEDGER_COLUMNS, district);
        choices.choose(district, ledger, columns);
    }

    /**
     * A ledger of a unit and everything below it as a file; leaves an audit row.
     *
     * @throws NotFound when the unit is out of reach or lies in no district
     */
    @Transactional
    public MadeLedger export(TrainingLedger ledger, DivisionId unit, AsOf asOf, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        return files.make(source.sheet(ledger, unit, asOf, null, locale), format, locale);
    }

    private DivisionId district(DivisionId unit) {
        return divisions
                .districtOf(unit, Times.today(clock))
                .orElseThrow(() -> new NotFound("core.access.not-found"))
                .id();
    }
}
