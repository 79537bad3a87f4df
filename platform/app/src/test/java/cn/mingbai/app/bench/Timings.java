package cn.mingbai.app.bench;

import java.util.Arrays;

/** Durations that many threads measure, in milliseconds. */
final class Timings {

    private double[] values = new double[1024];
    private int size;

    synchronized void add(double milliseconds) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = milliseconds;
    }

    synchronized int count() {
        return size;
    }

    /** The value that so many percent do not exceed; 0 when there is none. */
    synchronized double percentile(double percent) {
        if (size == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        var index = (int) Math.ceil(percent / 100 * size) - 1;
        return Math.round(sorted[Math.clamp(index, 0, size - 1)] * 10) / 10.0;
    }
}
