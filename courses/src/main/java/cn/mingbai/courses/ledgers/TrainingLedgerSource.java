package cn.mingbai.courses.ledgers;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.ledgers.TrainingEvents.Listed;
import cn.mingbai.courses.ledgers.TrainingEvents.Recorded;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.RosterPosting;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.rate.Verdict;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.courses.trainingrate.UnitRate;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of 培训台账 and 培训汇总: the rate is computed once, records are read for a few hundred persons at a time. */
@Component
@Internal
class TrainingLedgerSource implements LedgerSource {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final int CHUNK = 500;

    private final TrainingRateDirectory rates;
    private final TrainingEvents events;
    private final PostingDirectory postings;
    private final PersonAliases aliases;
    private final DivisionDirectory divisions;
    private final Texts texts;
    private final Clock clock;

    TrainingLedgerSource(
            TrainingRateDirectory rates,
            TrainingEvents events,
            PostingDirectory postings,
            PersonAliases aliases,
            DivisionDirectory divisions,
            Texts texts,
            Clock clock) {
        this.rates = rates;
        this.events = events;
        this.postings = postings;
        this.aliases = aliases;
        this.divisions = divisions;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<TrainingLedger> ledgers() {
        return List.of(TrainingLedger.values());
    }

    @Override
    public String nameKey(Ledger ledger) {
        return name(TrainingLedger.valueOf(ledger.name()));
    }

    @Override
    public boolean hasHouseholdNames(Ledger ledger) {
        return false;
    }

    @Override
    public LedgerSheet sheet(Ledger ledger, DivisionId unitId, AsOf asOf, @Nullable String reason, Locale locale) {
        var kind = TrainingLedger.valueOf(ledger.name());
        var district = district(unitId, asOf.day());
        var unit = divisions
                .find(unitId, asOf.day())
                .or(() -> divisions.find(unitId, Times.today(clock)))
                .orElse(district);
        return new LedgerSheet(
                kind,
                unitId,
                unit.name(),
                texts.get(locale, name(kind)),
                texts.get(locale, title(kind), unit.name(), asOf.day()),
                asOf,
                definitions(kind, locale),
                null,
                row -> {
                    var computed = rates.compute(district.id(), asOf);
                    switch (kind) {
                        case TRAINING -> training(computed, unit, asOf, locale, row);
                        case SUMMARY -> summary(computed, unit, locale).forEach(row);
                    }
                });
    }

    private static String title(TrainingLedger ledger) {
        return switch (ledger) {
            case TRAINING -> "courses.ledger.title-TRAINING";
            case SUMMARY -> "courses.ledger.title-SUMMARY";
        };
    }

    private static String name(TrainingLedger ledger) {
        return switch (ledger) {
            case TRAINING -> "courses.ledger.name.TRAINING";
            case SUMMARY -> "courses.ledger.name.SUMMARY";
        };
    }

    private List<String> definitions(TrainingLedger ledger, Locale locale) {
        var keys = switch (ledger) {
            case TRAINING ->
                List.of(
                        "courses.ledger.define.rows",
                        "courses.ledger.define.class",
                        "courses.ledger.define.reversed",
                        "courses.ledger.define.reason");
            case SUMMARY ->
                List.of(
                        "courses.ledger.define.required",
                        "courses.ledger.define.took-part",
                        "courses.ledger.define.passed",
                        "courses.ledger.define.total");
        };
        return keys.stream().map(key -> texts.get(locale, key)).toList();
    }

    private List<Map<String, Object>> summary(TrainingRateDirectory.Computed computed, Division unit, Locale locale) {
        var inside = inside(computed, unit);
        var rows = new ArrayList<Map<String, Object>>();
        UnitRate whole = null;
        for (var rate : computed.units()) {
            if (rate.division().id().equals(unit.id())) {
                whole = rate;
            } else if (inside.contains(rate.division().id())) {
                rows.add(figures(rate.division().name(), rate.total(), locale));
            }
        }
        if (whole != null) {
            if (!rows.isEmpty() && whole.own().roster() > 0) {
                rows.addFirst(
                        figures(texts.get(locale, "courses.ledger.summary.own", unit.name()), whole.own(), locale));
            }
            rows.add(figures(
                    rows.isEmpty() ? unit.name() : texts.get(locale, "courses.ledger.summary.total", unit.name()),
                    whole.total(),
                    locale));
        }
        return rows;
    }

    private Map<String, Object> figures(String name, Tally tally, Locale locale) {
        var nobody = texts.get(locale, "courses.rate.nobody-due");
        Map<String, Object> row = new HashMap<>();
        row.put("unit", name);
        row.put("required", tally.counted());
        row.put("took-part", tally.tookPart().count());
        row.put("took-part-share", shown(tally.tookPart(), nobody));
        row.put("passed", tally.byRule().count());
        row.put("not-passed", tally.byRule().left());
        row.put("passed-share", shown(tally.byRule(), nobody));
        return row;
    }

    private static String shown(Share share, String nobody) {
        return share.isEmpty() ? nobody : share.percent();
    }

    /** Somebody in the ledger: what the person is, and where. */
    private record Entry(
            long person,
            String staffNumber,
            String name,
            List<RosterPosting> posts,
            @Nullable Verdict verdict) {}

    private void training(
            TrainingRateDirectory.Computed computed,
            Division unit,
            AsOf asOf,
            Locale locale,
            Consumer<Map<String, ? extends @Nullable Object>> row) {
        var units = computed.divisions().stream().collect(Collectors.toMap(Division::id, division -> division));
        var entries = entries(computed, unit, asOf);
        var merged = aliases.asKnown(asOf.knownBefore());
        var all = new LinkedHashMap<Long, Set<Long>>();
        entries.forEach(entry -> all.put(entry.person(), new LinkedHashSet<>(Set.of(entry.person()))));
        merged.forEach((person, kept) -> {
            var same = all.get(kept);
            if (same != null) {
                same.add(person);
            }
        });
        var titles = events.titles();
        var sorted = entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> code(entry, units))
                        .thenComparing(Entry::staffNumber))
                .toList();
        for (var from = 0; from < sorted.size(); from += CHUNK) {
            var chunk = sorted.subList(from, Math.min(from + CHUNK, sorted.size()));
            var persons = chunk.stream()
                    .flatMap(entry -> all.getOrDefault(entry.person(), Set.of()).stream())
                    .collect(Collectors.toSet());
            var records = events.records(persons, asOf);
            var seats = events.seats(persons, asOf);
            for (var entry : chunk) {
                var own = new ArrayList<Recorded>();
                var listed = new ArrayList<Listed>();
                all.getOrDefault(entry.person(), Set.of()).forEach(person -> {
                    own.addAll(records.getOrDefault(person, List.of()));
                    listed.addAll(seats.getOrDefault(person, List.of()));
                });
                rows(entry, own, listed, units, titles, locale).forEach(row);
            }
        }
    }

    private List<Entry> entries(TrainingRateDirectory.Computed computed, Division unit, AsOf asOf) {
        var entries = new TreeMap<Long, Entry>();
        for (var verdict : computed.rate().people(unit.id())) {
            var called = computed.names().apply(verdict.person());
            entries.put(
                    verdict.person().value(),
                    new Entry(
                            verdict.person().value(),
                            called.staffNumber(),
                            called.name(),
                            verdict.postings(),
                            verdict));
        }
        // Whoever owes nothing may have been trained all the same.
        var kept = aliases.asKnown(asOf.knownBefore());
        for (var posted : postings.below(unit.id(), asOf.day(), asOf)) {
            var person =
                    kept.getOrDefault(posted.person().value(), posted.person().value());
            var posting = new RosterPosting(
                    new PersonId(person), posted.division(), posted.duty(), posted.from(), posted.to());
            var known = entries.get(person);
            if (known == null) {
                entries.put(
                        person,
                        new Entry(
                                person, posted.staffNumber(), posted.name(), new ArrayList<>(List.of(posting)), null));
            } else if (known.verdict() == null) {
                known.posts().add(posting);
            }
        }
        return List.copyOf(entries.values());
    }

    private List<Map<String, Object>> rows(
            Entry entry,
            List<Recorded> records,
            List<Listed> seats,
            Map<DivisionId, Division> units,
            Map<String, String> titles,
            Locale locale) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var seat : seats) {
            rows.add(classRow(entry, seat, records, seats, locale));
        }
        for (var record : records) {
            if (record.kind() != TrainingKind.CLASS_ATTENDED || record.takenBack() != null) {
                rows.add(recordRow(record, locale));
            }
        }
        var done = records.stream()
                .filter(record -> record.takenBack() == null)
                .map(Recorded::course)
                .collect(Collectors.toSet());
        var verdict = entry.verdict();
        if (verdict != null && verdict.reason() != Reason.MET && verdict.reason() != Reason.LEFT) {
            for (var course : verdict.owed()) {
                if (!done.contains(course)) {
                    Map<String, Object> row = new HashMap<>();
                    row.put("title", course + " " + titles.getOrDefault(course, ""));
                    row.put("result", texts.get(locale, "courses.ledger.result.none"));
                    row.put("reason", texts.get(locale, "courses.reason." + verdict.reason()));
                    rows.add(row);
                }
            }
        }
        rows.sort(Comparator.comparing((Map<String, Object> row) -> String.valueOf(row.getOrDefault("start", "9999")))
                .thenComparing(row -> String.valueOf(row.get("title"))));
        rows.forEach(row -> row.putAll(person(entry, units, locale)));
        return rows;
    }

    private Map<String, Object> classRow(
            Entry entry, Listed seat, List<Recorded> records, List<Listed> seats, Locale locale) {
        Map<String, Object> row = new HashMap<>();
        row.put("title", seat.title());
        row.put("start", seat.day() + " " + TIME.format(seat.start()));
        row.put("end", seat.day() + " " + TIME.format(seat.end()));
        row.put("teacher", seat.teacher());
        row.put("method", texts.get(locale, "courses.record.kind.CLASS_ATTENDED"));
        if (seat.attendance() == null) {
            row.put("sign-in", texts.get(locale, "courses.ledger.sign-in.absent"));
            row.put("result", texts.get(locale, "courses.ledger.result.absent"));
            madeUp(seat, seats).ifPresent(day -> row.put("made-up", day));
            if (madeUp(seat, seats).isEmpty()) {
                row.put("reason", texts.get(locale, "courses.ledger.reason.absent"));
            }
            return row;
        }
        var group = "attendance:" + seat.attendance();
        var standing = records.stream()
                .filter(record -> record.group().equals(group) && record.takenBack() == null)
                .findFirst();
        row.put("sign-in", texts.get(locale, "courses.class.presence." + seat.how()));
        row.put("result", texts.get(locale, "courses.ledger.result.attended"));
        row.put("evidence", group);
        if (standing.isPresent()) {
            row.put("hours", standing.get().hours());
            row.put("review", texts.get(locale, "courses.ledger.review.valid"));
            note(row, standing.get(), locale);
        } else {
            row.put("review", texts.get(locale, "courses.ledger.review.no-sheet"));
        }
        return row;
    }

    private static Optional<LocalDate> madeUp(Listed missed, List<Listed> seats) {
        return seats.stream()
                .filter(seat -> seat.attendance() != null
                        && seat.makeUpOf() != null
                        && seat.makeUpOf() == missed.classSession())
                .map(Listed::day)
                .min(Comparator.naturalOrder());
    }

    private Map<String, Object> recordRow(Recorded record, Locale locale) {
        Map<String, Object> row = new HashMap<>();
        row.put("title", record.course() + " " + record.courseTitle());
        row.put("start", record.on().toString());
        row.put("end", record.on().toString());
        row.put("method", texts.get(locale, "courses.record.kind." + record.kind()));
        row.put("evidence", record.evidence());
        note(row, record, locale);
        if (record.takenBack() != null) {
            row.put("result", texts.get(locale, "courses.ledger.result.reversed"));
            row.put("review", texts.get(locale, "courses.ledger.review.reversed"));
            row.put("note", texts.get(locale, "courses.ledger.note.reversed", record.takenBack()));
            return row;
        }
        if (record.score() != null) {
            row.put("score", record.score());
        }
        row.put("result", texts.get(locale, "courses.ledger.result." + record.kind()));
        row.put("review", texts.get(locale, "courses.ledger.review.valid"));
        return row;
    }

    private void note(Map<String, Object> row, Recorded record, Locale locale) {
        if (record.enteredBy() != null) {
            row.put("note", texts.get(locale, "courses.ledger.note.entered-by", record.enteredBy()));
        }
    }

    private Map<String, Object> person(Entry entry, Map<DivisionId, Division> units, Locale locale) {
        Map<String, Object> cells = new HashMap<>();
        cells.put("name", entry.name());
        cells.put(
                "duty",
                entry.posts().stream()
                        .map(RosterPosting::duty)
                        .filter(duty -> duty != null)
                        .distinct()
                        .map(duty -> texts.get(locale, "core.duty." + duty))
                        .collect(Collectors.joining(texts.get(locale, "courses.list-comma"))));
        var at = entry.posts().stream()
                .map(posting -> units.get(posting.division()))
                .filter(division -> division != null)
                .min(Comparator.comparing(division -> division.code().value()));
        at.ifPresent(division -> {
            cells.put("department", division.name());
            for (Division step = division; step != null; step = parent(step, units)) {
                if (step.level() == Level.VILLAGE) {
                    cells.put("village", step.name());
                } else if (step.level() == Level.TOWNSHIP) {
                    cells.put("town", step.name());
                }
            }
        });
        return cells;
    }

    private static @Nullable Division parent(Division division, Map<DivisionId, Division> units) {
        return division.parent() == null ? null : units.get(division.parent());
    }

    private static String code(Entry entry, Map<DivisionId, Division> units) {
        return entry.posts().stream()
                .map(posting -> units.get(posting.division()))
                .filter(division -> division != null)
                .map(division -> division.code().value())
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    private static Set<DivisionId> inside(TrainingRateDirectory.Computed computed, Division unit) {
        var inside = new HashSet<>(Set.of(unit.id()));
        // In code order a unit stands before those below it, but a recoded one need not: repeat until nothing is added.
        var size = 0;
        while (inside.size() > size) {
            size = inside.size();
            computed.divisions().stream()
                    .filter(division -> division.parent() != null && inside.contains(division.parent()))
                    .forEach(division -> inside.add(division.id()));
        }
        return inside;
    }

    /** The district of a unit on the day, or today's for a unit that was not there yet. */
    private Division district(DivisionId unit, LocalDate day) {
        return divisions
                .districtOf(unit, day)
                .or(() -> divisions.districtOf(unit, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
