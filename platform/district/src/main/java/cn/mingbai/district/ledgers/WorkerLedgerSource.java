package cn.mingbai.district.ledgers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.Posted;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.TrainingFact;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.coverage.DoorReader;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of 宣传员名册: who is posted as an outreach worker on the day, or left in the year before it. It stands here and
 * not in households, because it says since when each is trained. What this system does not ask for (sex, birth, schooling)
 * stays empty, as do the columns for the seals of village, town and district.
 */
@Component
@Internal
class WorkerLedgerSource implements LedgerSource {

    private final PostingDirectory postings;
    private final AreaDirectory areas;
    private final DoorReader doors;
    private final TrainingRateDirectory rates;
    private final DivisionDirectory divisions;
    private final JdbcClient jdbc;
    private final Texts texts;
    private final Clock clock;

    WorkerLedgerSource(
            PostingDirectory postings,
            AreaDirectory areas,
            DoorReader doors,
            TrainingRateDirectory rates,
            DivisionDirectory divisions,
            JdbcClient jdbc,
            Texts texts,
            Clock clock) {
        this.postings = postings;
        this.areas = areas;
        this.doors = doors;
        this.rates = rates;
        this.divisions = divisions;
        this.jdbc = jdbc;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<WorkerLedger> ledgers() {
        return List.of(WorkerLedger.values());
    }

    @Override
    public String nameKey(Ledger ledger) {
        return "district.workers.ledger";
    }

    /** Phones are shortened unless there is a reason; staff names are in clear everywhere. */
    @Override
    public boolean hasHouseholdNames(Ledger ledger) {
        return true;
    }

    @Override
    public LedgerSheet sheet(Ledger ledger, DivisionId unitId, AsOf asOf, @Nullable String reason, Locale locale) {
        var unit = divisions
                .find(unitId, asOf.day())
                .or(() -> divisions.find(unitId, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return new LedgerSheet(
                ledger,
                unitId,
                unit.name(),
                texts.get(locale, nameKey(ledger)),
                texts.get(locale, "district.workers.title", unit.name(), asOf.day()),
                asOf,
                List.of(
                        texts.get(locale, "district.workers.define-rows"),
                        texts.get(locale, "district.workers.define-households"),
                        texts.get(locale, "district.workers.define-trained"),
                        texts.get(locale, "district.workers.define-empty"),
                        texts.get(
                                locale,
                                reason == null
                                        ? "district.workers.define-phone"
                                        : "district.workers.define-phone-clear")),
                reason,
                row -> each(unitId, asOf, reason == null, locale, row));
    }

    private void each(
            DivisionId unit,
            AsOf asOf,
            boolean masked,
            Locale locale,
            Consumer<Map<String, ? extends @Nullable Object>> row) {
        var all = postings.below(unit, asOf.day().minusYears(1), asOf);
        var workers = all.stream()
                .filter(posted -> posted.duty().isOutreach())
                .collect(Collectors.groupingBy(Posted::division));
        var others = all.stream()
                .filter(posted -> !posted.duty().isOutreach() && holds(posted, asOf.day()))
                .collect(Collectors.groupingBy(Posted::person));
        var phones = phones(all);
        var trained = trained(unit, asOf);
        for (var village : divisions.subtree(unit, asOf.day())) {
            var own = workers.getOrDefault(village.id(), List.of());
            if (village.level() != Level.VILLAGE || own.isEmpty()) {
                continue;
            }
            var split = areas.of(village.id(), asOf);
            var groups = doors.byGroup(new Reach(Set.of(village.id()), Times.today(clock)), village.id(), asOf);
            var town = town(village, asOf.day());
            own.stream()
                    .sorted(Comparator.comparing((Posted posted) -> !holds(posted, asOf.day()))
                            .thenComparing(Posted::duty)
                            .thenComparing(Posted::staffNumber)
                            .thenComparing(Posted::from))
                    .forEach(posted -> {
                        Map<String, @Nullable Object> cells = new HashMap<>();
                        cells.put("town", town);
                        cells.put("village", village.name());
                        cells.put("staff-number", posted.staffNumber());
                        cells.put("name", posted.name());
                        cells.put("duty", texts.get(locale, "district.workers.duty." + posted.duty()));
                        cells.put(
                                "other-duty", other(others.getOrDefault(posted.person(), List.of()), village, locale));
                        cells.put("from", posted.from());
                        cells.put("to", posted.to().isBefore(Times.NO_END) ? posted.to() : null);
                        if (holds(posted, asOf.day())) {
                            area(cells, split, posted.person(), groups, locale);
                        }
                        var phone = phones.get(posted.person());
                        cells.put("phone", phone == null ? null : masked ? Masks.phone(phone) : phone);
                        cells.put("trained-on", trained.get(posted.person()));
                        row.accept(cells);
                    });
        }
    }

    private static boolean holds(Posted posted, LocalDate day) {
        return !posted.from().isAfter(day) && posted.to().isAfter(day);
    }

    private String town(Division village, LocalDate day) {
        return village.parent() == null
                ? ""
                : divisions.find(village.parent(), day).map(Division::name).orElse("");
    }

    private @Nullable String other(List<Posted> posted, Division village, Locale locale) {
        var there = posted.stream()
                .filter(each -> each.division().equals(village.id()))
                .map(each -> texts.get(locale, "core.duty." + each.duty()))
                .distinct()
                .collect(Collectors.joining(texts.get(locale, "district.list-comma")));
        return there.isEmpty() ? null : there;
    }

    private void area(
            Map<String, @Nullable Object> cells,
            AreaSplit split,
            PersonId person,
            List<DoorReader.OfGroup> groups,
            Locale locale) {
        var area = split.of(person);
        cells.put(
                "area",
                area.whole()
                        ? texts.get(locale, "district.workers.whole")
                        : area.own().stream()
                                        .sorted()
                                        .collect(Collectors.joining(texts.get(locale, "district.list-comma")))
                                + (area.rest() ? texts.get(locale, "district.workers.and-rest") : ""));
        cells.put(
                "households",
                groups.stream()
                        .filter(group -> area.holds(group.group()))
                        .mapToInt(DoorReader.OfGroup::due)
                        .sum());
    }

    private Map<PersonId, String> phones(List<Posted> posted) {
        var phones = new HashMap<PersonId, String>();
        var persons = posted.stream()
                .map(each -> each.person().value())
                .distinct()
                .sorted()
                .toList();
        for (var from = 0; from < persons.size(); from += 1000) {
            jdbc.sql("select id, phone from person where id in (:persons) and phone is not null and phone <> ''")
                    .param("persons", persons.subList(from, Math.min(from + 1000, persons.size())))
                    .query(row -> {
                        phones.put(new PersonId(row.getLong(1)), row.getString(2));
                    });
        }
        return phones;
    }

    // The day of the pass that completed what each had to pass, for those who have met all of it.
    private Map<PersonId, LocalDate> trained(DivisionId unit, AsOf asOf) {
        var district = divisions
                .districtOf(unit, asOf.day())
                .or(() -> divisions.districtOf(unit, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var trained = new HashMap<PersonId, LocalDate>();
        for (var verdict : rates.compute(district.id(), asOf).rate().people(unit)) {
            if (verdict.reason() == Reason.MET) {
                verdict.passes().stream()
                        .map(TrainingFact::on)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .ifPresent(day -> trained.put(verdict.person(), day));
            }
        }
        return trained;
    }
}
