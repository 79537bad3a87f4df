package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;
import java.util.ArrayList;
import java.util.List;

/** Parameters of {@code in (…)}. */
@Internal
public final class InLists {

    private InLists() {}

    /**
     * The values, the last one repeated until their number is a power of two: so that lists of any length make a few
     * statements, which the database has prepared, and not one for each length.
     */
    public static <T> List<T> padded(List<T> values) {
        if (values.size() < 2) {
            return values;
        }
        var padded = new ArrayList<>(values);
        for (var size = Integer.highestOneBit(values.size() - 1) * 2; padded.size() < size; ) {
            padded.add(values.getLast());
        }
        return padded;
    }
}
