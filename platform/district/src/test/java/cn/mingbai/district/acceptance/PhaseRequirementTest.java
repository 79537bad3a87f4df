package cn.mingbai.district.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhaseRequirementTest {

    private static Set<AcceptanceItem> wanted(int phase, int phases) {
        return PhaseRequirement.shipped(phase, phases).stream()
                .filter(PhaseRequirement::wanted)
                .map(PhaseRequirement::item)
                .collect(Collectors.toSet());
    }

    @Test
    void theNoticeAsksForBothRatesAndTheInspectionInTheLastPhaseAndNowhereForAFigureItDoesNotName() {
        assertThat(wanted(0, 3))
                .containsExactlyInAnyOrder(
                        AcceptanceItem.WORKERS, AcceptanceItem.BOARDS, AcceptanceItem.PHONES, AcceptanceItem.BULLETIN);
        assertThat(wanted(1, 3)).contains(AcceptanceItem.PROBLEMS).doesNotContain(AcceptanceItem.TRAINING);
        assertThat(wanted(2, 3))
                .contains(AcceptanceItem.TRAINING, AcceptanceItem.OUTREACH, AcceptanceItem.INSPECTED)
                .doesNotContain(AcceptanceItem.AWARE, AcceptanceItem.SATISFIED);
        assertThat(wanted(0, 1)).as("an only phase is the last").isEqualTo(wanted(2, 3));
    }

    @Test
    void eachItemIsThereOnceInTheOrderOfTheSheet() {
        assertThat(PhaseRequirement.shipped(1, 3))
                .extracting(PhaseRequirement::item)
                .isEqualTo(List.of(AcceptanceItem.values()));
    }

    @Test
    void aShareMeetsItsTargetAsItIsWrittenAndOneHundredPercentIsEverybody() {
        var all = new PhaseRequirement(AcceptanceItem.OUTREACH, true, 1000);
        assertThat(all.isMet(9999, 10_000)).isFalse();
        assertThat(all.isMet(10_000, 10_000)).isTrue();
        var most = new PhaseRequirement(AcceptanceItem.OUTREACH, true, 985);
        assertThat(most.percent()).isEqualTo("98.5%");
        assertThat(most.isMet(197, 200)).isTrue();
        assertThat(most.isMet(196, 200)).isFalse();
    }

    @Test
    void whatIsMetStaysMetWhenMoreAreReached() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++) {
            var of = 1 + random.nextInt(5000);
            var requirement = new PhaseRequirement(AcceptanceItem.TRAINING, true, 1 + random.nextInt(1000));
            var count = random.nextInt(of);
            if (requirement.isMet(count, of)) {
                assertThat(requirement.isMet(count + 1, of)).as("seed " + seed).isTrue();
            }
            assertThat(requirement.isMet(of, of)).as("seed " + seed).isTrue();
        }
    }
}
