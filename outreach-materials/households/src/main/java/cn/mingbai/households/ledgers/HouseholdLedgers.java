package cn.mingbai.households.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.ledger.Reason;
import cn.mingbai.households.ledgers.LedgerReader.Place;
import cn.mingbai.households.ledgers.LedgerReader.Reading;
import java.time.Clock;
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

    private final LedgerReader reader;
    private final CoverageDirectory coverage;
    private final DivisionDirectory divisions;
    private final CampaignDirectory campaigns;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    HouseholdLedgers(
            LedgerReader reader,
            CoverageDirectory coverage,
            DivisionDirectory divisions,
            CampaignDirectory campaigns,
            Texts texts,
            Access access,
            Audit audit,
            Clock clock) {
        this.reader = reader;
        this.coverage = coverage;
        this.divisions = divisions;
        this.campaigns = campaigns;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
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
        return new Shown(rows(ledger, village, asOf, true, locale));
    }

    /**
     * A ledger of a unit and everything below it as .xlsx, names masked; leaves an audit row.
     *
     * @throws NotFound when the unit is out of reach
     */
    @Transactional
    public byte[] export(HouseholdLedger ledger, DivisionId unit, AsOf asOf, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        return export(ledger, unit, asOf, locale, null);
    }

    /**
     * The same with the names of heads and informed members in clear; the reason is kept in the audit trail and stands in
     * the file.
     *
     * @param reason why, 1 to 200 characters
     */
    @Transactional
    public byte[] exportUnmasked(HouseholdLedger ledger, DivisionId unit, AsOf asOf, String reason, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        access.require(Action.EDIT_LEDGER, unit);
        return export(ledger, unit, asOf, locale, Reason.checked(reason));
    }

    private byte[] export(
            HouseholdLedger ledger, DivisionId unitId, AsOf asOf, Locale locale, @Nullable String reason) {
        var unit = unit(unitId, asOf);
        var rows = rows(ledger, unitId, asOf, reason == null, locale);
        var numbered = new ArrayList<List<@Nullable Object>>();
        for (var row : rows) {
            var line = new ArrayList<@Nullable Object>();
            line.add(numbered.size() + 1);
            line.addAll(row);
            numbered.add(line);
        }
        var headings = new ArrayList<String>();
        headings.add(texts.get(locale, "households.ledgers.serial"));
        ledger.columns().forEach(column -> headings.add(texts.get(locale, ledger.heading(column))));
        var definitions = new ArrayList<String>();
        definitions.add(texts.get(locale, "households.ledgers.define." + ledger));
        definitions.add(texts.get(locale, "households.coverage.note"));
        definitions.add(
                reason == null
                        ? texts.get(locale, "households.ledgers.masked")
                        : texts.get(locale, "households.ledgers.unmasked", reason));
        var table = new SheetTable(
                texts.get(locale, "households.ledgers.title." + ledger, unit.name(), asOf.day()),
                headings,
                numbered,
                ExportFooter.lines(
                        texts, locale, unit.name(), asOf, access.caller().name(), definitions));
        audit.record(
                reason == null ? "household.export" : "household.export-unmasked",
                "ledger " + ledger,
                unitId,
                rows.size() + " rows, as of " + asOf.day() + " known " + asOf.known()
                        + (reason == null ? ", masked" : ": " + reason));
        return SheetWriter.xlsx(texts.get(locale, "households.ledgers.name." + ledger), table);
    }

    private List<List<@Nullable Object>> rows(
            HouseholdLedger ledger, DivisionId unit, AsOf asOf, boolean masked, Locale locale) {
        var reading = new Reading(asOf, masked, (key, arguments) -> texts.get(locale, key, arguments));
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var village : coverage.of(unit, asOf)) {
            for (var cells : reader.rows(ledger, place(village.village(), asOf), reading)) {
                var row = new ArrayList<@Nullable Object>();
                ledger.columns().forEach(column -> row.add(cells.get(column)));
                rows.add(row);
            }
        }
        return rows;
    }

    private Place place(Division village, AsOf asOf) {
        var town = village.parent() == null
                ? ""
                : divisions
                        .find(village.parent(), asOf.day())
                        .map(Division::name)
                        .orElse("");
        return new Place(
                village,
                town,
                divisions
                        .districtOf(village.id(), asOf.day())
                        .map(Division::name)
                        .orElse(""),
                campaigns
                        .covering(village.id(), asOf.day())
                        .map(campaign -> campaign.name())
                        .orElse(""));
    }

    private Division unit(DivisionId unit, AsOf asOf) {
        return divisions
                .find(unit, asOf.day())
                .or(() -> divisions.find(unit, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
