package cn.mingbai.core.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.core.start.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomLimitsTest {

    private static final long MB = 1024 * 1024;
    private static final long LARGE = 1_000_000 * MB;

    private final RoomLimits limits = RoomLimits.of("2GB", "256MB");

    @ParameterizedTest
    @CsvSource({"500000, ENOUGH", "2048, ENOUGH", "2047, LOW", "256, LOW", "255, FULL", "8, FULL", "7, NONE", "0, NONE"
    })
    void countsWhatIsFree(long freeMb, RoomLevel level) {
        assertThat(limits.level(freeMb * MB, LARGE, RoomLevel.ENOUGH)).isEqualTo(level);
    }

    @Test
    void takesNoSmallDiskForFullWhileItIsEmpty() {
        var small = 120 * MB;
        assertThat(limits.level(small, small, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.ENOUGH);
        assertThat(limits.level(11 * MB, small, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.LOW);
        assertThat(limits.level(2 * MB, small, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.FULL);
        assertThat(limits.level(0, small, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.NONE);
    }

    @Test
    void leavesALevelOnlyWhenThereIsClearlyMore() {
        assertThat(limits.level(260 * MB, LARGE, RoomLevel.FULL)).isEqualTo(RoomLevel.FULL);
        assertThat(limits.level(290 * MB, LARGE, RoomLevel.FULL)).isEqualTo(RoomLevel.LOW);
        assertThat(limits.level(2100 * MB, LARGE, RoomLevel.LOW)).isEqualTo(RoomLevel.LOW);
        assertThat(limits.level(2300 * MB, LARGE, RoomLevel.LOW)).isEqualTo(RoomLevel.ENOUGH);
        assertThat(limits.level(260 * MB, LARGE, RoomLevel.NONE)).isEqualTo(RoomLevel.FULL);
        assertThat(limits.level(255 * MB, LARGE, RoomLevel.LOW))
                .as("worse at once")
                .isEqualTo(RoomLevel.FULL);
    }

    @Test
    void doesNotFlutterBetweenLimitsThatAreOne() {
        var one = RoomLimits.of("1GB", "1GB");
        assertThat(one.level(1000 * MB, LARGE, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.FULL);
        assertThat(one.level(1050 * MB, LARGE, RoomLevel.FULL)).isEqualTo(RoomLevel.FULL);
        assertThat(one.level(1050 * MB, LARGE, RoomLevel.LOW)).isEqualTo(RoomLevel.LOW);
        assertThat(one.level(1200 * MB, LARGE, RoomLevel.FULL)).isEqualTo(RoomLevel.ENOUGH);
    }

    @Test
    void zeroIsNever() {
        assertThat(RoomLimits.of("0B", "0B").level(0, LARGE, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.ENOUGH);
        assertThat(RoomLimits.of("2GB", "0").level(0, LARGE, RoomLevel.ENOUGH)).isEqualTo(RoomLevel.LOW);
    }

    @ParameterizedTest
    @CsvSource({"-1GB, 256MB", "2GB, -1MB", "-2GB, -3GB", "256MB, 2GB", "much, 256MB", "2GB, ''", "99999999999TB, 1MB"})
    void refusesWhatIsNoLimitInOneSentence(String low, String full) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> RoomLimits.of(low, full))
                .withMessageContaining("MINGBAI_SPACE_LOW")
                .withMessageContaining("“" + low + "”")
                .withMessageContaining("“" + full + "”")
                .withMessageNotContaining("\n");
    }
}
