package cn.mingbai.households.coverage;

import cn.mingbai.households.coverage.rule.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deltas of one village under one campaign, side by side in memory: any day as known on any day is their sum. Complete
 * once it is read by others.
 */
final class VillageDeltas {

    private static final int KINDS = Kind.values().length;
    private static final int KIND_BITS = 5;
    private static final int DAY_BITS = 22;
    private static final int DAY_MASK = (1 << DAY_BITS) - 1;

    /** Day, recorded day and kind, packed in this order. */
    private long[] cells = new long[32];

    private int[] changes = new int[32];
    private int size;

    private final long[] all = new long[KINDS];
    private int lastDay = Integer.MIN_VALUE;
    private int lastRecorded = Integer.MIN_VALUE;

    /**
     * Adds a delta.
     *
     * @param day its day, counted from 1970-01-01, and {@code recorded} the day it was recorded on, likewise
     */
    void add(Kind kind, int day, int recorded, int change) {
        if (day < 0 || day > DAY_MASK || recorded < 0 || recorded > DAY_MASK) {
            throw new IllegalStateException("expected days of 1970 or later, but got " + day + " and " + recorded);
        }
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size * 2);
            changes = Arrays.copyOf(changes, size * 2);
        }
        cells[size] = ((long) day << DAY_BITS | recorded) << KIND_BITS | kind.ordinal();
        changes[size++] = change;
        all[kind.ordinal()] += change;
        lastDay = Math.max(lastDay, day);
        lastRecorded = Math.max(lastRecorded, recorded);
    }

    /** Adds to {@code counts}, one place per kind, what counted on {@code day} as known on {@code known}. */
    void sum(LocalDate day, LocalDate known, long[] counts) {
        if (lastDay <= day.toEpochDay() && lastRecorded <= known.toEpochDay()) {
            for (var kind = 0; kind < KINDS; kind++) {
                counts[kind] += all[kind];
            }
            return;
        }
        for (var at = 0; at < size; at++) {
            var cell = cells[at];
            if (cell >>> (DAY_BITS + KIND_BITS) <= day.toEpochDay()
                    && (cell >>> KIND_BITS & DAY_MASK) <= known.toEpochDay()) {
                counts[(int) (cell & (1 << KIND_BITS) - 1)] += changes[at];
            }
        }
    }

    /** What was asked last: trends ask for the same days again and again, and few villages change in between. */
    private volatile @Nullable OnDays last;

    private record OnDays(long[] days, LocalDate known, int[][] counts) {}

    /**
     * What counted on each of some days, as known on one day.
     *
     * @param days in order of time, counted from 1970-01-01
     * @return a row per day with one place per kind, not to be changed
     */
    int[][] onDays(long[] days, LocalDate known) {
        var asked = last;
        if (asked == null || !asked.known().equals(known) || !Arrays.equals(asked.days(), days)) {
            asked = new OnDays(days, known, count(days, known));
            last = asked;
        }
        return asked.counts();
    }

    private int[][] count(long[] days, LocalDate known) {
        var counts = new int[days.length][KINDS];
        for (var at = 0; at < size; at++) {
            var cell = cells[at];
            if ((cell >>> KIND_BITS & DAY_MASK) <= known.toEpochDay()) {
                var place = Arrays.binarySearch(days, cell >>> (DAY_BITS + KIND_BITS));
                place = place < 0 ? -place - 1 : place;
                if (place < days.length) {
                    counts[place][(int) (cell & (1 << KIND_BITS) - 1)] += changes[at];
                }
            }
        }
        for (var day = 1; day < days.length; day++) {
            for (var kind = 0; kind < KINDS; kind++) {
                counts[day][kind] += counts[day - 1][kind];
            }
        }
        return counts;
    }
}
