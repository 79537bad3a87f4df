package cn.mingbai.households.informed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThreeQuestionsTest {

    @Test
    void aHouseholdHasTheSameThreeDifferentQuestionsWheneverItAsks() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 500; i++) {
            var household = random.nextLong(1, Long.MAX_VALUE);
            var size = random.nextInt(3, 40);
            var drawn = ThreeQuestions.places(household, "L26", size);
            assertThat(drawn)
                    .as("seed %s, household %s of %s", seed, household, size)
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .allMatch(place -> place >= 0 && place < size)
                    .isEqualTo(ThreeQuestions.places(household, "L26", size));
        }
    }

    @Test
    void theDrawIsTheOneThatPhonesAndPagesMadeBefore() {
        // A change would ask a household other questions than its page asked yesterday.
        assertThat(ThreeQuestions.places(17, "L26", 18)).isEqualTo(List.of(11, 4, 8));
    }

    @Test
    void neighboursAreAskedOtherQuestionsAndEachQuestionIsAskedAboutEquallyOften() {
        var counts = new HashMap<Integer, Integer>();
        var sets = new HashSet<List<Integer>>();
        for (var household = 1L; household <= 6_000; household++) {
            var drawn = ThreeQuestions.places(household, "L26", 18);
            sets.add(drawn);
            drawn.forEach(place -> counts.merge(place, 1, Integer::sum));
        }
        assertThat(sets).hasSizeGreaterThan(2_000);
        assertThat(counts)
                .hasSize(18)
                .allSatisfy((place, count) -> assertThat(count).isBetween(800, 1_200));
    }

    @Test
    void anotherVersionAsksOtherQuestions() {
        var same = 0;
        for (var household = 1L; household <= 1_000; household++) {
            if (ThreeQuestions.places(household, "L26", 18).equals(ThreeQuestions.places(household, "L27", 18))) {
                same++;
            }
        }
        assertThat(same).isLessThan(10);
    }

    @Test
    void theRightChoiceStandsInEveryPlaceAboutEquallyOften() {
        var first = new HashMap<Integer, Integer>();
        for (var household = 1L; household <= 3_000; household++) {
            var order = ThreeQuestions.choices(household, "free", 3);
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
            first.merge(order.getFirst(), 1, Integer::sum);
        }
        assertThat(first.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }
}
