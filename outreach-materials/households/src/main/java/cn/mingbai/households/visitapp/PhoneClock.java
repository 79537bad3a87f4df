package cn.mingbai.households.visitapp;

import cn.mingbai.core.time.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a phone's clock is worth: a pure function of what it said at the record, what it said when the record was handed in,
 * and the server's clock then. A time that cannot be is marked and never refused.
 */
final class PhoneClock {

    /** Less than this off is no matter. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private PhoneClock() {}

    /** What was wrong with a phone's clock. */
    enum Mark {
        /** It was off by more than five minutes when the record was handed in; the time is corrected by that. */
        ADJUSTED,
        /** The corrected time lies before the phone was registered or after the receipt; the receipt stands for it. */
        IMPOSSIBLE,
        /** The record came without a time; the receipt stands for it. */
        MISSING
    }

    /**
     * A record's time.
     *
     * @param happenedAt never after the receipt
     * @param visitedOn its day in Asia/Shanghai
     * @param mark null when nothing was wrong
     */
    record Reading(
            Instant happenedAt,
            LocalDate visitedOn,
            @Nullable Mark mark) {

        private Reading(Instant happenedAt, @Nullable Mark mark) {
            this(happenedAt, Times.dayOf(happenedAt), mark);
        }
    }

    /**
     * Reads a record's time.
     *
     * @param deviceAt the phone's clock when it was recorded, or null
     * @param deviceNow the phone's clock when it was handed in, or null when it did not say: then its clock is believed
     * @param received the server's clock when it was handed in
     * @param knownSince when the phone was first registered
     */
    static Reading read(@Nullable Instant deviceAt, @Nullable Instant deviceNow, Instant received, Instant knownSince) {
        if (deviceAt == null) {
            return new Reading(received, Mark.MISSING);
        }
        var offset = deviceNow == null ? Duration.ZERO : Duration.between(deviceNow, received);
        var corrected = deviceAt.plus(offset);
        if (corrected.isAfter(received.plus(TOLERANCE)) || corrected.isBefore(knownSince.minus(TOLERANCE))) {
            return new Reading(received, Mark.IMPOSSIBLE);
        }
        return new Reading(
                corrected.isAfter(received) ? received : corrected,
                offset.abs().compareTo(TOLERANCE) > 0 ? Mark.ADJUSTED : null);
    }
}
