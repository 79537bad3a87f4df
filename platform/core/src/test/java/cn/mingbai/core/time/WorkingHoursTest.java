package cn.mingbai.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingHoursTest {

    @ParameterizedTest
    @CsvSource({
        // 25 November 2026 is a Wednesday; Asia/Shanghai is 8 hours on.
        "2026-11-24T23:59:59Z, false",
        "2026-11-25T00:00:00Z, true",
        "2026-11-25T09:59:59Z, true",
        "2026-11-25T10:00:00Z, false",
        "2026-11-25T16:30:00Z, false",
        "2026-11-27T09:59:59Z, true",
        "2026-11-28T04:00:00Z, false",
        "2026-11-29T04:00:00Z, false",
        "2026-11-30T00:00:00Z, true"
    })
    void workdaysFromEightToSixInShanghai(Instant instant, boolean included) {
        assertThat(WorkingHours.include(instant)).isEqualTo(included);
    }

    @Test
    void whatIsPostedOnAFridayEveningIsFreshOnMondayMorning() {
        var posted = Instant.parse("2026-11-27T10:00:01Z");
        var next = Instant.parse("2026-11-30T00:00:00Z");
        assertThat(WorkingHours.include(posted)).isFalse();
        assertThat(Duration.between(posted, next)).isLessThan(Duration.ofDays(3));
    }
}
