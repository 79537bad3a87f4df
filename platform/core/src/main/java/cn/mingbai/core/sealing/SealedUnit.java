package cn.mingbai.core.sealing;

import java.util.Comparator;
import java.util.List;

/** A unit of a sealed report of whichever kind, as it was on the report's day. */
public interface SealedUnit {

    long division();

    String code();

    String name();

    /** Units in code order. */
    static <U extends SealedUnit> List<U> inOrder(List<U> units) {
        return units.stream()
                .sorted(Comparator.comparing(SealedUnit::code).thenComparingLong(SealedUnit::division))
                .toList();
    }
}
