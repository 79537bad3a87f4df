package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The definition of the training rate written down a second time, in the plainest way and without regard to speed: what
 * {@link TrainingRate} is held to. It shares no method with it but the records it reads.
 */
final class NaiveRate {

    /** What is compared of a verdict. */
    record Line(
            PersonId person,
            Reason reason,
            Set<RosterPosting> postings,
            List<Long> passes,
            List<String> owed,
            Set<Long> rechecks,
            boolean tookPart,
            boolean stillValid,
            boolean isOverdue) {

        static Line of(Verdict verdict) {
            return new Line(
                    verdict.person(),
                    verdict.reason(),
                    Set.copyOf(verdict.postings()),
                    verdict.passes().stream().map(TrainingFact::id).toList(),
                    verdict.owed(),
                    verdict.courses().stream()
                            .flatMap(course -> course.rechecks().stream())
                            .collect(Collectors.toSet()),
                    verdict.tookPart(),
                    verdict.stillValid(),
                    verdict.isOverdue());
        }
    }

    private final AsOf asOf;
    private final LocalDate day;
    private final Facts facts;
    private final DivisionId root;

    NaiveRate(AsOf asOf, Facts facts) {
        this.asOf = asOf;
        this.day = asOf.day();
        this.facts = facts;
        this.root = facts.units().stream()
                .filter(unit -> unit.parent() == null)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Everyone on the roster of a unit, in the order of ids; {@code isOwn} for the unit without those below. */
    List<Line> people(DivisionId unit, boolean isOwn) {
        return persons().stream()
                .map(person -> line(person, unit, isOwn))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many persons are posted in a unit on the day and owe nothing there, nor left anything. */
    long withoutRequirement(DivisionId unit) {
        return persons().stream()
                .filter(person -> line(person, unit, false).isEmpty())
                .filter(person -> placed(person).stream().anyMatch(one -> one.on(day) && lies(one, unit, false)))
                .count();
    }

    private Set<PersonId> persons() {
        var persons = new TreeSet<PersonId>(Comparator.comparingLong(PersonId::value));
        facts.postings().forEach(posting -> persons.add(kept(posting.person())));
        return persons;
    }

    private PersonId kept(PersonId person) {
        var at = person;
        while (facts.merges().containsKey(at)) {
            at = Objects.requireNonNull(facts.merges().get(at));
        }
        return at;
    }

    private List<RosterPosting> everyPosting(PersonId person) {
        return facts.postings().stream()
                .filter(posting -> kept(posting.person()).equals(person))
                .filter(posting -> !posting.from().isAfter(day) && posting.to().isAfter(posting.from()))
                .map(posting ->
                        new RosterPosting(person, posting.division(), posting.duty(), posting.from(), posting.to()))
                .toList();
    }

    private boolean isInTree(DivisionId division) {
        return facts.units().stream().anyMatch(unit -> unit.id().equals(division));
    }

    /** The postings that this tree counts. */
    private List<RosterPosting> placed(PersonId person) {
        var all = everyPosting(person);
        var isKnown = all.stream().anyMatch(one -> one.on(day) && isInTree(one.division()));
        return all.stream()
                .filter(one -> isInTree(one.division())
                        || (!isKnown && one.on(day) && !facts.elsewhere().contains(one.division())))
                .toList();
    }

    private boolean lies(RosterPosting posting, DivisionId unit, boolean isOwn) {
        var at = isInTree(posting.division()) ? posting.division() : root;
        return isOwn ? at.equals(unit) : above(at).contains(unit);
    }

    private List<DivisionId> above(DivisionId unit) {
        var chain = new ArrayList<DivisionId>();
        for (DivisionId at = unit; at != null; ) {
            chain.add(at);
            var next = at;
            at = facts.units().stream()
                    .filter(one -> one.id().equals(next))
                    .findFirst()
                    .map(Unit::parent)
                    .orElse(null);
        }
        return chain;
    }

    private List<CourseRule> rules(RosterPosting posting) {
        if (posting.duty() == null || !isInTree(posting.division())) {
            return List.of();
        }
        return facts.rules().stream()
                .filter(rule -> rule.on(day) && rule.duty() == posting.duty())
                .filter(rule ->
                        !isInTree(rule.division()) || above(posting.division()).contains(rule.division()))
                .filter(rule -> rule.courses().stream().anyMatch(facts.published()::contains))
                .toList();
    }

    /** The same, and at a unit that is gone those that hold in the whole tree. */
    private List<CourseRule> rulesOfService(RosterPosting posting) {
        return isInTree(posting.division()) || facts.elsewhere().contains(posting.division())
                ? rules(posting)
                : rules(new RosterPosting(posting.person(), root, posting.duty(), posting.from(), posting.to()));
    }

    private record Owed(CourseRule rule, String course) {}

    private Optional<Line> line(PersonId person, DivisionId unit, boolean isOwn) {
        var here = placed(person).stream().filter(one -> lies(one, unit, isOwn)).toList();
        var active = here.stream().filter(one -> one.on(day)).toList();
        var unclear = active.stream().anyMatch(one -> one.duty() == null || !isInTree(one.division()));
        var owed = active.stream()
                .flatMap(one -> rules(one).stream())
                .distinct()
                .flatMap(rule -> rule.courses().stream()
                        .filter(facts.published()::contains)
                        .map(course -> new Owed(rule, course)))
                .toList();
        if (owed.isEmpty() && !unclear) {
            var left = here.stream()
                    .filter(one -> !one.on(day))
                    .filter(one -> rules(one).stream().anyMatch(rule -> one.to().isAfter(rule.from())))
                    .collect(Collectors.toSet());
            return left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Line(person, Reason.LEFT, left, List.of(), List.of(), Set.of(), false, false, false));
        }
        var passes = new TreeMap<String, TrainingFact>();
        var unmet = new TreeSet<String>();
        var tookPart = false;
        var stillValid = !unclear;
        var overdue = false;
        var rechecks = new HashSet<Long>();
        for (var one : owed) {
            tookPart |= records(person)
                    .anyMatch(record -> record.course().equals(one.course())
                            && record.on() != null
                            && counts(one.rule(), record.on()));
            stillValid &= passes(person, one)
                    .anyMatch(pass -> isValid(one.rule(), pass.on())
                            && rechecks(one)
                                    .noneMatch(recheck -> recheck.due().isBefore(day)
                                            && recheck.affectedVersions().contains(pass.version())
                                            && !isAnswered(person, recheck, one)));
            var pass = passes(person, one)
                    .filter(fact -> counts(one.rule(), fact.on()))
                    .min(EARLIEST);
            if (pass.isEmpty()) {
                unmet.add(one.course());
                overdue |= due(one.rule()).isBefore(day);
            } else {
                passes.merge(one.course(), pass.get(), (a, b) -> EARLIEST.compare(a, b) > 0 ? a : b);
            }
            var valid = passes(person, one)
                    .filter(fact -> isValid(one.rule(), fact.on()))
                    .toList();
            rechecks(one)
                    .filter(recheck -> !valid.isEmpty()
                            && valid.stream()
                                    .allMatch(fact -> recheck.affectedVersions().contains(fact.version()))
                            && !isAnswered(person, recheck, one))
                    .forEach(recheck -> rechecks.add(recheck.id()));
        }
        unmet.forEach(passes::remove);
        var reason = reason(person, unclear, unmet, owed);
        return Optional.of(new Line(
                person,
                reason,
                Set.copyOf(active),
                passes.values().stream().map(TrainingFact::id).toList(),
                List.copyOf(unmet),
                rechecks,
                tookPart,
                stillValid,
                overdue && (reason == Reason.NOT_MET || reason == Reason.DATA_INCOMPLETE)));
    }

    private static final Comparator<TrainingFact> EARLIEST = Comparator.comparing(
                    TrainingFact::on, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(TrainingFact::recordedAt)
            .thenComparingLong(TrainingFact::id);

    private Reason reason(PersonId person, boolean unclear, Set<String> unmet, List<Owed> owed) {
        if (unmet.isEmpty() && !unclear) {
            return Reason.MET;
        }
        var excuses = facts.excuses().stream()
                .filter(excuse -> kept(excuse.person()).equals(person) && excuse.on(day))
                .toList();
        for (var reason : List.of(Reason.LONG_LEAVE, Reason.EXEMPT)) {
            if (excuses.stream().anyMatch(one -> one.reason() == reason && hasBasis(one.basis()))) {
                return reason;
            }
        }
        if (!excuses.isEmpty() || unclear) {
            return Reason.DATA_INCOMPLETE;
        }
        if (unmet.stream().allMatch(course -> isNew(person, course, owed))) {
            return Reason.NEW_IN_GRACE;
        }
        var undated = unmet.stream()
                .allMatch(course -> owed.stream()
                        .filter(one -> one.course().equals(course))
                        .filter(one -> passes(person, one).noneMatch(pass -> counts(one.rule(), pass.on())))
                        .allMatch(one -> facts.training().stream()
                                .anyMatch(record -> isKnown(person, record)
                                        && record.on() == null
                                        && record.course().equals(course)
                                        && meets(one.rule(), record))));
        return undated ? Reason.DATA_INCOMPLETE : Reason.NOT_MET;
    }

    private static boolean hasBasis(@Nullable String basis) {
        return basis != null && !basis.isBlank();
    }

    private boolean isNew(PersonId person, String course, List<Owed> owed) {
        var grace = owed.stream()
                .filter(one -> one.course().equals(course))
                .mapToInt(one -> one.rule().graceDays())
                .min()
                .orElseThrow();
        var first = everyPosting(person).stream()
                .filter(one -> !one.from().isBefore(serviceFrom(person)))
                .filter(one -> rulesOfService(one).stream()
                        .anyMatch(rule ->
                                rule.courses().contains(course) && one.to().isAfter(rule.from())))
                .map(RosterPosting::from)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return day.isBefore(first.plusDays(grace));
    }

    /** The postings that came after a break, with the last day of the service before it. */
    private TreeMap<LocalDate, LocalDate> comebacks(PersonId person) {
        var comebacks = new TreeMap<LocalDate, LocalDate>();
        for (var one : everyPosting(person)) {
            everyPosting(person).stream()
                    .filter(other -> other.from().isBefore(one.from()))
                    .map(RosterPosting::to)
                    .max(Comparator.naturalOrder())
                    .filter(until -> ChronoUnit.DAYS.between(until, one.from()) > 30)
                    .ifPresent(until -> comebacks.put(one.from(), until));
        }
        return comebacks;
    }

    private LocalDate serviceFrom(PersonId person) {
        var comebacks = comebacks(person);
        return comebacks.isEmpty() ? LocalDate.MIN : comebacks.lastKey();
    }

    private boolean isKnown(PersonId person, TrainingFact record) {
        return kept(record.person()).equals(person)
                && record.reversalOf() == null
                && record.recordedAt().isBefore(asOf.knownBefore())
                && facts.training().stream()
                        .noneMatch(other -> other.reversalOf() != null
                                && other.reversalOf() == record.id()
                                && other.recordedAt().isBefore(asOf.knownBefore()));
    }

    /** The dated records of the present service up to the day. */
    private Stream<TrainingFact> records(PersonId person) {
        var comebacks = comebacks(person);
        var since = comebacks.isEmpty() ? LocalDate.MIN : comebacks.lastEntry().getValue();
        return facts.training().stream()
                .filter(record -> isKnown(person, record))
                .filter(record -> record.on() != null
                        && !record.on().isAfter(day)
                        && !record.on().isBefore(since));
    }

    private static boolean meets(CourseRule rule, TrainingFact record) {
        return switch (record.kind()) {
            case QUIZ_PASSED, PAPER_PASSED -> true;
            case CLASS_ATTENDED -> rule.metBy() == MetBy.ATTENDANCE;
            case COURSE_COMPLETED, QUIZ_SAT, PAPER_SAT, RECHECK_PASSED, REVERSAL -> false;
        };
    }

    private Stream<TrainingFact> passes(PersonId person, Owed owed) {
        return records(person).filter(record -> record.course().equals(owed.course()) && meets(owed.rule(), record));
    }

    private boolean counts(CourseRule rule, @Nullable LocalDate pass) {
        return pass != null
                && switch (rule.window()) {
                    case ONCE -> true;
                    case CALENDAR_YEAR -> years(rule, pass).contains(day.getYear());
                    case MONTHS -> pass.plusMonths(rule.months()).isAfter(day);
                };
    }

    private static Set<Integer> years(CourseRule rule, LocalDate pass) {
        var years = new HashSet<>(Set.of(pass.getYear()));
        if (pass.getMonthValue() > 12 - rule.carryMonths()) {
            years.add(pass.getYear() + 1);
        }
        return years;
    }

    private boolean isValid(CourseRule rule, @Nullable LocalDate pass) {
        if (counts(rule, pass)) {
            return true;
        }
        return pass != null
                && rule.window() == Window.CALENDAR_YEAR
                && years(rule, pass).contains(day.getYear() - 1)
                && !day.isAfter(due(rule));
    }

    private LocalDate due(CourseRule rule) {
        return rule.window() != Window.CALENDAR_YEAR
                        || day.getYear() <= rule.due().getYear()
                ? rule.due()
                : rule.due().withYear(day.getYear());
    }

    private Stream<Recheck> rechecks(Owed owed) {
        return facts.rechecks().stream()
                .filter(recheck -> recheck.course().equals(owed.course())
                        && !recheck.from().isAfter(day))
                .filter(recheck -> {
                    var picked = owed.rule().lessons().get(owed.course());
                    return picked == null || recheck.lessons().stream().anyMatch(picked::contains);
                });
    }

    private boolean isAnswered(PersonId person, Recheck recheck, Owed owed) {
        return records(person)
                .anyMatch(record ->
                        (record.kind() == TrainingKind.RECHECK_PASSED && Objects.equals(record.recheck(), recheck.id()))
                                || (record.course().equals(recheck.course())
                                        && meets(owed.rule(), record)
                                        && record.version() >= recheck.version()));
    }
}
