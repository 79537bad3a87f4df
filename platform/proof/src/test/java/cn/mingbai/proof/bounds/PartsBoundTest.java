package cn.mingbai.proof.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsBoundTest {

    private static final BigDecimal FIVE = new BigDecimal("0.05");

    /**
     * For every truth, that is every way in which missed ones can lie in the parts, the chance of a wrong claim is added up
     * over every finding, in fractions: it is at most α. No theorem is taken on trust here.
     */
    @ParameterizedTest
    @ValueSource(strings = {"0.05", "0.2", "0.5"})
    void aWrongClaimIsAsRareAsPromisedHoweverTheMissedOnesLie(BigDecimal alpha) {
        var ways = EnumSet.noneOf(PartsBound.Way.class);
        for (var sizes : List.of(
                new int[][] {{6, 3}, {9, 4}},
                new int[][] {{5, 4}, {12, 3}},
                new int[][] {{4, 2}, {6, 3}, {8, 4}},
                new int[][] {{9, 1}, {3, 2}, {2, 1}},
                new int[][] {{10, 9}, {11, 10}},
                new int[][] {{7, 7}, {8, 3}},
                new int[][] {{3, 0}, {8, 3}, {6, 2}},
                new int[][] {{1, 1}, {1, 0}},
                new int[][] {{14, 7}, {14, 7}})) {
            Map<List<Integer>, PartsBound> bounds = new HashMap<>();
            for (var finding : all(sizes, 1)) {
                var parts = new ArrayList<Part>();
                for (var i = 0; i < sizes.length; i++) {
                    parts.add(new Part(sizes[i][0], sizes[i][1], finding.get(i)));
                }
                var bound = PartsBound.of(parts, alpha);
                bounds.put(finding, bound);
                ways.add(bound.way());
            }
            assertThat(bounds.values().stream().map(PartsBound::way).distinct())
                    .as("the way depends on the design alone")
                    .hasSize(1);
            for (var truth : all(sizes, 0)) {
                var chances = new ArrayList<Rational[]>();
                for (var i = 0; i < sizes.length; i++) {
                    chances.add(Rational.found(sizes[i][0], truth.get(i), sizes[i][1]));
                }
                var missed = truth.stream().mapToInt(i -> i).sum();
                var wrong = Rational.ZERO;
                for (var finding : bounds.entrySet()) {
                    if (finding.getValue().mostMissed() < missed) {
                        var chance = Rational.ONE;
                        for (var i = 0; i < sizes.length; i++) {
                            chance =
                                    chance.times(chances.get(i)[finding.getKey().get(i)]);
                        }
                        wrong = wrong.plus(chance);
                    }
                }
                assertThat(wrong).as("truth %s", truth).isLessThanOrEqualTo(Rational.of(alpha));
            }
        }
        assertThat(ways).containsExactlyInAnyOrder(PartsBound.Way.values());
    }

    private static List<List<Integer>> all(int[][] sizes, int which) {
        List<List<Integer>> all = List.of(List.of());
        for (var size : sizes) {
            var next = new ArrayList<List<Integer>>();
            for (var begun : all) {
                for (var number = 0; number <= size[which]; number++) {
                    var longer = new ArrayList<>(begun);
                    longer.add(number);
                    next.add(longer);
                }
            }
            all = next;
        }
        return all;
    }

    @Test
    void onePartHasTheExactBound() {
        var bound = PartsBound.of(List.of(new Part(300, 60, 2)), FIVE);
        assertThat(bound.mostMissed()).isEqualTo(Bound.of(300, 60, 2, FIVE).mostMissed());
        assertThat(bound.way()).isEqualTo(PartsBound.Way.EXACT);
        assertThat(bound.percent(1)).isEqualTo(Bound.of(300, 60, 2, FIVE).percent(1));
    }

    @Test
    void whatWasCheckedInFullIsCountedAndWhatWasNotCheckedCountsAsMissed() {
        var bound = PartsBound.of(List.of(new Part(300, 60, 0), new Part(20, 20, 7), new Part(9, 0, 0)), FIVE);
        assertThat(bound.mostMissed()).isEqualTo(Bound.of(300, 60, 0, FIVE).mostMissed() + 7 + 9);
        assertThat(bound.listed()).isEqualTo(329);
        assertThat(bound.checked()).isEqualTo(80);
        assertThat(bound.missed()).isEqualTo(7);
    }

    /** Six villages in proportion prove nearly what one draw from all of them proves, and far more than bounds added up. */
    @Test
    void inProportionLittleIsLost() {
        var villages = List.of(
                new Part(300, 30, 0),
                new Part(200, 20, 0),
                new Part(500, 50, 0),
                new Part(400, 40, 0),
                new Part(250, 25, 0),
                new Part(350, 35, 0));
        var bound = PartsBound.of(villages, FIVE);
        assertThat(bound.way()).isEqualTo(PartsBound.Way.TOGETHER);
        var simple = Bound.of(2_000, 200, 0, FIVE).mostMissed();
        assertThat(bound.mostMissed()).isBetween(simple, simple + 3);
        var addedUp = villages.stream()
                .mapToInt(part -> Bound.of(part.listed(), part.checked(), 0, new BigDecimal("0.0083"))
                        .mostMissed())
                .sum();
        assertThat(addedUp).isGreaterThan(5 * bound.mostMissed());
    }

    @Test
    void moreMissedProvesLessAndASmallerRiskToo() {
        var seed = 5L;
        var random = new Random(seed);
        for (var i = 0; i < 150; i++) {
            var parts = new ArrayList<Part>();
            for (var part = 0; part < 2 + random.nextInt(5); part++) {
                var listed = 2 + random.nextInt(400);
                var checked = 1 + random.nextInt(Math.min(60, listed));
                parts.add(new Part(listed, checked, random.nextInt(Math.min(5, checked))));
            }
            var bound = PartsBound.of(parts, FIVE);
            var as = "seed %d: %s".formatted(seed, parts);
            assertThat(bound.mostMissed()).as(as).isBetween(bound.missed(), bound.listed());
            var surer = PartsBound.of(parts, new BigDecimal("0.01"));
            if (surer.way() == bound.way()) {
                assertThat(surer.mostMissed()).as(as).isGreaterThanOrEqualTo(bound.mostMissed());
            }
            var at = random.nextInt(parts.size());
            var one = parts.get(at);
            if (one.missed() < one.checked()) {
                parts.set(at, new Part(one.listed(), one.checked(), one.missed() + 1));
                assertThat(PartsBound.of(parts, FIVE).mostMissed()).as(as).isGreaterThanOrEqualTo(bound.mostMissed());
            }
        }
    }

    /** Reported households, thinly checked and nearly all met; unreported ones, densely checked and half of them missed. */
    @Test
    void partsCheckedInVeryDifferentProportionAreBoundApart() {
        var bound = PartsBound.of(List.of(new Part(19_000, 60, 0), new Part(1_000, 20, 10)), FIVE);
        assertThat(bound.way()).isEqualTo(PartsBound.Way.APART);
        assertThat(bound.mostMissed())
                .isEqualTo(Bound.of(19_000, 60, 0, new BigDecimal("0.025")).mostMissed()
                        + Bound.of(1_000, 20, 10, new BigDecimal("0.025")).mostMissed());
    }

    @Test
    void aDistrictByTownsIsNoTrouble() {
        var towns = new ArrayList<Part>();
        for (var town = 0; town < 20; town++) {
            towns.add(new Part(50_000, 30, town % 3));
        }
        var bound = PartsBound.of(towns, FIVE);
        assertThat(bound.percent(1)).isBetween(new BigDecimal("95.0"), new BigDecimal("97.0"));
    }

    @Test
    void thoseNotAnsweredForAreCountedBothWays() {
        var found = new Found(300, 60, 55, 1, 2, 1);
        assertThat(found.unknown()).isEqualTo(4);
        assertThat(found.best()).isEqualTo(new Part(300, 60, 2));
        assertThat(found.worst()).isEqualTo(new Part(300, 60, 5));
        var cases = Found.cases(List.of(found), FIVE);
        assertThat(cases.best().mostMissed())
                .isEqualTo(Bound.of(300, 60, 2, FIVE).mostMissed());
        assertThat(cases.worst().mostMissed())
                .isEqualTo(Bound.of(300, 60, 5, FIVE).mostMissed());
        var all = new Found(300, 60, 58, 2, 0, 0);
        assertThat(Found.cases(List.of(all), FIVE).best())
                .isEqualTo(Found.cases(List.of(all), FIVE).worst());
    }

    @Test
    void theWorstCaseIsNeverAboveTheBest() {
        var seed = 31L;
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) {
            var listed = 40 + random.nextInt(400);
            var drawn = 1 + random.nextInt(20);
            var met = random.nextInt(drawn + 1);
            var missed = random.nextInt(drawn - met + 1);
            var replacedMet = random.nextInt(drawn - met - missed + 1);
            var replacedMissed = random.nextInt(drawn - met - missed - replacedMet + 1);
            var found = new Found(listed, drawn, met, missed, replacedMet, replacedMissed);
            var cases = Found.cases(List.of(found, new Found(100, 10, 9, 0, 1, 0)), FIVE);
            assertThat(cases.worst().mostMissed())
                    .as("seed %d: %s", seed, found)
                    .isGreaterThanOrEqualTo(cases.best().mostMissed());
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> PartsBound.of(List.of(), FIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Part(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Part(5, 6, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Part(5, 3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Part(5, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        var half = new Part(6_000_000, 5, 0);
        assertThatThrownBy(() -> PartsBound.of(List.of(half, half), FIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Found(10, 5, 3, 3, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Found(10, 5, 3, 1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Found(10, 11, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Found(10, 10, 9, 0, 1, 0))
                .as("a replacement comes from the list too")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Found(10, 5, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
