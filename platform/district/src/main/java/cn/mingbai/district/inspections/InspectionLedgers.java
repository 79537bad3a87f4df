package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerRows;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.visits.InformedDirectory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 督导抽查表: the households of all inspections up to a day, with what was found there as it was known. */
@Component
@Internal
class InspectionLedgers implements LedgerSource {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private final InspectionRows rows;
    private final InformedDirectory informed;
    private final DivisionDirectory divisions;
    private final Texts texts;
    private final Clock clock;

    InspectionLedgers(
            InspectionRows rows, InformedDirectory informed, DivisionDirectory divisions, Texts texts, Clock clock) {
        this.rows = rows;
        this.informed = informed;
        this.divisions = divisions;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<InspectionLedger> ledgers() {
        return List.of(InspectionLedger.values());
    }

    @Override
    public String nameKey(Ledger ledger) {
        return "district.inspection.ledger.name";
    }

    @Override
    public boolean hasHouseholdNames(Ledger ledger) {
        return true;
    }

    @Override
    public LedgerSheet sheet(Ledger ledger, DivisionId unit, AsOf asOf, @Nullable String reason, Locale locale) {
        var known = divisions
                .find(unit, asOf.day())
                .or(() -> divisions.find(unit, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return sheet(
                unit,
                known.name(),
                texts.get(locale, "district.inspection.ledger.title", known.name(), asOf.day()),
                asOf,
                reason,
                locale,
                row -> each(unit, asOf, reason != null, locale, row));
    }

    /** The ledger of one inspection as it is today, with masked names. */
    LedgerSheet sheet(Inspection inspection, Locale locale) {
        var asOf = AsOf.today(clock);
        return sheet(
                inspection.unit().id(),
                inspection.unit().name(),
                texts.get(locale, "district.inspection.ledger.title-one", inspection.title()),
                asOf,
                null,
                locale,
                row -> each(inspection, inspection.unit().id(), asOf, false, locale, row));
    }

    private LedgerSheet sheet(
            DivisionId unit,
            String unitName,
            String title,
            AsOf asOf,
            @Nullable String reason,
            Locale locale,
            LedgerRows content) {
        return new LedgerSheet(
                InspectionLedger.INSPECTIONS,
                unit,
                unitName,
                texts.get(locale, "district.inspection.ledger.name"),
                title,
                asOf,
                List.of(texts.get(locale, "district.inspection.ledger.definitions")
                        .split("\\|")),
                reason,
                content);
    }

    /** One inspection after the other, so that no more than one is held. */
    private void each(
            DivisionId unit,
            AsOf asOf,
            boolean clear,
            Locale locale,
            Consumer<Map<String, ? extends @Nullable Object>> row) {
        for (var inspection : rows.touching(unit, FIRST, asOf.day().plusDays(1), asOf.knownBefore())) {
            var made = inspection.draw();
            if (made != null
                    && made.at().isBefore(asOf.knownBefore())
                    && inspection.preset().ofHouseholds()) {
                each(inspection, unit, asOf, clear, locale, row);
            }
        }
    }

    private void each(
            Inspection inspection,
            DivisionId unit,
            AsOf asOf,
            boolean clear,
            Locale locale,
            Consumer<Map<String, ? extends @Nullable Object>> row) {
        var within = new HashSet<>(rows.villages(inspection.id(), unit));
        var items = rows.items(inspection.id(), asOf.knownBefore()).stream()
                .filter(item -> within.contains(item.village()) && item.due())
                .toList();
        var heads = informed.heads(items.stream().map(InspectionItem::household).toList(), asOf.day(), clear);
        var people = new HashSet<PersonId>();
        items.forEach(item -> {
            if (item.by() != null) {
                people.add(item.by());
            }
        });
        var names = rows.names(people);
        var towns = new HashMap<DivisionId, String>();
        for (var item : items) {
            var cells = cells(inspection, item, names, asOf.day(), locale);
            cells.put("head", heads.get(item.household()));
            cells.put("town", towns.computeIfAbsent(item.village(), village -> town(village, inspection.day())));
            row.accept(cells);
        }
    }

    private String town(DivisionId village, LocalDate day) {
        return divisions.chain(village, day).stream()
                .filter(above -> above.level() == Level.TOWNSHIP)
                .map(Division::name)
                .findFirst()
                .orElse("");
    }

    private Map<String, @Nullable Object> cells(
            Inspection inspection, InspectionItem item, Map<PersonId, String> names, LocalDate day, Locale locale) {
        var cells = new HashMap<String, @Nullable Object>();
        cells.put("inspection", inspection.title());
        cells.put("village", item.villageName());
        cells.put("group", item.group());
        cells.put("number", item.number());
        cells.put(
                "leader",
                inspection.inspectors().stream()
                        .filter(Inspection.Inspector::leads)
                        .map(Inspection.Inspector::name)
                        .findFirst()
                        .orElse(null));
        cells.put(
                "part",
                texts.get(
                        locale,
                        item.part().startsWith("reported")
                                ? "district.inspection.part.reported"
                                : "district.inspection.part.unreported"));
        cells.put("place", item.place());
        cells.put("replacement", yesNo(locale, item.replacement()));
        var finding = item.finding();
        if (finding == null || finding.day().isAfter(day)) {
            cells.put("result", texts.get(locale, "district.inspection.outcome.open"));
            return cells;
        }
        cells.put("inspector", item.by() == null ? null : names.get(item.by()));
        cells.put("day", finding.day());
        cells.put("result", texts.get(locale, "district.inspection.outcome." + finding.outcome()));
        cells.put("met", met(locale, finding));
        cells.put("sheet", yesNo(locale, finding.sheetThere()));
        cells.put("informed", yesNo(locale, finding.informedMatches()));
        cells.put("answers", finding.rightAnswers());
        cells.put("phone", yesNo(locale, finding.knowsPhone()));
        var satisfaction = finding.satisfaction();
        cells.put(
                "satisfaction",
                satisfaction == null ? null : texts.get(locale, "district.inspection.satisfaction." + satisfaction));
        cells.put("signed", yesNo(locale, finding.signed()));
        cells.put("unlisted", finding.unlisted() == 0 ? null : finding.unlisted());
        if (!finding.problem().isEmpty()) {
            cells.put("problem", finding.problem());
            cells.put("deadline", finding.deadline());
            cells.put("settled", settled(item, locale));
        }
        return cells;
    }

    private String met(Locale locale, Finding finding) {
        var spokeWith = finding.spokeWith();
        return spokeWith == null || !finding.outcome().answered()
                ? Objects.requireNonNull(yesNo(locale, finding.outcome().answered()))
                : texts.get(locale, spokeWith.key());
    }

    private String settled(InspectionItem item, Locale locale) {
        if (item.settled().isEmpty()) {
            return texts.get(locale, "district.inspection.ledger.not-settled");
        }
        return item.settledOn() == null
                ? item.settled()
                : texts.get(locale, "district.inspection.settled-on", item.settledOn(), item.settled());
    }

    private @Nullable String yesNo(Locale locale, @Nullable Boolean value) {
        return value == null ? null : texts.get(locale, value ? "district.inspection.yes" : "district.inspection.no");
    }
}
