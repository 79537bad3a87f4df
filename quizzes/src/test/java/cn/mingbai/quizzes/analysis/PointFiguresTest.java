package cn.mingbai.quizzes.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.quizzes.analysis.PointFigures.Given;
import cn.mingbai.quizzes.analysis.PointFigures.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PointFiguresTest {

    private static void people(List<Given> given, long division, int count, int wrongEach) {
        for (var person = 0; person < count; person++) {
            for (var answer = 0; answer < 2; answer++) {
                given.add(new Given(division * 1000 + person, division, answer >= wrongEach));
            }
        }
    }

    @Test
    void fourPeopleShowNothingAndFiveDo() {
        var given = new ArrayList<Given>();
        people(given, 1, 4, 1);
        people(given, 2, 4, 2);
        people(given, 3, 5, 1);
        var figures = PointFigures.of(given, List.of(3L, 2L, 1L, 9L));
        assertThat(figures.people()).isEqualTo(13);
        assertThat(figures.wrong()).isEqualTo(4 + 8 + 5);
        assertThat(figures.units())
                .containsExactly(new Unit(3, 5, 10, 5), new Unit(2, null, 0, 0), new Unit(1, null, 0, 0));
    }

    @Test
    void aSingleSmallUnitIsNotToldByTheSum() {
        var given = new ArrayList<Given>();
        people(given, 1, 3, 2);
        people(given, 2, 9, 0);
        people(given, 3, 6, 1);
        var figures = PointFigures.of(given, List.of(1L, 2L, 3L));
        assertThat(figures.units())
                .containsExactly(new Unit(1, null, 0, 0), new Unit(2, 9, 18, 0), new Unit(3, null, 0, 0));
    }

    @Test
    void fewerThanFiveOverAllShowNothing() {
        var given = new ArrayList<Given>();
        people(given, 1, 4, 2);
        var figures = PointFigures.of(given, List.of(1L));
        assertThat(figures.isSuppressed()).isTrue();
        assertThat(figures.units()).isEmpty();
        assertThat(figures.wrong()).isZero();
    }

    @Test
    void neverIsAFigureOfFewerThanFivePeopleShownOrLeftToSubtraction() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 1000; round++) {
            var given = new ArrayList<Given>();
            var units = 1 + random.nextInt(8);
            for (var unit = 1; unit <= units; unit++) {
                var people = random.nextInt(9);
                for (var person = 0; person < people; person++) {
                    for (var answer = random.nextInt(3); answer >= 0; answer--) {
                        given.add(new Given(unit * 100L + person, unit, random.nextBoolean()));
                    }
                }
            }
            var figures = PointFigures.of(
                    given, LongStream.rangeClosed(1, units).boxed().toList());
            for (var unit : figures.units()) {
                var persons = given.stream()
                        .filter(one -> one.division() == unit.division())
                        .map(Given::person)
                        .distinct()
                        .count();
                if (persons < PointFigures.LEAST) {
                    assertThat(unit.isSuppressed()).as("seed " + seed).isTrue();
                }
                if (!unit.isSuppressed()) {
                    var wrong = given.stream()
                            .filter(one -> one.division() == unit.division() && !one.right())
                            .count();
                    assertThat(unit.wrong()).as("seed " + seed).isEqualTo((int) wrong);
                    assertThat(unit.people()).as("seed " + seed).isEqualTo((int) persons);
                }
            }
            var hidden = figures.units().stream().filter(Unit::isSuppressed).count();
            if (figures.units().size() > 1) {
                assertThat(hidden).as("seed " + seed).isNotEqualTo(1);
            }
        }
    }
}
