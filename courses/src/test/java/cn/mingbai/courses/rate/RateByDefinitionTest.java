package cn.mingbai.courses.rate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The rate over thousands of invented districts, person by person, against its definition written down plainly. */
class RateByDefinitionTest {

    private static final int ROSTERS = 2000;

    /** The same seeds every time, and as many fresh ones again. */
    private static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, ROSTERS / 2),
                new Random().longs(ROSTERS / 2).map(Math::abs));
    }

    @Test
    void everyVerdictIsTheDefinitions() {
        var reasons = new HashMap<Reason, Integer>();
        var valid = new HashMap<Boolean, Integer>();
        var rechecks = new int[1];
        seeds().forEach(seed -> {
            var world = new RandomWorld(new Random(seed), 12);
            var asOf = world.asOf();
            var naive = new NaiveRate(asOf, world.asKnown(asOf));
            var rate = world.rate(asOf);
            for (var unit : world.units) {
                var expected = naive.people(unit.id(), false);
                assertThat(rate.people(unit.id()).stream().map(NaiveRate.Line::of))
                        .as("seed %d, unit %d, %s", seed, unit.id().value(), asOf)
                        .containsExactlyElementsOf(expected);
                assertThat(rate.ownPeople(unit.id()).stream().map(NaiveRate.Line::of))
                        .as("seed %d, unit %d itself, %s", seed, unit.id().value(), asOf)
                        .containsExactlyElementsOf(naive.people(unit.id(), true));
                assertThat(rate.total(unit.id()).withoutRequirement())
                        .as("seed %d, unit %d, %s", seed, unit.id().value(), asOf)
                        .isEqualTo((int) naive.withoutRequirement(unit.id()));
                expected.forEach(line -> {
                    reasons.merge(line.reason(), 1, Integer::sum);
                    valid.merge(line.stillValid(), 1, Integer::sum);
                    rechecks[0] += line.rechecks().size();
                });
            }
        });
        // A comparison over rosters in which nothing happens would prove nothing.
        assertThat(reasons.keySet()).containsExactlyInAnyOrder(Reason.values());
        assertThat(reasons.values()).allMatch(count -> count > 30);
        assertThat(valid.values()).allMatch(count -> count > 200);
        assertThat(rechecks[0]).isGreaterThan(30);
    }

    @Test
    void everyTallyIsItsPeople() {
        seeds().limit(1000).forEach(seed -> {
            var world = new RandomWorld(new Random(seed), 25);
            var rate = world.rate(world.asOf());
            for (var unit : world.units) {
                var total = rate.total(unit.id());
                assertThat(Tally.of(rate.people(unit.id()), total.repeats(), total.withoutRequirement()))
                        .as("seed %d", seed)
                        .isEqualTo(total);
                var own = rate.own(unit.id());
                assertThat(Tally.of(rate.ownPeople(unit.id()), 0, own.withoutRequirement()))
                        .as("seed %d", seed)
                        .isEqualTo(own);
                assertThat(total.counted() + total.excluded()).isEqualTo(total.roster());
                assertThat(total.byRule().count())
                        .isLessThanOrEqualTo(total.tookPart().count());
                var below = world.units.stream()
                        .filter(child -> unit.id().equals(child.parent()))
                        .mapToInt(child -> rate.total(child.id()).roster())
                        .sum();
                assertThat(below + own.roster()).as("seed %d", seed).isEqualTo(total.roster() + total.repeats());
                assertThat(rate.people(unit.id()).stream().map(Verdict::person)).doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void whatIsNotKnownIsNeverTrained() {
        seeds().limit(1000).forEach(seed -> {
            var world = new RandomWorld(new Random(seed), 25);
            var rate = world.rate(world.asOf());
            for (var verdict : rate.people(world.units.stream()
                    .filter(unit -> unit.parent() == null)
                    .findFirst()
                    .orElseThrow()
                    .id())) {
                if (verdict.reason() == Reason.DATA_INCOMPLETE) {
                    assertThat(verdict.reason().counted()).isTrue();
                    assertThat(verdict.postings()).isNotEmpty();
                }
                var isUnclear = verdict.postings().stream().anyMatch(one -> one.duty() == null);
                assertThat(isUnclear && (verdict.reason() == Reason.MET || verdict.stillValid()))
                        .as("seed %d, %s", seed, verdict)
                        .isFalse();
                assertThat(verdict.passes()).allMatch(pass -> pass.on() != null);
            }
        });
    }

    @Test
    void recordsAndReversalsOfLaterDaysOfKnowledgeChangeNothing() {
        seeds().limit(1000).forEach(seed -> {
            var world = new RandomWorld(new Random(seed), 12);
            var asOf = world.asOf();
            var before = figures(world, world.rate(asOf));
            for (var i = 0; i < 10; i++) {
                var late = asOf.known().plusDays(world.random.nextInt(1, 30));
                world.recordKnown(
                        new PersonId(world.random.nextInt(1, world.people + 1)),
                        asOf.day().minusDays(world.random.nextInt(60)),
                        late);
                world.reverse(world.random.nextInt(world.training.size()) + 1L, late);
            }
            assertThat(figures(world, world.rate(asOf))).as("seed %d", seed).isEqualTo(before);
        });
    }

    private static Map<Object, Object> figures(RandomWorld world, TrainingRate rate) {
        var figures = new HashMap<Object, Object>();
        world.units.forEach(unit -> {
            figures.put(unit, rate.total(unit.id()));
            figures.put(unit.id(), rate.people(unit.id()));
        });
        return figures;
    }

    @Test
    void aPassIsValidOnEveryDayUpToTheLastAndOnNoneAfter() {
        var random = new Random(7);
        for (var i = 0; i < 400; i++) {
            var window = Window.values()[random.nextInt(3)];
            var from = RandomWorld.FIRST.plusDays(random.nextInt(400));
            var rule = new CourseRule(
                    1,
                    SmallDistrict.DISTRICT,
                    Duty.VILLAGE_STAFF,
                    Set.of("01"),
                    from,
                    Times.NO_END,
                    from.plusDays(random.nextInt(900)),
                    0,
                    window,
                    window == Window.MONTHS ? random.nextInt(1, 25) : 0,
                    window == Window.CALENDAR_YEAR ? random.nextInt(7) : 0,
                    MetBy.PASS,
                    Map.of());
            var pass = RandomWorld.FIRST.plusDays(random.nextInt(1000));
            var last = rule.validUntil(pass);
            for (LocalDate day = pass; day.isBefore(pass.plusDays(1500)); day = day.plusDays(1)) {
                assertThat(!pass.isBefore(rule.validFrom(day)))
                        .as("%s, passed %s, on %s", rule, pass, day)
                        .isEqualTo(!day.isAfter(last));
                assertThat(rule.countsFrom(day)).isAfterOrEqualTo(rule.validFrom(day));
            }
        }
    }
}
