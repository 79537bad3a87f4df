package cn.mingbai.households.visitapp;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.households.visitapp.PhoneClock.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhoneClockTest {

    private static final Instant KNOWN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant RECORDED = RECEIVED.minus(Duration.ofHours(3));

    @Test
    void aRightClockIsNotMarked() {
        var reading = PhoneClock.read(RECORDED, RECEIVED.minusSeconds(40), RECEIVED, KNOWN);
        assertThat(reading.mark()).isNull();
        assertThat(reading.happenedAt()).isEqualTo(RECORDED.plusSeconds(40));
    }

    @Test
    void aClockIn1970IsCorrectedByWhatItSaysWhenItSends() {
        var offset = Duration.between(Instant.parse("1970-01-01T09:00:00Z"), RECEIVED);
        var reading = PhoneClock.read(RECORDED.minus(offset), RECEIVED.minus(offset), RECEIVED, KNOWN);
        assertThat(reading.happenedAt()).isEqualTo(RECORDED);
        assertThat(reading.mark()).isEqualTo(Mark.ADJUSTED);
    }

    @Test
    void aClockAYearAheadIsCorrected() {
        var year = Duration.ofDays(365);
        var reading = PhoneClock.read(RECORDED.plus(year), RECEIVED.plus(year), RECEIVED, KNOWN);
        assertThat(reading.visitedOn()).isEqualTo(LocalDate.of(2026, 11, 26));
        assertThat(reading.happenedAt()).isEqualTo(RECORDED);
        assertThat(reading.mark()).isEqualTo(Mark.ADJUSTED);
    }

    @Test
    void aClockSetRightBetweenRecordAndSendGivesAnImpossibleTimeAndTheReceiptStandsForIt() {
        var in1970 = PhoneClock.read(Instant.parse("1970-01-01T05:00:00Z"), RECEIVED, RECEIVED, KNOWN);
        var ahead = PhoneClock.read(RECORDED.plus(Duration.ofDays(365)), RECEIVED, RECEIVED, KNOWN);
        assertThat(in1970).isEqualTo(ahead);
        assertThat(in1970.mark()).isEqualTo(Mark.IMPOSSIBLE);
        assertThat(in1970.happenedAt()).isEqualTo(RECEIVED);
        assertThat(in1970.visitedOn()).isEqualTo(LocalDate.of(2026, 11, 26));
    }

    @Test
    void theDayIsThatOfShanghai() {
        var beforeMidnight = Instant.parse("2026-11-25T15:59:59Z");
        assertThat(PhoneClock.read(beforeMidnight, RECEIVED, RECEIVED, KNOWN).visitedOn())
                .isEqualTo(LocalDate.of(2026, 11, 25));
        assertThat(PhoneClock.read(beforeMidnight.plusSeconds(1), RECEIVED, RECEIVED, KNOWN)
                        .visitedOn())
                .isEqualTo(LocalDate.of(2026, 11, 26));
    }

    @Test
    void aRecordWithoutATimeStandsAtItsReceipt() {
        var reading = PhoneClock.read(null, RECEIVED, RECEIVED, KNOWN);
        assertThat(reading.mark()).isEqualTo(Mark.MISSING);
        assertThat(reading.happenedAt()).isEqualTo(RECEIVED);
    }

    @Test
    void whateverAPhoneSaysTheTimeLiesBetweenItsRegistrationAndTheReceipt() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var at = Instant.ofEpochSecond(random.nextLong(0, 7_000_000_000L));
            var now = random.nextInt(5) == 0 ? null : Instant.ofEpochSecond(random.nextLong(0, 7_000_000_000L));
            var reading = PhoneClock.read(at, now, RECEIVED, KNOWN);
            assertThat(reading.happenedAt()).as("seed %s", seed).isBetween(KNOWN.minus(PhoneClock.TOLERANCE), RECEIVED);
        }
    }
}
