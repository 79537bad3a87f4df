package cn.mingbai.courses.rate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties over invented districts; the seed is in each test's name, a fixed one and fresh ones. */
class RandomRostersTest {

    private static final LocalDate DAY = SmallDistrict.DAY;
    private static final String[] COURSES = {"01", "02", "12"};

    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 60), new Random().longs(20).map(Math::abs));
    }

    private static LocalDate someDay(Random random) {
        return DAY.minusDays(random.nextInt(-20, 120));
    }

    private static SmallDistrict world(Random random) {
        var world = new SmallDistrict();
        for (var i = random.nextInt(4); i >= 0; i--) {
            world.rule(unit(random), duty(random), COURSES[random.nextInt(3)], COURSES[random.nextInt(3)]);
        }
        var people = random.nextInt(1, 40);
        for (var person = 1; person <= people; person++) {
            for (var i = random.nextInt(3); i >= 0; i--) {
                var from = random.nextBoolean() ? SmallDistrict.LONG_AGO : someDay(random);
                var to = random.nextInt(3) > 0 ? Times.NO_END : from.plusDays(random.nextInt(1, 200));
                var at = random.nextInt(25) == 0 ? SmallDistrict.GONE : unit(random);
                world.posting(person, at, random.nextInt(30) == 0 ? null : duty(random), from, to);
            }
            for (var course : COURSES) {
                if (random.nextInt(3) > 0) {
                    var on = someDay(random);
                    world.passRecorded(
                            person,
                            course,
                            random.nextInt(20) == 0 ? null : on,
                            on.plusDays(random.nextInt(3) == 0 ? random.nextInt(60) : 0));
                    if (random.nextInt(10) == 0) {
                        world.reversal(world.training.size(), on.plusDays(random.nextInt(60)));
                    }
                }
            }
            if (random.nextInt(8) == 0) {
                world.excuse(
                        person,
                        random.nextBoolean() ? Reason.EXEMPT : Reason.LONG_LEAVE,
                        random.nextInt(3) == 0 ? null : "审批表");
            }
        }
        return world;
    }

    private static DivisionId unit(Random random) {
        return SmallDistrict.UNITS
                .get(random.nextInt(SmallDistrict.UNITS.size()))
                .id();
    }

    private static Duty duty(Random random) {
        return Duty.values()[random.nextInt(Duty.values().length)];
    }

    private static AsOf asOf(Random random) {
        var day = DAY.minusDays(random.nextInt(60));
        return new AsOf(day, day.plusDays(random.nextInt(30)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyoneHasOneReasonAndTheReasonsAddUp(long seed) {
        var random = new Random(seed);
        var world = world(random);
        var rate = TrainingRate.of(asOf(random), world.facts());
        for (var unit : SmallDistrict.UNITS) {
            var tally = rate.total(unit.id());
            var people = rate.people(unit.id());
            assertThat(people.stream().map(Verdict::person)).doesNotHaveDuplicates();
            assertThat(tally.roster()).isEqualTo(people.size()).isEqualTo(tally.counted() + tally.excluded());
            assertThat(tally.counted())
                    .isEqualTo(tally.count(Reason.MET)
                            + tally.count(Reason.NOT_MET)
                            + tally.count(Reason.DATA_INCOMPLETE));
            assertThat(tally.everyone().of()).isEqualTo(tally.roster() - tally.count(Reason.LEFT));
            assertThat(tally.byRule().count()).isEqualTo(tally.everyone().count());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rowsAddUpToTheUnitAboveAndTheRepeats(long seed) {
        var random = new Random(seed);
        var rate = TrainingRate.of(asOf(random), world(random).facts());
        for (var unit : SmallDistrict.UNITS) {
            // Counted here over the people themselves, not over the tallies.
            Map<PersonId, Integer> entries = new HashMap<>();
            var below = SmallDistrict.UNITS.stream()
                    .filter(child -> unit.id().equals(child.parent()))
                    .map(Unit::id)
                    .toList();
            below.forEach(child -> rate.people(child).forEach(one -> entries.merge(one.person(), 1, Integer::sum)));
            var belowEntries =
                    entries.values().stream().mapToInt(Integer::intValue).sum();
            var tally = rate.total(unit.id());
            assertThat(rate.people(unit.id()).stream().map(Verdict::person).toList())
                    .containsAll(entries.keySet());
            assertThat(belowEntries + rate.own(unit.id()).roster()).isEqualTo(tally.roster() + tally.repeats());
            assertThat(tally.repeats()).isNotNegative();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aHundredPercentMeansThatNobodyIsLeft(long seed) {
        var random = new Random(seed);
        var rate = TrainingRate.of(asOf(random), world(random).facts());
        for (var unit : SmallDistrict.UNITS) {
            var tally = rate.total(unit.id());
            var everyoneMet = rate.people(unit.id()).stream()
                    .filter(verdict -> verdict.reason().counted())
                    .allMatch(verdict -> verdict.reason() == Reason.MET);
            var anybody = rate.people(unit.id()).stream()
                    .anyMatch(verdict -> verdict.reason().counted());
            assertThat(tally.byRule().percent().equals("100%")).isEqualTo(anybody && everyoneMet);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsLearntLaterNeverChangesWhatWasKnownBefore(long seed) {
        var random = new Random(seed);
        var world = world(random);
        var asOf = asOf(random);
        var before = figures(TrainingRate.of(asOf, world.facts()));
        for (var i = 0; i < 10; i++) {
            var late = asOf.known().plusDays(random.nextInt(1, 30));
            world.passRecorded(random.nextInt(1, 40), "01", asOf.day().minusDays(random.nextInt(30)), late);
            if (!world.training.isEmpty()) {
                world.reversal(random.nextInt(world.training.size()) + 1L, late);
            }
        }
        assertThat(figures(TrainingRate.of(asOf, world.facts()))).isEqualTo(before);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTheFactsDoesNotMatter(long seed) {
        var random = new Random(seed);
        var world = world(random);
        var asOf = asOf(random);
        var facts = world.facts();
        var shuffled = new Facts(
                shuffled(facts.units(), random),
                shuffled(facts.postings(), random),
                shuffled(facts.rules(), random),
                shuffled(facts.training(), random),
                shuffled(facts.excuses(), random));
        assertThat(figures(TrainingRate.of(asOf, shuffled))).isEqualTo(figures(TrainingRate.of(asOf, facts)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFurtherPassNeverLowersAFigure(long seed) {
        var random = new Random(seed);
        var world = world(random);
        var asOf = asOf(random);
        var before = TrainingRate.of(asOf, world.facts());
        world.passRecorded(random.nextInt(1, 40), COURSES[random.nextInt(3)], asOf.day(), asOf.known());
        var after = TrainingRate.of(asOf, world.facts());
        for (var unit : SmallDistrict.UNITS) {
            assertThat(after.total(unit.id()).count(Reason.MET))
                    .isGreaterThanOrEqualTo(before.total(unit.id()).count(Reason.MET));
            assertThat(after.total(unit.id()).roster())
                    .isEqualTo(before.total(unit.id()).roster());
        }
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        var copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static List<Object> figures(TrainingRate rate) {
        var figures = new ArrayList<>();
        for (var unit : SmallDistrict.UNITS) {
            figures.add(rate.total(unit.id()));
            figures.add(rate.own(unit.id()));
            figures.add(rate.people(unit.id()));
        }
        return figures;
    }
}
