package cn.mingbai.district.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerChoices;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Reason;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All ledgers of the modules, for whoever may export figures of a unit: their columns and their files. */
@Service
public class Ledgers {

    /** The order in which officers expect them: training, outreach, people, places, inspections. */
    private static final List<String> ORDER =
            List.of("TRAINING", "SUMMARY", "VISITS", "MEETINGS", "WORKERS", "INFORMED", "BOARDS", "INSPECTIONS");

    private final List<LedgerSource> sources;
    private final LedgerFiles files;
    private final LedgerChoices choices;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Clock clock;

    Ledgers(
            List<LedgerSource> sources,
            LedgerFiles files,
            LedgerChoices choices,
            DivisionDirectory divisions,
            Access access,
            Clock clock) {
        this.sources = List.copyOf(sources);
        this.files = files;
        this.choices = choices;
        this.divisions = divisions;
        this.access = access;
        this.clock = clock;
    }

    /**
     * A ledger that can be exported.
     *
     * @param nameKey the key of what it is called
     * @param masked whether it holds names or phones that are shortened unless there is a reason
     */
    public record Offered(Ledger ledger, String nameKey, boolean masked) {}

    /** The ledgers of all modules, in the order in which they stand in {@link #ORDER}, others after them. */
    @NotDivisionScoped("which ledgers there are is no secret")
    public List<Offered> offered() {
        access.require(Action.EXPORT_FIGURES);
        return sources.stream()
                .flatMap(source -> source.ledgers().stream()
                        .map(ledger -> new Offered(ledger, source.nameKey(ledger), source.hasHouseholdNames(ledger))))
                .sorted(Comparator.comparingInt((Offered offered) -> {
                    var at = ORDER.indexOf(offered.ledger().name());
                    return at < 0 ? ORDER.size() : at;
                }))
                .toList();
    }

    /**
     * The columns in which a unit's ledger is exported, hidden ones too, in order.
     *
     * @throws NotFound when there is no such ledger, or the unit is out of reach or lies in no district
     */
    @Transactional(readOnly = true)
    public List<ColumnChoice> columns(String ledger, DivisionId unit) {
        access.require(Action.EXPORT_FIGURES, unit);
        return choices.of(district(unit), found(ledger).ledger());
    }

    /**
     * Chooses the columns of a whole district: their order, headings, and which are hidden.
     *
     * @param columns every column of the ledger once
     * @throws NotFound when there is no such ledger or the district is out of reach
     * @throws RuleViolation when a column is missing or there twice, a heading is too long or there twice, or all are hidden
     */
    @Transactional
    public void choose(String ledger, DivisionId unit, List<ColumnChoice> columns) {
        access.require(Action.CHOOSE_LEDGER_COLUMNS, unit);
        var district = district(unit);
        access.require(Action.CHOOSE_LEDGER_COLUMNS, district);
        choices.choose(district, found(ledger).ledger(), columns);
    }

    /**
     * A ledger of a unit and everything below it as a file, names and phones shortened; leaves an audit row.
     *
     * @throws NotFound when there is no such ledger or the unit is out of reach
     */
    @Transactional
    public MadeLedger export(String ledger, DivisionId unit, AsOf asOf, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        return make(ledger, unit, asOf, null, format, locale);
    }

    /**
     * The same in clear; the reason is kept in the audit trail and stands in the file.
     *
     * @param reason why, 1 to 200 characters
     */
    @Transactional
    public MadeLedger exportUnmasked(
            String ledger, DivisionId unit, AsOf asOf, String reason, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        access.require(Action.EDIT_LEDGER, unit);
        access.requireSecondFactor();
        return make(ledger, unit, asOf, Reason.checked(reason), format, locale);
    }

    private MadeLedger make(
            String ledger, DivisionId unit, AsOf asOf, @Nullable String reason, LedgerFormat format, Locale locale) {
        var found = found(ledger);
        return files.make(found.source().sheet(found.ledger(), unit, asOf, reason, locale), format, locale);
    }

    private record Found(LedgerSource source, Ledger ledger) {}

    private Found found(String name) {
        return sources.stream()
                .flatMap(source -> source.ledgers().stream().map(ledger -> new Found(source, ledger)))
                .filter(found -> found.ledger().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private DivisionId district(DivisionId unit) {
        return divisions
                .districtOf(unit, Times.today(clock))
                .orElseThrow(() -> new NotFound("core.access.not-found"))
                .id();
    }
}
