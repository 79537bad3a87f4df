package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An invented district over three years with everything that can happen in it, every fact with both its times. */
final class RandomWorld {

    static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    static final int DAYS = 3 * 365;
    private static final List<String> COURSES = List.of("01", "02", "12");
    private static final List<String> LESSONS = List.of("a", "b", "c");
    private static final DivisionId ELSEWHERE = new DivisionId(98);
    private static final DivisionId ADRIFT = new DivisionId(99);

    record Timed<T>(T fact, Instant recorded, @Nullable Instant superseded) {

        boolean isKnown(AsOf asOf) {
            return recorded.isBefore(asOf.knownBefore())
                    && (superseded == null || !superseded.isBefore(asOf.knownBefore()));
        }
    }

    final Random random;
    final List<Unit> units;
    final List<Timed<RosterPosting>> postings = new ArrayList<>();
    final List<CourseRule> rules = new ArrayList<>();
    final List<TrainingFact> training = new ArrayList<>();
    final List<Excuse> excuses = new ArrayList<>();
    final List<Recheck> rechecks = new ArrayList<>();
    final Map<PersonId, PersonId> merges = new HashMap<>();
    final Set<String> published = new HashSet<>();
    final int people;

    RandomWorld(Random random, int mostPeople) {
        this.random = random;
        this.units = tree();
        this.people = random.nextInt(1, mostPeople + 1);
        COURSES.stream().filter(course -> random.nextInt(8) > 0).forEach(published::add);
        for (var i = random.nextInt(1, 5); i > 0; i--) {
            rules.add(rule(i));
        }
        for (var i = random.nextInt(3); i > 0; i--) {
            recheck(i);
        }
        for (var person = 1; person <= people; person++) {
            person(person);
        }
        // Chains point upwards, so they end.
        for (var person = 1; person < people; person++) {
            if (random.nextInt(15) == 0) {
                merges.put(new PersonId(person), new PersonId(random.nextInt(person + 1, people + 1)));
            }
        }
    }

    private List<Unit> tree() {
        var tree = new ArrayList<>(List.of(new Unit(new DivisionId(1), null)));
        for (var town = 1; town <= random.nextInt(1, 4); town++) {
            tree.add(new Unit(new DivisionId(town * 10L), new DivisionId(1)));
            for (var village = 1; village <= random.nextInt(0, 4); village++) {
                tree.add(new Unit(new DivisionId(town * 10L + village), new DivisionId(town * 10L)));
            }
        }
        Collections.shuffle(tree, random);
        return tree;
    }

    private CourseRule rule(int id) {
        var courses = new HashSet<>(List.of(any(COURSES), any(COURSES)));
        var lessons = new HashMap<String, Set<String>>();
        if (random.nextInt(3) == 0) {
            lessons.put(courses.iterator().next(), Set.of(any(LESSONS)));
        }
        var from = day(-200, 500);
        var window = Window.values()[random.nextInt(3)];
        return new CourseRule(
                id,
                random.nextInt(6) == 0 ? new DivisionId(1000) : place(),
                duty(),
                courses,
                from,
                random.nextInt(4) == 0 ? from.plusDays(random.nextInt(1, 500)) : Times.NO_END,
                from.plusDays(random.nextInt(0, 500)),
                random.nextInt(3) == 0 ? 0 : random.nextInt(1, 100),
                window,
                window == Window.MONTHS ? random.nextInt(1, 25) : 0,
                window == Window.CALENDAR_YEAR ? random.nextInt(0, 4) : 0,
                random.nextInt(3) == 0 ? MetBy.ATTENDANCE : MetBy.PASS,
                lessons);
    }

    private void recheck(int id) {
        var from = day(200, DAYS);
        var version = random.nextInt(2, 4);
        rechecks.add(new Recheck(
                id,
                any(COURSES),
                version,
                Set.of(any(LESSONS), "d"),
                version == 2 ? Set.of(1) : Set.of(1, 2),
                from,
                from.plusDays(random.nextInt(0, 90))));
    }

    void person(long person) {
        var id = new PersonId(person);
        var at = day(-400, DAYS);
        for (var i = random.nextInt(1, 5); i > 0; i--) {
            var to = random.nextInt(3) == 0 ? Times.NO_END : at.plusDays(random.nextInt(0, 400));
            var recorded = noon(at.plusDays(random.nextInt(-5, 60)));
            var duty = random.nextInt(25) == 0 ? null : duty();
            var where = random.nextInt(25) == 0 ? ADRIFT : random.nextInt(20) == 0 ? ELSEWHERE : place();
            if (random.nextInt(4) == 0) {
                // Known otherwise at first: open, or at another place.
                var corrected = recorded.plusSeconds(86_400L * random.nextInt(0, 200));
                postings.add(new Timed<>(
                        new RosterPosting(id, random.nextBoolean() ? where : place(), duty, at, Times.NO_END),
                        recorded,
                        corrected));
                recorded = corrected;
            }
            postings.add(new Timed<>(new RosterPosting(id, where, duty, at, to), recorded, null));
            // A next posting at once, after a gap, or beside this one.
            at = (to.equals(Times.NO_END) ? at : to).plusDays(random.nextInt(3) == 0 ? random.nextInt(0, 70) : 0);
        }
        for (var i = random.nextInt(8); i > 0; i--) {
            record(id);
        }
        if (random.nextInt(8) == 0) {
            var from = day(0, DAYS);
            excuses.add(new Excuse(
                    id,
                    random.nextBoolean() ? Reason.EXEMPT : Reason.LONG_LEAVE,
                    from,
                    random.nextBoolean() ? Times.NO_END : from.plusDays(200),
                    random.nextInt(3) == 0 ? (random.nextBoolean() ? null : " ") : "审批表"));
        }
    }

    void record(PersonId person) {
        var on = day(-100, DAYS);
        recordKnown(
                person,
                random.nextInt(25) == 0 ? null : on,
                on.plusDays(random.nextInt(3) == 0 ? random.nextInt(90) : 0));
    }

    void recordKnown(PersonId person, @Nullable LocalDate on, LocalDate known) {
        var kinds = TrainingKind.values();
        var kind = random.nextBoolean() ? TrainingKind.QUIZ_PASSED : kinds[random.nextInt(kinds.length - 1)];
        var course = any(COURSES);
        training.add(new TrainingFact(
                training.size() + 1,
                person,
                course,
                on,
                noon(known),
                null,
                random.nextBoolean() ? null : random.nextInt(101),
                kind,
                random.nextInt(1, 4),
                kind == TrainingKind.RECHECK_PASSED ? (Long) (long) random.nextInt(1, 3) : null));
        if (random.nextInt(10) == 0) {
            reverse(training.size(), known.plusDays(random.nextInt(60)));
        }
    }

    /** Takes a record back, known from a day on. */
    void reverse(long record, LocalDate known) {
        var taken = training.get((int) record - 1);
        training.add(new TrainingFact(
                training.size() + 1,
                taken.person(),
                taken.course(),
                taken.on(),
                noon(known),
                record,
                null,
                TrainingKind.REVERSAL,
                taken.version(),
                null));
    }

    AsOf asOf() {
        var day = day(0, DAYS);
        return new AsOf(day, day.plusDays(random.nextInt(3) == 0 ? 0 : random.nextInt(200)));
    }

    /** What was known: the plain facts. */
    Facts asKnown(AsOf asOf) {
        return new Facts(
                units,
                postings.stream()
                        .filter(one -> one.isKnown(asOf))
                        .map(Timed::fact)
                        .toList(),
                rules,
                training,
                excuses,
                published,
                rechecks,
                merges,
                Set.of(ELSEWHERE));
    }

    /** The rate from every version of every fact, as the store keeps them, in a random order. */
    TrainingRate rate(AsOf asOf) {
        var interned = new Interned();
        return TrainingRate.of(asOf, frame(), interned, population(interned));
    }

    /** Everyone with every version of every fact, in a random order. */
    Population population(Interned interned) {
        var builders = new TreeMap<Long, PersonFacts.Builder>();
        var shuffled = new ArrayList<>(postings);
        Collections.shuffle(shuffled, random);
        for (var one : shuffled) {
            var posting = one.fact();
            builders.computeIfAbsent(posting.person().value(), PersonFacts.Builder::new)
                    .posting(
                            interned,
                            posting.division(),
                            posting.duty(),
                            posting.from(),
                            posting.to(),
                            one.recorded(),
                            one.superseded());
        }
        var records = new ArrayList<>(training);
        Collections.shuffle(records, random);
        for (var fact : records) {
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
                                training.stream()
                                        .filter(other -> other.reversalOf() != null && other.reversalOf() == fact.id())
                                        .map(TrainingFact::recordedAt)
                                        .min(Instant::compareTo)
                                        .orElse(null));
            }
        }
        return Population.of(
                builders.values().stream().map(PersonFacts.Builder::build).toList());
    }

    RateFrame frame() {
        var kept = new HashMap<Long, Long>();
        for (var person : merges.keySet()) {
            var at = person;
            while (merges.containsKey(at)) {
                at = merges.get(at);
            }
            kept.put(person.value(), at.value());
        }
        return new RateFrame(units, Set.of(ADRIFT), rules, published, rechecks, List.copyOf(excuses), kept);
    }

    private DivisionId place() {
        return any(units).id();
    }

    private Duty duty() {
        // Few, so that most postings are under some requirement.
        return random.nextInt(5) > 0 ? Duty.VILLAGE_STAFF : Duty.OUTREACH_A;
    }

    private LocalDate day(int from, int to) {
        return FIRST.plusDays(random.nextInt(from, to));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(Times.ZONE).toInstant();
    }
}
