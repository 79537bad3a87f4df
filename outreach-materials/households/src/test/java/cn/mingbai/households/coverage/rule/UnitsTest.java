package cn.mingbai.households.coverage.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.households.coverage.rule.Units.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 9, 10);

    @Test
    void householdsMayGoAlongWithWhatComesAfterTheDayInItsOrderAndNowhereElse() {
        var units = new Units(List.of(
                new Step(1, 10, 11, DAY.minusDays(1), true, true),
                new Step(2, 12, 13, DAY.plusDays(2), false, true),
                new Step(3, 13, 14, DAY.plusDays(3), true, true),
                new Step(4, 14, 15, DAY.plusDays(1), true, true),
                new Step(5, 16, 12, DAY.minusDays(9), true, false)));
        assertThat(units.mayBe(10, DAY)).containsExactly(10L);
        assertThat(units.mayBe(12, DAY)).containsExactlyInAnyOrder(12L, 13L, 14L);
        assertThat(units.mayBe(16, DAY)).containsExactlyInAnyOrder(16L, 12L, 13L, 14L);
    }

    @Test
    void whereverAHouseholdIsTodayItIsWhereItMayBe() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++) {
            var steps = new ArrayList<Step>();
            var changes = random.nextInt(12);
            for (var change = 1; change <= changes; change++) {
                steps.add(new Step(
                        change,
                        random.nextInt(5),
                        random.nextInt(5),
                        DAY.plusDays(random.nextInt(9) - 4),
                        random.nextBoolean(),
                        random.nextInt(4) > 0));
            }
            var units = new Units(steps);
            var own = new HashSet<Long>();
            steps.stream().filter(step -> random.nextBoolean()).forEach(step -> own.add(step.change()));
            for (var village = 0; village < 5; village++) {
                assertThat(units.mayBe(village, DAY))
                        .as("seed %d, round %d, village %d: %s", seed, round, village, steps)
                        .contains(units.of(village, DAY, own));
            }
        }
    }
}
