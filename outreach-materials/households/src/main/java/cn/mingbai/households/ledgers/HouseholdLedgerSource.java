package cn.mingbai.households.ledgers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.ledgers.LedgerReader.Place;
import cn.mingbai.households.ledgers.LedgerReader.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The household ledgers of a unit, read village by village: no more than one village is in memory. */
@Component
@Internal
class HouseholdLedgerSource implements LedgerSource {

    private final LedgerReader reader;
    private final CoverageDirectory coverage;
    private final DivisionDirectory divisions;
    private final CampaignDirectory campaigns;
    private final Texts texts;
    private final Clock clock;

    HouseholdLedgerSource(
            LedgerReader reader,
            CoverageDirectory coverage,
            DivisionDirectory divisions,
            CampaignDirectory campaigns,
            Texts texts,
            Clock clock) {
        this.reader = reader;
        this.coverage = coverage;
        this.divisions = divisions;
        this.campaigns = campaigns;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<HouseholdLedger> ledgers() {
        return List.of(HouseholdLedger.values());
    }

    @Override
    public String nameKey(Ledger ledger) {
        return "households.ledgers.name." + ledger.name();
    }

    @Override
    public boolean hasHouseholdNames(Ledger ledger) {
        return ledger != HouseholdLedger.MEETINGS;
    }

    @Override
    public LedgerSheet sheet(Ledger ledger, DivisionId unitId, AsOf asOf, @Nullable String reason, Locale locale) {
        var unit = unit(unitId, asOf);
        var kind = HouseholdLedger.valueOf(ledger.name());
        var definitions = new ArrayList<String>();
        definitions.add(texts.get(locale, "households.ledgers.define." + kind));
        definitions.add(texts.get(locale, "households.coverage.note"));
        if (hasHouseholdNames(kind)) {
            definitions.add(texts.get(
                    locale, reason == null ? "households.ledgers.masked" : "households.ledgers.unmasked-note"));
        }
        return new LedgerSheet(
                kind,
                unitId,
                unit.name(),
                texts.get(locale, nameKey(kind)),
                texts.get(locale, "households.ledgers.title." + kind, unit.name(), asOf.day()),
                asOf,
                definitions,
                hasHouseholdNames(kind) ? reason : null,
                row -> each(kind, unitId, asOf, reason == null, locale, row));
    }

    /** Hands over the rows of every village of a unit, in code order. */
    void each(
            HouseholdLedger ledger,
            DivisionId unit,
            AsOf asOf,
            boolean masked,
            Locale locale,
            Consumer<Map<String, ? extends @Nullable Object>> row) {
        var reading = new Reading(asOf, masked, (key, arguments) -> texts.get(locale, key, arguments));
        for (var village : coverage.of(unit, asOf)) {
            reader.rows(ledger, place(village.village(), asOf), reading).forEach(row);
        }
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
