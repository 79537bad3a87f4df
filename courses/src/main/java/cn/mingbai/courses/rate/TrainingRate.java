package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The training rate on day D, as known on day K: of the people whose posting on D falls under a requirement, how many
 * had met all of it by D.
 *
 * <p><b>Who, and where.</b> People count in the unit they belonged to on D, in the tree of D. Two postings do not make two
 * people: a person posted in two villages is listed once in each of them and counted once in every unit above, where all
 * that the postings below that unit owe must be met. So the rows of the units below add up to the unit's roster plus
 * {@link Tally#repeats()}. Merged records are one person from the day on which the merge became known. A posting at a
 * place that is gone counts at the root of the tree, as somebody whose unit is unknown.
 *
 * <p><b>What is owed.</b> The courses of every requirement in force on D for the person's duty, set at the unit or above
 * it, as far as they were published on D; a requirement none of whose courses was published is owed by nobody. A course
 * asked for by several requirements must meet them all. A course is met by a pass (or, where the requirement says so, by
 * attending a class) up to D in the requirement's {@link Window}. After a break of more than {@link #BREAK_DAYS} days
 * without any posting, passes from before it no longer count: the old ones stay in the history, and newcomers' days run
 * anew.
 *
 * <p><b>Reasons</b> are tried in this order: left; met (whoever has passed is counted, excused or not); long leave;
 * exempt; an excuse without a basis, an unknown duty or an unknown unit (data incomplete); new in grace; nothing is
 * missing but the day of a pass (data incomplete); not met. Newcomers' days run from the first day of the present service
 * on which the person fell under any requirement in force on D for that course anywhere in the tree, so that neither a
 * transfer inside the district nor the merging of the unit into another starts them anew.
 *
 * <p><b>Three shares, never mixed</b>, all over the people who count by rule: 参训率 (any record of an owed course in its
 * window), 合格率 (everything met) and 在有效期人数比例 (every owed course has a pass valid on D, and no re-check of it is
 * past due). In the second year of a yearly requirement somebody can be valid and not yet have met it.
 *
 * <p>Not safe for several threads at once. The tallies are counted when the first is asked for.
 */
public final class TrainingRate {

    /** Up to so many days without a posting are a transfer; more are leaving and coming back. */
    public static final int BREAK_DAYS = 30;

    private final RateTree tree;
    private final Judge judge;
    private final Population population;

    /** One entry in place of those who are the same human being, by the id that was kept. */
    private final TreeMap<Long, PersonFacts> joined = new TreeMap<>();

    /** For each of those, and for the ones that were kept, the id that was kept. */
    private final Map<Long, Long> keptBy = new HashMap<>();

    /** Whoever stands in {@link #joined} instead. */
    private final Set<Long> gone = new HashSet<>();

    private @Nullable Counts counts;

    private TrainingRate(RateTree tree, Judge judge, Population population) {
        this.tree = tree;
        this.judge = judge;
        this.population = population;
        join(judge.merges());
    }

    /** Computes the rate of every unit of the tree. */
    public static TrainingRate of(AsOf asOf, Facts facts) {
        var interned = new Interned();
        var tree = new HashSet<DivisionId>();
        facts.units().forEach(unit -> tree.add(unit.id()));
        var adrift = new HashSet<DivisionId>();
        var builders = new TreeMap<Long, PersonFacts.Builder>();
        for (var posting : facts.postings()) {
            builders.computeIfAbsent(posting.person().value(), PersonFacts.Builder::new)
                    .posting(
                            interned,
                            posting.division(),
                            posting.duty(),
                            posting.from(),
                            posting.to(),
                            Instant.EPOCH,
                            null);
            if (!tree.contains(posting.division()) && !facts.elsewhere().contains(posting.division())) {
                adrift.add(posting.division());
            }
        }
        var reversed = new HashMap<Long, Instant>();
        for (var fact : facts.training()) {
            if (fact.reversalOf() != null) {
                reversed.merge(fact.reversalOf(), fact.recordedAt(), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        for (var fact : facts.training()) {
            if (fact.reversalOf() == null) {
                builders.computeIfAbsent(fact.person().value(), PersonFacts.Builder::new)
                        .record(
                                interned,
                                fact.id(),
                                fact.course(),
                                fact.version(),
                                fact.kind(),
                                fact.on(),
                                fact.score(),
                                fact.recheck(),
                                fact.recordedAt(),
                                reversed.get(fact.id()));
            }
        }
        var merges = new HashMap<Long, Long>();
        facts.merges().forEach((person, kept) -> merges.put(person.value(), kept.value()));
        return of(
                asOf,
                new RateFrame(
                        facts.units(),
                        adrift,
                        facts.rules(),
                        facts.published(),
                        facts.rechecks(),
                        facts.excuses(),
                        merges),
                interned,
                Population.of(builders.values().stream()
                        .map(PersonFacts.Builder::build)
                        .toList()));
    }

    /**
     * Computes the rate from facts that are kept in memory.
     *
     * @param interned the numbers that {@code people} use
     */
    public static TrainingRate of(AsOf asOf, RateFrame frame, Interned interned, Population people) {
        var tree = new RateTree(frame.units());
        return new TrainingRate(tree, new Judge(asOf, tree, frame, interned), people);
    }

    /** The same of other people, or null when their facts use numbers that are not known here; one of both at a time. */
    @Nullable
    TrainingRate of(Population people) {
        return judge.isUpToDate() ? new TrainingRate(tree, judge, people) : null;
    }

    /** The unit with everything below it: distinct persons. */
    public Tally total(DivisionId unit) {
        var number = tree.number(unit);
        return number < 0 ? Tally.EMPTY : counts().total(number);
    }

    /** The people posted at the unit itself. */
    public Tally own(DivisionId unit) {
        var number = tree.number(unit);
        return number < 0 ? Tally.EMPTY : counts().own(number);
    }

    /**
     * What {@link #total} answers for a unit and some of those below it, found by a look at nobody but the people who were
     * ever posted in it.
     *
     * @param top above all of them, or one of them
     * @param units one that is not below {@code top} has nobody
     */
    public Map<DivisionId, Tally> totals(DivisionId top, Collection<DivisionId> units) {
        var from = tree.number(top);
        var totals = new HashMap<DivisionId, Tally>();
        units.forEach(unit -> totals.put(unit, Tally.EMPTY));
        if (from >= 0) {
            var counted = from == 0 || counts != null ? counts() : counted(from);
            for (var unit : units) {
                var number = tree.number(unit);
                if (number >= 0 && tree.isBelow(number, from)) {
                    totals.put(unit, counted.total(number));
                }
            }
        }
        return totals;
    }

    /** The people behind {@link #total}, each once, in the order of their ids. */
    public List<Verdict> people(DivisionId unit) {
        return people(unit, false);
    }

    /** The people behind {@link #own}, each once, in the order of their ids. */
    public List<Verdict> ownPeople(DivisionId unit) {
        return people(unit, true);
    }

    /** How one person stands in a unit and everything below it, if on its roster. */
    public Optional<Verdict> person(DivisionId unit, PersonId person) {
        var number = tree.number(unit);
        var at = population.find(person.value());
        var facts = joined.getOrDefault(
                person.value(), at < 0 || gone.contains(person.value()) ? null : population.get(at));
        if (number < 0 || facts == null) {
            return Optional.empty();
        }
        judge.read(facts);
        return Optional.ofNullable(verdict(number, tree.end(number)));
    }

    private List<Verdict> people(DivisionId unit, boolean isOwn) {
        var number = tree.number(unit);
        var verdicts = new ArrayList<Verdict>();
        if (number >= 0) {
            var end = isOwn ? number + 1 : tree.end(number);
            var places = judge.placesOf(number, end);
            for (var at = 0; at < population.size(); at++) {
                if (population.isAt(at, places) && !isJoined(population.get(at))) {
                    add(verdicts, population.get(at), number, end);
                }
            }
            if (!joined.isEmpty()) {
                joined.values().forEach(facts -> add(verdicts, facts, number, end));
                verdicts.sort(
                        Comparator.comparingLong(verdict -> verdict.person().value()));
            }
        }
        return List.copyOf(verdicts);
    }

    private void add(List<Verdict> verdicts, PersonFacts facts, int number, int end) {
        judge.read(facts);
        var verdict = verdict(number, end);
        if (verdict != null) {
            verdicts.add(verdict);
        }
    }

    private boolean isJoined(PersonFacts facts) {
        return !gone.isEmpty() && gone.contains(facts.person());
    }

    private @Nullable Verdict verdict(int number, int end) {
        var low = judge.endBefore(number, 0);
        var high = judge.endBefore(end, low);
        return low == high ? null : judge.verdict(low, high);
    }

    RateTree tree() {
        return tree;
    }

    /** Everyone, counted in every unit. */
    Counts counts() {
        var known = counts;
        if (known != null) {
            return known;
        }
        var anew = new Counts(tree);
        for (var facts : population.people()) {
            if (!isJoined(facts)) {
                count(anew, facts, 0, 1);
            }
        }
        joined.values().forEach(facts -> count(anew, facts, 0, 1));
        counts = anew;
        return anew;
    }

    /** The people of one unit, counted there and below. */
    private Counts counted(int from) {
        var counted = new Counts(tree);
        var places = judge.placesOf(from, tree.end(from));
        for (var at = 0; at < population.size(); at++) {
            if (population.isAt(at, places) && !isJoined(population.get(at))) {
                count(counted, population.get(at), from, 1);
            }
        }
        joined.values().forEach(facts -> count(counted, facts, from, 1));
        return counted;
    }

    /**
     * Counts some people in every unit, each once and with all records of the same human being; who is nobody here is
     * passed over.
     *
     * @param change 1, or −1 to take them out again
     */
    void count(Counts into, Collection<Long> persons, int change) {
        var human = new HashSet<Long>();
        for (var person : persons) {
            human.add(keptBy.getOrDefault(person, person));
        }
        for (var person : human) {
            var at = population.find(person);
            var facts = joined.getOrDefault(person, at < 0 ? null : population.get(at));
            if (facts != null) {
                count(into, facts, 0, change);
            }
        }
    }

    private void count(Counts into, PersonFacts facts, int from, int change) {
        judge.read(facts);
        into.add(judge, from, tree.end(from), change);
    }

    /** Puts one entry in place of those who are the same human being. */
    private void join(Map<Long, Long> merges) {
        var groups = new HashMap<Long, List<PersonFacts>>();
        keptBy.putAll(merges);
        for (var kept : merges.values()) {
            groups.put(kept, new ArrayList<>());
            keptBy.put(kept, kept);
        }
        keptBy.forEach((person, kept) -> {
            var at = population.find(person);
            if (at >= 0) {
                groups.computeIfAbsent(kept, key -> new ArrayList<>()).add(population.get(at));
                gone.add(person);
            }
        });
        groups.forEach((kept, same) -> joined.put(kept, PersonFacts.joined(kept, same)));
    }
}
