package cn.mingbai.quizzes.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.mingbai.quizzes.analysis.ItemFigures.Choice;
import cn.mingbai.quizzes.analysis.ItemFigures.Flag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemFiguresTest {

    private static final List<String> OPTIONS = List.of("A", "B", "C", "D");

    private static Met met(long attempt, boolean right, String chosen, int restRight, int rest) {
        return new Met(
                attempt, right, !chosen.isEmpty(), chosen.isEmpty() ? Set.of() : Set.of(chosen), restRight, rest);
    }

    /** Attempts in which knowledge decides more or less. */
    private static List<Met> random(Random random) {
        var met = new ArrayList<Met>();
        var count = 10 + random.nextInt(120);
        for (var attempt = 1; attempt <= count; attempt++) {
            var rest = 1 + random.nextInt(19);
            var knowledge = random.nextDouble();
            var restRight = 0;
            for (var other = 0; other < rest; other++) {
                restRight += random.nextDouble() < knowledge ? 1 : 0;
            }
            var chosen = random.nextInt(10) == 0
                    ? ""
                    : random.nextDouble() < knowledge ? "B" : OPTIONS.get(random.nextInt(4));
            met.add(met(attempt, chosen.equals("B"), chosen, restRight, rest));
        }
        java.util.Collections.shuffle(met, random);
        return met;
    }

    /** (M1 - M0) / s * sqrt(p q), with s over all: the textbook's form, which shares nothing with the code's. */
    private static double pointBiserial(List<Met> met) {
        var ones = met.stream().filter(Met::right).toList();
        var zeros = met.stream().filter(one -> !one.right()).toList();
        var mean = met.stream().mapToDouble(Met::restShare).average().orElseThrow();
        var variance = met.stream()
                .mapToDouble(one -> Math.pow(one.restShare() - mean, 2))
                .average()
                .orElseThrow();
        var above = ones.stream().mapToDouble(Met::restShare).average().orElseThrow();
        var below = zeros.stream().mapToDouble(Met::restShare).average().orElseThrow();
        var p = (double) ones.size() / met.size();
        return (above - below) / Math.sqrt(variance) * Math.sqrt(p * (1 - p));
    }

    @Test
    void figuresAreThoseOfTheTextbook() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var compared = 0;
        for (var round = 0; round < 500; round++) {
            var met = random(random);
            var figures = ItemFigures.of(met, OPTIONS, Set.of("B"));
            var right = met.stream().filter(Met::right).count();
            assertThat(figures.difficulty()).as("seed " + seed).isEqualTo((double) right / met.size());
            assertThat(figures.unanswered()).as("seed " + seed).isEqualTo((int)
                    met.stream().filter(one -> one.chosen().isEmpty()).count());
            if (figures.discrimination() != null) {
                compared++;
                assertThat(figures.discrimination()).as("seed " + seed).isCloseTo(pointBiserial(met), within(1e-9));
            }
            var sorted = new ArrayList<>(met);
            sorted.sort(Comparator.comparing((Met one) -> (double) one.restRight() / one.rest())
                    .thenComparing(Met::attempt));
            for (var choice : figures.choices()) {
                var upper = 0;
                var lower = 0;
                var all = 0;
                for (var at = 0; at < sorted.size(); at++) {
                    if (sorted.get(at).chosen().contains(choice.key())) {
                        all++;
                        upper += at >= sorted.size() - sorted.size() / 3 ? 1 : 0;
                        lower += at < sorted.size() / 3 ? 1 : 0;
                    }
                }
                assertThat(choice)
                        .as("seed " + seed)
                        .isEqualTo(new Choice(choice.key(), choice.key().equals("B"), all, upper, lower));
            }
        }
        assertThat(compared).isGreaterThan(400);
    }

    @Test
    void theOrderOfTheAttemptsChangesNothing() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 100; round++) {
            var met = random(random);
            var shuffled = new ArrayList<>(met);
            java.util.Collections.shuffle(shuffled, random);
            var one = ItemFigures.of(met, OPTIONS, Set.of("B"));
            var other = ItemFigures.of(shuffled, OPTIONS, Set.of("B"));
            assertThat(other.choices()).as("seed " + seed).isEqualTo(one.choices());
            assertThat(other.flags()).as("seed " + seed).isEqualTo(one.flags());
        }
    }

    @Test
    void nineAttemptsTellTheirNumberAndNothingElse() {
        var nine = new ArrayList<Met>();
        for (var attempt = 1; attempt <= 9; attempt++) {
            nine.add(met(attempt, attempt % 2 == 0, "A", attempt, 9));
        }
        var figures = ItemFigures.of(nine, OPTIONS, Set.of("B"));
        assertThat(figures).isEqualTo(new ItemFigures(9, 0, 0, null, null, List.of(), Set.of()));
        assertThat(figures.isSuppressed()).isTrue();
        nine.add(met(10, true, "B", 5, 9));
        assertThat(ItemFigures.of(nine, OPTIONS, Set.of("B")).isSuppressed()).isFalse();
    }

    @Test
    void aKeyThatThoseWhoKnowMoreRefuseIsDoubtful() {
        var met = new ArrayList<Met>();
        for (var attempt = 1; attempt <= 30; attempt++) {
            var knows = attempt > 15;
            met.add(met(attempt, !knows, knows ? "C" : "B", knows ? 8 : 3, 9));
        }
        var figures = ItemFigures.of(met, OPTIONS, Set.of("B"));
        assertThat(figures.flags()).contains(Flag.KEY_DOUBTFUL);
        assertThat(figures.discrimination()).isNegative();
        var mended = ItemFigures.of(
                met.stream()
                        .map(one -> met(
                                one.attempt(),
                                one.chosen().contains("C"),
                                one.chosen().iterator().next(),
                                one.restRight(),
                                one.rest()))
                        .toList(),
                OPTIONS,
                Set.of("C"));
        assertThat(mended.flags()).doesNotContain(Flag.KEY_DOUBTFUL);
        assertThat(mended.discrimination()).isPositive();
    }

    @Test
    void whatDoesNotVaryHasNoDiscrimination() {
        var allRight = new ArrayList<Met>();
        for (var attempt = 1; attempt <= 20; attempt++) {
            allRight.add(met(attempt, true, "B", attempt % 9, 9));
        }
        var figures = ItemFigures.of(allRight, OPTIONS, Set.of("B"));
        assertThat(figures.discrimination()).isNull();
        assertThat(figures.flags()).containsExactly(Flag.EASY);
    }

    @Test
    void typedAnswersAreListedByFrequencyTheRightOneAlways() {
        var met = new ArrayList<Met>();
        for (var attempt = 1; attempt <= 20; attempt++) {
            met.add(met(attempt, false, attempt <= 12 ? "3600" : "other" + attempt, attempt % 9, 9));
        }
        var figures = ItemFigures.of(met, List.of(), Set.of("720"));
        assertThat(figures.choices().getFirst().key()).isEqualTo("3600");
        assertThat(figures.choices()).anyMatch(choice -> choice.right() && choice.all() == 0);
        assertThat(figures.flags()).contains(Flag.HARD);
    }

    @Test
    void whatIsOftenLeftOutAndOptionsThatNobodyTakesAreNamed() {
        var met = new ArrayList<Met>();
        for (var attempt = 1; attempt <= 40; attempt++) {
            var out = attempt % 3 == 0;
            met.add(met(attempt, !out && attempt % 2 == 0, out ? "" : attempt % 2 == 0 ? "B" : "A", attempt % 9, 9));
        }
        var figures = ItemFigures.of(met, OPTIONS, Set.of("B"));
        assertThat(figures.flags()).contains(Flag.LEFT_OUT, Flag.OPTION_UNUSED);
        // Right or wrong: that nobody says "wrong" is told by the share already.
        var judged = new ArrayList<Met>();
        for (var attempt = 1; attempt <= 40; attempt++) {
            judged.add(met(attempt, true, "true", attempt % 9, 9));
        }
        assertThat(ItemFigures.of(judged, List.of("true", "false"), Set.of("true"))
                        .flags())
                .containsExactly(Flag.EASY);
    }
}
