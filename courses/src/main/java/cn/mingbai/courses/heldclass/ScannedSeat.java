package cn.mingbai.courses.heldclass;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the officer's phone shows after a code was scanned.
 *
 * @param at when the person was noted as there, or null as long as nobody did
 * @param hindrance why the person cannot be signed in now
 * @param present how many are there by now
 * @param listed how many are on the list
 */
public record ScannedSeat(
        ClassId id,
        String title,
        LocalDate day,
        String name,
        String unit,
        @Nullable Instant at,
        Hindrance hindrance,
        int present,
        int listed) {

    /** Why nobody can be signed in now. */
    public enum Hindrance {
        NONE,
        TOO_EARLY,
        CANCELLED
    }
}
