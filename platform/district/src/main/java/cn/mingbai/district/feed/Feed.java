package cn.mingbai.district.feed;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.district.feed.FeedKeys.Key;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What other systems read by a key: units, both rates, ledgers. A key opens the units that it was given and what lies below
 * them; anything else is not found, whether it exists or not. Every call leaves an audit row under the name of the officer
 * who made the key.
 */
@Service
public class Feed {

    /** The most rows of a page. */
    public static final int LARGEST_PAGE = 1000;

    private static final String KEY = "the key says which units it opens";
    private static final int LAST_PAGE = 10_000;
    private static final Locale WORDS = Locale.SIMPLIFIED_CHINESE;

    private final FeedKeys keys;
    private final Access access;
    private final DivisionDirectory divisions;
    private final TrainingRateDirectory training;
    private final CoverageDirectory coverage;
    private final List<LedgerSource> sources;
    private final LedgerFiles files;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;

    Feed(
            FeedKeys keys,
            Access access,
            DivisionDirectory divisions,
            TrainingRateDirectory training,
            CoverageDirectory coverage,
            List<LedgerSource> sources,
            LedgerFiles files,
            Texts texts,
            Audit audit,
            Clock clock) {
        this.keys = keys;
        this.access = access;
        this.divisions = divisions;
        this.training = training;
        this.coverage = coverage;
        this.sources = List.copyOf(sources);
        this.files = files;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
    }

    /** A unit; {@code parent} is null where the key does not open the unit above. */
    public record Unit(
            long id,
            String code,
            String name,
            Level level,
            @Nullable Long parent) {}

    /** Units on a day. */
    public record Units(LocalDate day, List<Unit> units) {}

    /**
     * So many of so many.
     *
     * @param percent floored to one decimal, 100% only when all are there, null when {@code of} is 0
     */
    public record Part(long count, long of, @Nullable String percent) {

        static Part of(Share share) {
            return new Part(share.count(), share.of(), share.isEmpty() ? null : share.percent());
        }
    }

    /**
     * The training of a unit's people.
     *
     * @param roster everybody posted there
     * @param byRule 规定口径
     * @param everyone 全员口径
     */
    public record Training(int roster, Part byRule, Part everyone, Part tookPart, Part stillValid) {}

    /**
     * How far the policy has reached a unit's households.
     *
     * @param ledger due and excluded
     * @param villagesWithoutWorker villages without an outreach worker A
     */
    public record Outreach(
            long ledger,
            long excluded,
            Part reached,
            Part named,
            Part confirmed,
            Part checked,
            int villagesWithoutWorker) {}

    /** Both rates of a unit. */
    public record UnitRates(Unit unit, Training training, Outreach outreach) {}

    /** Both rates of units on a day as known on another. */
    public record Rates(LocalDate day, LocalDate known, List<UnitRates> units) {}

    /** A column; {@code heading} is its usual heading. */
    public record ColumnTold(String key, String heading) {}

    /** A ledger that can be read. */
    public record LedgerTold(String ledger, String name, List<ColumnTold> columns) {}

    /** All ledgers that can be read. */
    public record LedgersTold(List<LedgerTold> ledgers) {}

    /**
     * Some rows of a ledger.
     *
     * @param rows the cells by the columns' keys; a column without a cell is missing
     * @param next the next page, or null when this is the last
     */
    public record Page(
            String ledger,
            Unit unit,
            LocalDate day,
            LocalDate known,
            boolean namesMasked,
            int page,
            List<Map<String, Object>> rows,
            @Nullable Integer next) {}

    /**
     * The units that a key opens, in code order.
     *
     * @throws AccessRefused when the key is unknown, expired or withdrawn
     */
    @NotDivisionScoped(KEY)
    @Transactional
    public Units units(String key, @Nullable LocalDate day) {
        var opened = keys.open(key);
        var asOf = asOf(day, null);
        var roots = keys.roots(opened.id());
        log(opened, "feed.units", roots, "as of " + asOf.day());
        var found = below(roots, asOf.day());
        var ids = found.stream().map(Division::id).collect(Collectors.toSet());
        return new Units(
                asOf.day(), found.stream().map(division -> unit(division, ids)).toList());
    }

    /**
     * Both rates of a unit and everything below it, or of all that the key opens, in code order.
     *
     * @param unit a unit's id, or null for all
     * @throws AccessRefused when the key is unknown, expired or withdrawn
     * @throws NotFound when the key does not open the unit
     * @throws RuleViolation when a day lies in the future, or the known day before the day
     */
    @NotDivisionScoped(KEY)
    @Transactional
    public Rates rates(String key, @Nullable Long unit, @Nullable LocalDate day, @Nullable LocalDate known) {
        var opened = keys.open(key);
        var asOf = asOf(day, known);
        var roots = unit == null ? keys.roots(opened.id()) : List.of(covered(opened, unit));
        log(opened, "feed.rates", roots, words(asOf));
        var found = below(roots, asOf.day());
        var ids = found.stream().map(Division::id).collect(Collectors.toSet());
        var tallies = tallies(found, asOf);
        var figures = new HashMap<DivisionId, Figures>();
        var withoutWorker = new HashMap<DivisionId, Integer>();
        add(found, roots, asOf, figures, withoutWorker);
        return new Rates(
                asOf.day(),
                asOf.known(),
                found.stream()
                        .map(division -> new UnitRates(
                                unit(division, ids),
                                training(tallies.getOrDefault(division.id(), Tally.EMPTY)),
                                outreach(
                                        figures.getOrDefault(division.id(), Figures.NONE),
                                        withoutWorker.getOrDefault(division.id(), 0))))
                        .toList());
    }

    private Map<DivisionId, Tally> tallies(List<Division> units, AsOf asOf) {
        var districts = new LinkedHashSet<DivisionId>();
        units.forEach(unit ->
                divisions.districtOf(unit.id(), asOf.day()).ifPresent(district -> districts.add(district.id())));
        var tallies = new HashMap<DivisionId, Tally>();
        for (var district : districts) {
            training.of(district, asOf)
                    .forEach(rate -> tallies.put(rate.division().id(), rate.total()));
        }
        return tallies;
    }

    // Upper figures are sums of villages; a root below another one is counted once.
    private void add(
            List<Division> units,
            List<DivisionId> roots,
            AsOf asOf,
            Map<DivisionId, Figures> figures,
            Map<DivisionId, Integer> withoutWorker) {
        var parents = new HashMap<DivisionId, DivisionId>();
        units.forEach(unit -> {
            if (unit.parent() != null) {
                parents.put(unit.id(), unit.parent());
            }
        });
        var ids = units.stream().map(Division::id).collect(Collectors.toSet());
        var seen = new HashSet<DivisionId>();
        for (var root : roots) {
            for (var village : coverage.of(root, asOf)) {
                if (!seen.add(village.village().id())) {
                    continue;
                }
                DivisionId at = village.village().id();
                while (at != null && ids.contains(at)) {
                    figures.merge(at, village.figures(), Figures::plus);
                    withoutWorker.merge(at, village.outreachWorker() ? 0 : 1, Integer::sum);
                    at = parents.get(at);
                }
            }
        }
    }

    private static Training training(Tally tally) {
        return new Training(
                tally.roster(),
                Part.of(tally.byRule()),
                Part.of(tally.everyone()),
                Part.of(tally.tookPart()),
                Part.of(tally.stillValid()));
    }

    private static Outreach outreach(Figures figures, int withoutWorker) {
        return new Outreach(
                figures.ledger(),
                figures.excludedInAll(),
                Part.of(figures.reached()),
                Part.of(figures.named()),
                Part.of(figures.confirmed()),
                Part.of(figures.checked()),
                withoutWorker);
    }

    /**
     * The ledgers that can be read, with their columns.
     *
     * @throws AccessRefused when the key is unknown, expired or withdrawn
     */
    @NotDivisionScoped(KEY)
    @Transactional
    public LedgersTold ledgers(String key) {
        var opened = keys.open(key);
        log(opened, "feed.ledgers", keys.roots(opened.id()), "list");
        return new LedgersTold(sources.stream()
                .flatMap(source -> source.ledgers().stream()
                        .map(ledger -> new LedgerTold(
                                ledger.name(),
                                texts.get(WORDS, source.nameKey(ledger)),
                                ledger.columns().stream()
                                        .map(column -> new ColumnTold(column, texts.get(WORDS, ledger.heading(column))))
                                        .toList())))
                .toList());
    }

    /**
     * A page of a ledger of a unit and everything below it. A page is read up to its last row each time: for a whole
     * district take {@link #csv}.
     *
     * @param page from 1
     * @param size how many rows, 1 to {@value #LARGEST_PAGE}
     * @throws AccessRefused when the key is unknown, expired or withdrawn
     * @throws NotFound when there is no such ledger or the key does not open the unit
     * @throws RuleViolation when a day, the page or the size is not as it must be
     */
    @NotDivisionScoped(KEY)
    @Transactional
    public Page page(
            String key,
            String ledger,
            long unit,
            @Nullable LocalDate day,
            @Nullable LocalDate known,
            int page,
            int size) {
        var opened = keys.open(key);
        if (page < 1 || page > LAST_PAGE) {
            throw new RuleViolation("district.feed.page-form", LAST_PAGE);
        }
        if (size < 1 || size > LARGEST_PAGE) {
            throw new RuleViolation("district.feed.size-form", LARGEST_PAGE);
        }
        var asOf = asOf(day, known);
        var sheet = sheet(opened, ledger, covered(opened, unit), asOf);
        var rows = new ArrayList<Map<String, Object>>();
        var more = rows(sheet, opened, (long) (page - 1) * size, size, rows);
        log(
                opened,
                "feed.ledger",
                List.of(sheet.unit()),
                ledger + ", page " + page + ", " + words(asOf) + names(opened));
        return new Page(
                ledger,
                unit(
                        divisions
                                .find(sheet.unit(), asOf.day())
                                .orElseGet(() -> divisions.get(sheet.unit(), Times.today(clock))),
                        Set.of()),
                asOf.day(),
                asOf.known(),
                opened.namesReason() == null,
                page,
                rows,
                more ? page + 1 : null);
    }

    /** Thrown to say that enough was read; nobody sees it. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    private static boolean rows(LedgerSheet sheet, Key key, long from, int size, List<Map<String, Object>> rows) {
        var at = new long[1];
        try {
            sheet.rows().each(cells -> {
                var number = at[0]++;
                if (number < from) {
                    return;
                }
                if (rows.size() == size) {
                    throw new Enough();
                }
                var told = new LinkedHashMap<String, Object>();
                for (var column : sheet.ledger().columns()) {
                    var cell = cell(sheet.ledger(), column, cells.get(column), number + 1, key);
                    if (cell != null) {
                        told.put(column, cell instanceof LocalDate day ? day.toString() : cell);
                    }
                }
                rows.add(told);
            });
            return false;
        } catch (Enough enough) {
            return true;
        }
    }

    private static @Nullable Object cell(Ledger ledger, String column, @Nullable Object cell, long serial, Key key) {
        if (cell == null && column.equals(ledger.serial())) {
            return serial;
        }
        if (cell == null || key.namesReason() != null) {
            return cell;
        }
        if (ledger.remarks().contains(column)) {
            return null;
        }
        return ledger.staffNames().contains(column) ? Masks.name(cell.toString()) : cell;
    }

    /**
     * A ledger of a unit and everything below it as .csv with the columns' keys for headings, nothing above or below.
     *
     * @throws AccessRefused when the key is unknown, expired or withdrawn
     * @throws NotFound when there is no such ledger or the key does not open the unit
     * @throws RuleViolation when a day is not as it must be
     */
    @NotDivisionScoped(KEY)
    @Transactional
    public MadeLedger csv(String key, String ledger, long unit, @Nullable LocalDate day, @Nullable LocalDate known) {
        var opened = keys.open(key);
        var asOf = asOf(day, known);
        var sheet = sheet(opened, ledger, covered(opened, unit), asOf);
        var made = files.plain(sheet, (column, cell, serial) -> cell(sheet.ledger(), column, cell, serial, opened));
        log(
                opened,
                "feed.ledger",
                List.of(sheet.unit()),
                ledger + ", csv, " + made.rows() + " rows, " + words(asOf) + names(opened));
        return made;
    }

    private LedgerSheet sheet(Key key, String name, DivisionId unit, AsOf asOf) {
        for (var source : sources) {
            for (var ledger : source.ledgers()) {
                if (ledger.name().equals(name)) {
                    return source.sheet(ledger, unit, asOf, key.namesReason(), WORDS);
                }
            }
        }
        throw new NotFound("core.access.not-found");
    }

    private DivisionId covered(Key key, long unit) {
        var id = new DivisionId(unit);
        if (!access.covers(new Reach(Set.copyOf(keys.roots(key.id())), Times.today(clock)), id)) {
            throw new NotFound("core.access.not-found");
        }
        return id;
    }

    private AsOf asOf(@Nullable LocalDate day, @Nullable LocalDate known) {
        var today = Times.today(clock);
        var on = day == null ? today : day;
        var by = known == null ? today : known;
        if (on.isAfter(today) || by.isAfter(today)) {
            throw new RuleViolation("district.feed.future", today);
        }
        return new AsOf(on, by);
    }

    private List<Division> below(List<DivisionId> roots, LocalDate day) {
        var found = new LinkedHashMap<DivisionId, Division>();
        roots.forEach(
                root -> divisions.subtree(root, day).forEach(division -> found.putIfAbsent(division.id(), division)));
        return found.values().stream()
                .sorted(java.util.Comparator.comparing(
                        division -> division.code().value()))
                .toList();
    }

    private static Unit unit(Division division, Set<DivisionId> opened) {
        var parent = division.parent();
        return new Unit(
                division.id().value(),
                division.code().value(),
                division.name(),
                division.level(),
                parent == null || !opened.contains(parent) ? null : parent.value());
    }

    private static String words(AsOf asOf) {
        return "as of " + asOf.day() + " known " + asOf.known();
    }

    private static String names(Key key) {
        return key.namesReason() == null ? ", masked" : ": " + key.namesReason();
    }

    private void log(Key key, String what, List<DivisionId> units, String details) {
        audit.recordFor(
                key.issuedBy(),
                key.label(),
                what,
                "feed key " + key.id().value(),
                units.size() == 1 ? units.getFirst() : null,
                details);
    }
}
