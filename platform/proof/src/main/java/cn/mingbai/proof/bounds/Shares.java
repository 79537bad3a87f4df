package cn.mingbai.proof.bounds;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** How a check is shared out over the parts of a list. */
public final class Shares {

    private Shares() {}

    /**
     * So many households for each part that every part is checked in at least the same proportion: {@code n_h} is
     * {@code check·N_h/N}, rounded up. Together they are at least {@code check}, and at most one more for each part.
     *
     * @param sizes households in each part, each from 1; together at most 10,000,000
     * @param check how many households to check in all, from 0 to their sum
     * @throws IllegalArgumentException when they are not so
     */
    public static List<Integer> inProportion(List<Integer> sizes, int check) {
        var listed = 0;
        for (int size : sizes) {
            listed += Exact.within("households of a part", size, 1, Exact.LONGEST_LIST - listed);
        }
        Exact.within("households to check", check, 0, listed);
        if (listed == 0) {
            return List.of();
        }
        var all = listed;
        IntUnaryOperator share = size -> Math.toIntExact(Math.ceilDiv((long) check * size, (long) all));
        return sizes.stream().map(share::applyAsInt).toList();
    }
}
