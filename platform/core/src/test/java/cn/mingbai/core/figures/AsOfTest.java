package cn.mingbai.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AsOfTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Test
    void aDayOfKnowledgeEndsWithItInShanghai() {
        assertThat(new AsOf(DAY, DAY).knownBefore()).isEqualTo(Instant.parse("2026-11-20T16:00:00Z"));
    }

    @Test
    void aMomentBelongsToTheDayItEndsOrLiesIn() {
        var noon = Instant.parse("2026-11-21T04:00:00Z");
        assertThat(AsOf.at(DAY, noon)).isEqualTo(new AsOf(DAY, DAY.plusDays(1), noon));
        assertThat(AsOf.at(DAY, Instant.parse("2026-11-20T16:00:00Z"))).isEqualTo(new AsOf(DAY, DAY));
    }

    @Test
    void nothingIsKnownBeforeItsDay() {
        assertThatThrownBy(() -> new AsOf(DAY, DAY.minusDays(1))).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> AsOf.at(DAY, Instant.parse("2026-11-19T16:00:00Z")))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> new AsOf(DAY, DAY, Instant.parse("2026-11-20T16:00:01Z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AsOf(DAY, DAY, Instant.parse("2026-11-19T16:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
