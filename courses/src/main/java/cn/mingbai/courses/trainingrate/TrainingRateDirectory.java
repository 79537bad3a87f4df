package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.Publication;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rate.Excuse;
import cn.mingbai.courses.rate.KeptRate;
import cn.mingbai.courses.rate.Population;
import cn.mingbai.courses.rate.RateFrame;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Recheck;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.rate.Unit;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.requirements.RequirementDirectory;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Computes the training rate of a district and all its units, whoever asks. What is small (units, requirements,
 * publications, re-checks, excuses, merges) is read anew each time; postings and records come from
 * {@link TrainingFacts}, so what the caller has written in an open transaction is not among them.
 */
@Component
@Internal
public class TrainingRateDirectory {

    /** A trend's days and some more; each takes a few hundred kilobytes in a large district. */
    private static final int MOST_KEPT = 48;

    private final TrainingFacts facts;
    private final DivisionDirectory divisions;
    private final RequirementDirectory requirements;
    private final PublishedCourses published;
    private final RecheckDirectory rechecks;
    private final PersonAliases aliases;
    private final JdbcClient jdbc;

    /** The days looked at last; a day that is asked for in another frame takes the place of the former. */
    private final Map<OfDay, KeptRate> kept = new LinkedHashMap<>(MOST_KEPT * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<OfDay, KeptRate> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private volatile @Nullable Units lastUnits;

    private record OfDay(DivisionId district, AsOf asOf) {}

    TrainingRateDirectory(
            TrainingFacts facts,
            DivisionDirectory divisions,
            RequirementDirectory requirements,
            PublishedCourses published,
            RecheckDirectory rechecks,
            PersonAliases aliases,
            JdbcClient jdbc) {
        this.facts = facts;
        this.divisions = divisions;
        this.requirements = requirements;
        this.published = published;
        this.rechecks = rechecks;
        this.aliases = aliases;
        this.jdbc = jdbc;
    }

    /**
     * The figures of one unit and of some units below it, found without a look at the rest: for a whole district they are
     * kept between readings and follow what changed, for a town or a village only those who were ever posted there are
     * judged. What the caller has written in an open transaction is not in them.
     *
     * @param tree a district and everything below it on {@code asOf.day()}, the district itself first
     * @param units the first of them lies above all others
     */
    public Map<DivisionId, Tally> totals(List<Division> tree, List<DivisionId> units, AsOf asOf) {
        var district = tree.getFirst().id();
        var everyone = facts.current();
        var frame = frame(tree, asOf, List.of());
        return totals(district, units, asOf, frame, everyone.population());
    }

    /** A unit with everything below it. */
    public record OfUnit(Division unit, Tally total) {}

    /** The highest units of a reach today, from districts down, with their figures as {@link #totals} finds them. */
    public List<OfUnit> tops(Reach reach, AsOf today) {
        var tops = new LinkedHashMap<DivisionId, OfUnit>();
        for (var root : reach.roots()) {
            var chain = divisions.chain(root, today.day());
            if (chain.stream().skip(1).map(Division::id).anyMatch(reach.roots()::contains)) {
                continue;
            }
            var district = chain.stream()
                    .filter(division -> division.level() == Level.COUNTY)
                    .findFirst();
            var below = district.isPresent()
                    ? List.of(chain.getFirst())
                    : divisions.subtree(root, today.day()).stream()
                            .filter(division -> division.level() == Level.COUNTY)
                            .toList();
            for (var unit : below) {
                var tree = divisions.subtree(district.orElse(unit).id(), today.day());
                tops.put(
                        unit.id(),
                        new OfUnit(unit, totals(tree, List.of(unit.id()), today).getOrDefault(unit.id(), Tally.EMPTY)));
            }
        }
        return tops.values().stream()
                .sorted(Comparator.comparing(top -> top.unit().code().value()))
                .toList();
    }

    /**
     * The figures of one unit on several days, all as known on one day. Days on which the district's tree does not hold it
     * have nobody.
     *
     * @param trees for each day what {@link #totals(List, List, AsOf)} wants, or nothing where the district was not there; days between which nothing changed should
     *     have the same list, for which everything else is then read once
     * @param last the last day or a later one, and the day of knowledge
     */
    public Map<LocalDate, Tally> onDays(SortedMap<LocalDate, List<Division>> trees, DivisionId unit, AsOf last) {
        var everyone = facts.current();
        var tallies = new HashMap<LocalDate, Tally>();
        var days = new TreeSet<LocalDate>();
        for (var entry : trees.entrySet()) {
            days.add(entry.getKey());
            var next = trees.tailMap(entry.getKey().plusDays(1));
            if (!next.isEmpty() && next.get(next.firstKey()) == entry.getValue()) {
                continue;
            }
            var tree = entry.getValue();
            if (tree.isEmpty()) {
                days.clear();
                continue;
            }
            frames(tree, days, last, List.of()).forEach((day, frame) -> {
                var asOf = new AsOf(day, last.known(), last.knownBefore());
                tallies.put(
                        day,
                        totals(tree.getFirst().id(), List.of(unit), asOf, frame, everyone.population())
                                .get(unit));
            });
            days.clear();
        }
        return tallies;
    }

    private Map<DivisionId, Tally> totals(
            DivisionId district, List<DivisionId> units, AsOf asOf, RateFrame frame, Population population) {
        if (units.getFirst().equals(district)) {
            return kept(district, frame, asOf).totals(units, population);
        }
        var known = known(district, frame, asOf);
        return known != null
                ? known.totals(units, population)
                : TrainingRate.of(asOf, frame, facts.interned(), population).totals(units.getFirst(), units);
    }

    private @Nullable KeptRate known(DivisionId district, RateFrame frame, AsOf asOf) {
        synchronized (kept) {
            var known = kept.get(new OfDay(district, asOf));
            return known != null && known.frame().equals(frame) ? known : null;
        }
    }

    private KeptRate kept(DivisionId district, RateFrame frame, AsOf asOf) {
        synchronized (kept) {
            var known = known(district, frame, asOf);
            if (known != null) {
                return known;
            }
            var anew = new KeptRate(asOf, frame, facts.interned());
            kept.put(new OfDay(district, asOf), anew);
            return anew;
        }
    }

    /** The rate of {@code district} and every unit below it, in code order, the district itself first. */
    public List<UnitRate> of(DivisionId district, AsOf asOf) {
        return compute(district, asOf).units();
    }

    /**
     * A computed rate and what it was computed over.
     *
     * @param divisions the district and everything below it on the day, in code order
     * @param rate the figures and the people behind them; for one thread
     * @param names what anyone is called, as known now
     */
    public record Computed(List<Division> divisions, TrainingRate rate, Function<PersonId, StaffName> names) {

        /** The figures of each unit, in code order, the district itself first. */
        public List<UnitRate> units() {
            return divisions.stream()
                    .map(division -> new UnitRate(division, rate.total(division.id()), rate.own(division.id())))
                    .toList();
        }
    }

    /** The rate of {@code district}, with the people behind it. */
    public Computed compute(DivisionId district, AsOf asOf) {
        return compute(district, asOf, facts.current(), List.of());
    }

    /** The same as if {@code recheck} were owed as well: who would owe it has its id among the re-checks of a course. */
    public Computed compute(DivisionId district, AsOf asOf, Recheck recheck) {
        return compute(district, asOf, facts.current(), List.of(recheck));
    }

    /**
     * The same from the tables alone, past what is kept in memory: for reports that are sealed and for verifying them. It
     * sees what others have committed, and takes about as long as the first reading after a start.
     */
    public Computed recompute(DivisionId district, AsOf asOf) {
        return compute(district, asOf, facts.fresh(), List.of());
    }

    private Computed compute(DivisionId district, AsOf asOf, TrainingFacts.Everyone everyone, List<Recheck> supposed) {
        var tree = divisions.subtree(district, asOf.day());
        return new Computed(
                tree,
                TrainingRate.of(asOf, frame(tree, asOf, supposed), facts.interned(), everyone.population()),
                everyone::name);
    }

    private RateFrame frame(List<Division> tree, AsOf asOf, List<Recheck> supposed) {
        return Objects.requireNonNull(
                frames(tree, new TreeSet<>(Set.of(asOf.day())), asOf, supposed).get(asOf.day()));
    }

    /** For each of some days on which the tree is this one the frame, as known on one day. */
    private Map<LocalDate, RateFrame> frames(
            List<Division> tree, SortedSet<LocalDate> days, AsOf known, List<Recheck> supposed) {
        var district = tree.getFirst().id();
        var units = units(tree);
        var span = new AsOf(days.last(), known.known(), known.knownBefore());
        var adrift = divisions.gone(district, days.first());
        var rules = requirements.touching(district, days.first(), span).stream()
                .map(Requirement::rule)
                .toList();
        var publications = published.all().stream()
                .filter(publication -> publication.knownBefore(known.knownBefore()))
                .toList();
        var owed = Stream.concat(
                        supposed.stream(),
                        rechecks.known(known.knownBefore()).stream().map(cn.mingbai.courses.publication.Recheck::rule))
                .toList();
        var excuses = excuses(days.first(), span);
        var merges = aliases.asKnown(known.knownBefore());
        var frames = new HashMap<LocalDate, RateFrame>();
        for (var day : days) {
            frames.put(
                    day,
                    new RateFrame(
                            units,
                            adrift,
                            rules.stream().filter(rule -> rule.on(day)).toList(),
                            publications.stream()
                                    .filter(publication -> publication.on(day))
                                    .map(Publication::course)
                                    .collect(Collectors.toSet()),
                            owed,
                            excuses.stream().filter(excuse -> excuse.on(day)).toList(),
                            merges));
        }
        return frames;
    }

    /** A tree and its units: of the same tree the same list, so that frames are compared at a glance. */
    private record Units(List<Division> tree, List<Unit> units) {}

    private List<Unit> units(List<Division> tree) {
        var known = lastUnits;
        if (known == null || known.tree() != tree) {
            var ids = tree.stream().map(Division::id).collect(Collectors.toSet());
            known = new Units(
                    tree,
                    tree.stream()
                            .map(division ->
                                    new Unit(division.id(), ids.contains(division.parent()) ? division.parent() : null))
                            .toList());
            lastUnits = known;
        }
        return known.units();
    }

    private List<Excuse> excuses(LocalDate first, AsOf asOf) {
        return jdbc.sql("""
                select person_id, reason, valid_from, valid_to, basis from training_excuse
                where valid_from <= :day and valid_to > :first and recorded_at < :known and superseded_at >= :known
                order by id
                """)
                .param("day", asOf.day())
                .param("first", first)
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> new Excuse(
                        new PersonId(row.getLong(1)),
                        Reason.valueOf(row.getString(2)),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class),
                        row.getString(5)))
                .list();
    }
}
