package cn.mingbai.households.believability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of one worker, as far as its believability depends on it.
 *
 * @param household which household
 * @param at when it was recorded, the phone's clock corrected
 * @param kind what it is
 * @param seconds how long the entry took, or null when the phone did not say
 * @param member tells informed members apart (the digest of a name), or null when none was named
 * @param clockBroken whether its time could not be, so that the receipt stands for it
 * @param spot where it was recorded, or null: where none are kept, and where the phone knew none
 */
public record Noted(
        long household,
        Instant at,
        Kind kind,
        @Nullable Integer seconds,
        @Nullable String member,
        boolean clockBroken,
        @Nullable Spot spot) {

    /** A record of which nobody knows where it was made. */
    public Noted(
            long household,
            Instant at,
            Kind kind,
            @Nullable Integer seconds,
            @Nullable String member,
            boolean clockBroken) {
        this(household, at, kind, seconds, member, clockBroken, null);
    }

    /** What was recorded. */
    public enum Kind {
        /** At a door, where somebody was spoken to. */
        ALONE,
        /** A call, a sheet left, nobody met: what takes little time, so that no pace is in it. */
        BRIEF,
        /** Ticked at a meeting, where many are reached in the same minute. */
        MEETING,
        /** An informed member was confirmed. */
        CONFIRMATION,
        /** A household answered by itself, in the browser in which the worker's own phone is registered. */
        OWN_PHONE
    }
}
