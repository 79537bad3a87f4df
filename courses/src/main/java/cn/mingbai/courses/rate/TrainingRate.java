package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The training rate on day D, as known on day K: of the people whose posting on D falls under a requirement, how many
 * had met all of it by D.
 *
 * <p>People count in the unit they belonged to on D. Two postings do not make two people: a person posted in two
 * villages is listed once in each of them and counted once in every unit above, where all that the postings below that
 * unit owe must be met. So the rows of the units below add up to the unit's roster plus {@link Tally#repeats()}.
 *
 * <p>The reasons are tried in this order: left; met (whoever has passed is counted, excused or not); long leave;
 * exempt; an excuse without a basis, an unknown duty or an unknown unit (data incomplete); new in grace; a pass without
 * a date (data incomplete); not met.
 *
 * <p>Newcomers' days run from the first day on which the person fell under any requirement in force on D for that
 * course anywhere in the tree, so that a transfer inside the district does not start them anew.
 */
public final class TrainingRate {

    private static final Comparator<TrainingFact> EARLIEST = Comparator.comparing(
                    TrainingFact::on, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(TrainingFact::recordedAt)
            .thenComparingLong(TrainingFact::id);

    private static final Comparator<RosterPosting> IN_ORDER = Comparator.comparing(RosterPosting::from)
            .thenComparing(RosterPosting::to)
            .thenComparingLong(posting -> posting.division().value())
            .thenComparing(RosterPosting::duty, Comparator.nullsLast(Comparator.naturalOrder()));

    private final LocalDate day;
    private final DivisionId root;
    private final Map<DivisionId, Unit> units = new HashMap<>();
    private final Map<DivisionId, List<DivisionId>> children = new HashMap<>();
    private final List<CourseRule> rules;
    /** For each person and course the first pass that counts, or one without a date. */
    private final Map<PersonId, Map<String, TrainingFact>> passes;

    private final Map<PersonId, List<Excuse>> excuses;
    private final Map<PersonId, Map<String, LocalDate>> firstDayUnder = new HashMap<>();
    private final Map<DivisionId, Listed> own = new HashMap<>();
    private final Map<DivisionId, Listed> total = new HashMap<>();

    /** The roster of a unit, one entry per person, and how many persons there owe nothing. */
    private record Listed(Map<PersonId, Verdict> verdicts, int withoutRequirement) {}

    private TrainingRate(AsOf asOf, Facts facts) {
        this.day = asOf.day();
        facts.units().forEach(unit -> units.put(unit.id(), unit));
        DivisionId found = null;
        for (var unit : facts.units()) {
            if (unit.parent() == null || !units.containsKey(unit.parent())) {
                if (found != null) {
                    throw new IllegalArgumentException("expected one root, but got " + found.value() + " and "
                            + unit.id().value());
                }
                found = unit.id();
            } else {
                children.computeIfAbsent(unit.parent(), key -> new ArrayList<>())
                        .add(unit.id());
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("expected a tree of units, but got none");
        }
        this.root = found;
        this.rules = facts.rules().stream()
                .filter(rule -> rule.on(day))
                .sorted(Comparator.comparingLong(CourseRule::id))
                .toList();
        this.passes = passes(facts.training(), asOf.knownBefore());
        this.excuses = facts.excuses().stream()
                .filter(excuse -> excuse.on(day))
                .collect(Collectors.groupingBy(Excuse::person));
        var postings = new HashMap<DivisionId, Map<PersonId, List<RosterPosting>>>();
        for (var posting : homed(facts.postings())) {
            postings.computeIfAbsent(unitOf(posting), key -> new HashMap<>())
                    .computeIfAbsent(posting.person(), key -> new ArrayList<>())
                    .add(posting);
            noteFirstDay(posting);
        }
        count(root, postings);
    }

    /** Computes the rate of every unit of the tree. */
    public static TrainingRate of(AsOf asOf, Facts facts) {
        return new TrainingRate(asOf, facts);
    }

    /** The unit with everything below it: distinct persons. */
    public Tally total(DivisionId unit) {
        var listed = total.get(unit);
        if (listed == null) {
            return Tally.EMPTY;
        }
        var entries = own(unit).roster();
        for (var child : children.getOrDefault(unit, List.of())) {
            entries += total(child).roster();
        }
        return Tally.of(listed.verdicts().values(), entries - listed.verdicts().size(), listed.withoutRequirement());
    }

    /** The people posted at the unit itself. */
    public Tally own(DivisionId unit) {
        var listed = own.get(unit);
        return listed == null ? Tally.EMPTY : Tally.of(listed.verdicts().values(), 0, listed.withoutRequirement());
    }

    /** The people behind {@link #total}, each once, in the order of their ids. */
    public List<Verdict> people(DivisionId unit) {
        var listed = total.get(unit);
        return listed == null ? List.of() : List.copyOf(listed.verdicts().values());
    }

    /** A person whose unit is unknown but who has a known one as well is taken to be at the known one. */
    private List<RosterPosting> homed(List<RosterPosting> postings) {
        var known = postings.stream()
                .filter(posting -> posting.on(day) && units.containsKey(posting.division()))
                .map(RosterPosting::person)
                .collect(Collectors.toSet());
        return postings.stream()
                .filter(posting ->
                        units.containsKey(posting.division()) || (posting.on(day) && !known.contains(posting.person())))
                .toList();
    }

    private DivisionId unitOf(RosterPosting posting) {
        return units.containsKey(posting.division()) ? posting.division() : root;
    }

    private Map<PersonId, List<RosterPosting>> count(
            DivisionId unit, Map<DivisionId, Map<PersonId, List<RosterPosting>>> postings) {
        var here = postings.getOrDefault(unit, Map.of());
        own.put(unit, listed(here));
        var below = new HashMap<PersonId, List<RosterPosting>>();
        here.forEach((person, list) -> below.put(person, new ArrayList<>(list)));
        for (var child : children.getOrDefault(unit, List.of())) {
            count(child, postings)
                    .forEach((person, list) -> below.computeIfAbsent(person, key -> new ArrayList<>())
                            .addAll(list));
        }
        total.put(unit, listed(below));
        return below;
    }

    private Listed listed(Map<PersonId, List<RosterPosting>> postings) {
        var verdicts = new TreeMap<PersonId, Verdict>(Comparator.comparingLong(PersonId::value));
        var without = 0;
        for (var entry : postings.entrySet()) {
            var verdict = verdict(entry.getKey(), entry.getValue());
            if (verdict != null) {
                verdicts.put(entry.getKey(), verdict);
            } else if (entry.getValue().stream().anyMatch(posting -> posting.on(day))) {
                without++;
            }
        }
        return new Listed(verdicts, without);
    }

    private @Nullable Verdict verdict(PersonId person, List<RosterPosting> postings) {
        var active = postings.stream()
                .filter(posting -> posting.on(day))
                .sorted(IN_ORDER)
                .toList();
        var unclear =
                active.stream().anyMatch(posting -> posting.duty() == null || !units.containsKey(posting.division()));
        var owedCourses = new TreeSet<String>();
        var graceDays = new HashMap<String, Integer>();
        for (var posting : active) {
            for (var rule : rules) {
                if (applies(rule, posting)) {
                    owedCourses.addAll(rule.courses());
                    rule.courses().forEach(course -> graceDays.merge(course, rule.graceDays(), Math::min));
                }
            }
        }
        if (owedCourses.isEmpty() && !unclear) {
            var left = postings.stream()
                    .filter(posting -> !posting.to().isAfter(day))
                    .filter(posting -> rules.stream()
                            .anyMatch(rule ->
                                    applies(rule, posting) && posting.to().isAfter(rule.from())))
                    .sorted(IN_ORDER)
                    .toList();
            return left.isEmpty() ? null : new Verdict(person, Reason.LEFT, left, List.of(), List.of());
        }
        var passed = passes.getOrDefault(person, Map.of());
        var met = new ArrayList<TrainingFact>();
        var unmet = new ArrayList<String>();
        var undated = true;
        for (var course : owedCourses) {
            var pass = passed.get(course);
            if (pass != null && pass.on() != null && !pass.on().isAfter(day)) {
                met.add(pass);
            } else {
                unmet.add(course);
                undated &= pass != null && pass.on() == null;
            }
        }
        var reason = reason(person, unclear, unmet, undated, graceDays);
        return new Verdict(person, reason, active, List.copyOf(met), List.copyOf(unmet));
    }

    private Reason reason(
            PersonId person, boolean unclear, List<String> unmet, boolean undated, Map<String, Integer> graceDays) {
        if (unmet.isEmpty() && !unclear) {
            return Reason.MET;
        }
        var excused = excuses.getOrDefault(person, List.of());
        for (var reason : List.of(Reason.LONG_LEAVE, Reason.EXEMPT)) {
            if (excused.stream()
                    .anyMatch(excuse -> excuse.reason() == reason
                            && excuse.basis() != null
                            && !excuse.basis().isBlank())) {
                return reason;
            }
        }
        if (!excused.isEmpty() || unclear) {
            return Reason.DATA_INCOMPLETE;
        }
        var first = firstDayUnder.getOrDefault(person, Map.of());
        if (unmet.stream()
                .allMatch(course -> day.isBefore(
                        first.getOrDefault(course, LocalDate.MIN).plusDays(graceDays.getOrDefault(course, 0))))) {
            return Reason.NEW_IN_GRACE;
        }
        return undated ? Reason.DATA_INCOMPLETE : Reason.NOT_MET;
    }

    private void noteFirstDay(RosterPosting posting) {
        for (var rule : rules) {
            if (applies(rule, posting) && posting.to().isAfter(rule.from())) {
                var days = firstDayUnder.computeIfAbsent(posting.person(), key -> new HashMap<>());
                rule.courses().forEach(course -> days.merge(course, posting.from(), TrainingRate::earlier));
            }
        }
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private boolean applies(CourseRule rule, RosterPosting posting) {
        if (rule.duty() != posting.duty() || !units.containsKey(posting.division())) {
            return false;
        }
        for (DivisionId at = posting.division(); at != null; ) {
            if (at.equals(rule.division())) {
                return true;
            }
            var unit = units.get(at);
            at = unit == null ? null : unit.parent();
        }
        // A requirement set above the root of this tree holds for all of it.
        return !units.containsKey(rule.division());
    }

    private static Map<PersonId, Map<String, TrainingFact>> passes(List<TrainingFact> training, Instant knownBefore) {
        var known = training.stream()
                .filter(fact -> fact.recordedAt().isBefore(knownBefore))
                .toList();
        Set<Long> reversed = new HashSet<>();
        for (var fact : known) {
            if (fact.reversalOf() != null) {
                reversed.add(fact.reversalOf());
            }
        }
        var first = new LinkedHashMap<PersonId, Map<String, TrainingFact>>();
        known.stream()
                .filter(fact -> fact.reversalOf() == null && !reversed.contains(fact.id()))
                .sorted(EARLIEST)
                .forEach(fact -> first.computeIfAbsent(fact.person(), key -> new HashMap<>())
                        .putIfAbsent(fact.course(), fact));
        return first;
    }
}
