package cn.mingbai.courses.rate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept between readings is what counting everyone anew would say, whatever changed in between. */
class KeptRateTest {

    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 300), new Random().longs(100).map(Math::abs));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keptTalliesFollowWhatChanged(long seed) {
        var random = new Random(seed);
        var world = new RandomWorld(random, 30);
        var asOf = world.asOf();
        var interned = new Interned();
        var frame = world.frame();
        var units = world.units.stream().map(Unit::id).toList();
        var first = world.population(interned);
        var kept = new KeptRate(asOf, frame, interned);
        var before = first;
        for (var step = 0; step < 6; step++) {
            if (step < 4) {
                before = next(world, before, interned, step);
            }
            // A reader may be late, with facts that are no longer the newest.
            var now = step == 4 ? first : before;
            var anew = TrainingRate.of(asOf, frame, interned, now);
            assertThat(kept.totals(units, now)).as("step %d", step).isEqualTo(totals(anew, units));
        }
    }

    private static Population next(RandomWorld world, Population before, Interned interned, int step) {
        if (step > 0) {
            for (var i = world.random.nextInt(3); i > 0; i--) {
                var person = 1 + world.random.nextInt(world.people);
                if (world.random.nextBoolean()) {
                    world.record(new PersonId(person));
                } else {
                    // More postings of somebody who is there.
                    world.person(person);
                }
            }
            if (world.random.nextInt(3) == 0) {
                world.person(world.people + step);
            }
        }
        var old = new HashMap<PersonFacts, PersonFacts>();
        before.people().forEach(facts -> old.put(facts, facts));
        return Population.of(world.population(interned).people().stream()
                .map(facts -> old.getOrDefault(facts, facts))
                .toList());
    }

    private static Map<DivisionId, Tally> totals(TrainingRate rate, List<DivisionId> units) {
        var totals = new HashMap<DivisionId, Tally>();
        units.forEach(unit -> totals.put(unit, rate.total(unit)));
        return totals;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aUnitAloneCountsAsInTheWholeTree(long seed) {
        var world = new RandomWorld(new Random(seed), 30);
        var asOf = world.asOf();
        var interned = new Interned();
        var population = world.population(interned);
        var units = world.units.stream().map(Unit::id).toList();
        var all = totals(TrainingRate.of(asOf, world.frame(), interned, population), units);
        for (var top : world.units) {
            var below = world.units.stream()
                    .filter(unit -> unit.id().equals(top.id()) || top.id().equals(unit.parent()))
                    .map(Unit::id)
                    .toList();
            var alone =
                    TrainingRate.of(asOf, world.frame(), interned, population).totals(top.id(), below);
            assertThat(alone).hasSize(below.size());
            below.forEach(unit -> assertThat(alone.get(unit)).isEqualTo(all.get(unit)));
        }
    }
}
