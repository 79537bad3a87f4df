package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small district to compute rates over: district 1, towns 10 and 20, villages 11, 12 and 21. */
final class SmallDistrict {

    static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    static final LocalDate START = LocalDate.of(2026, 9, 1);
    static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    static final DivisionId DISTRICT = new DivisionId(1);
    static final DivisionId TOWN = new DivisionId(10);
    static final DivisionId VILLAGE = new DivisionId(11);
    static final DivisionId OTHER_VILLAGE = new DivisionId(12);
    static final DivisionId OTHER_TOWN = new DivisionId(20);
    static final DivisionId FAR_VILLAGE = new DivisionId(21);
    static final DivisionId GONE = new DivisionId(99);

    static final List<Unit> UNITS = List.of(
            new Unit(DISTRICT, null),
            new Unit(TOWN, DISTRICT),
            new Unit(VILLAGE, TOWN),
            new Unit(OTHER_VILLAGE, TOWN),
            new Unit(OTHER_TOWN, DISTRICT),
            new Unit(FAR_VILLAGE, OTHER_TOWN));

    final List<RosterPosting> postings = new ArrayList<>();
    final List<CourseRule> rules = new ArrayList<>();
    final List<TrainingFact> training = new ArrayList<>();
    final List<Excuse> excuses = new ArrayList<>();

    /** A world in which village staff of the whole district owe course 01, newcomers after 30 days. */
    static SmallDistrict requiring() {
        var world = new SmallDistrict();
        world.rule(DISTRICT, Duty.VILLAGE_STAFF, "01");
        return world;
    }

    SmallDistrict rule(DivisionId at, Duty duty, String... courses) {
        rules.add(new CourseRule(
                rules.size() + 1,
                at,
                duty,
                Set.copyOf(Arrays.asList(courses)),
                START,
                Times.NO_END,
                LocalDate.of(2026, 12, 20),
                30));
        return this;
    }

    SmallDistrict posting(long person, DivisionId at, @Nullable Duty duty, LocalDate from, LocalDate to) {
        postings.add(new RosterPosting(new PersonId(person), at, duty, from, to));
        return this;
    }

    SmallDistrict staff(long person, DivisionId at) {
        return posting(person, at, Duty.VILLAGE_STAFF, LONG_AGO, Times.NO_END);
    }

    SmallDistrict pass(long person, String course, @Nullable LocalDate on) {
        return passRecorded(person, course, on, on == null ? START : on);
    }

    SmallDistrict passRecorded(long person, String course, @Nullable LocalDate on, LocalDate recorded) {
        training.add(new TrainingFact(
                training.size() + 1,
                new PersonId(person),
                course,
                on,
                noon(recorded),
                null,
                90,
                TrainingKind.QUIZ_PASSED,
                1,
                null));
        return this;
    }

    SmallDistrict reversal(long of, LocalDate recorded) {
        var record = training.get((int) of - 1);
        training.add(new TrainingFact(
                training.size() + 1,
                record.person(),
                record.course(),
                record.on(),
                noon(recorded),
                of,
                null,
                TrainingKind.REVERSAL,
                1,
                null));
        return this;
    }

    SmallDistrict excuse(long person, Reason reason, @Nullable String basis) {
        excuses.add(new Excuse(new PersonId(person), reason, START, Times.NO_END, basis));
        return this;
    }

    Facts facts() {
        return new Facts(UNITS, List.copyOf(postings), List.copyOf(rules), List.copyOf(training), List.copyOf(excuses));
    }

    TrainingRate today() {
        return TrainingRate.of(new AsOf(DAY, DAY), facts());
    }

    TrainingRate asOf(LocalDate day, LocalDate known) {
        return TrainingRate.of(new AsOf(day, known), facts());
    }

    static Reason reason(TrainingRate rate, DivisionId unit, long person) {
        return rate.people(unit).stream()
                .filter(verdict -> verdict.person().value() == person)
                .map(Verdict::reason)
                .findFirst()
                .orElseThrow(() -> new AssertionError("person " + person + " is not on the roster of " + unit));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(Times.ZONE).toInstant();
    }
}
