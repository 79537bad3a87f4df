package cn.mingbai.core.ledgers;

import java.util.List;
import java.util.Set;

/** A table that districts hand in. Each module that has one names it in an enumeration. */
public interface Ledger {

    /** What it is called where choices are kept: at most 20 characters, of no other ledger. */
    String name();

    /** The keys of its columns, in the usual order. */
    List<String> columns();

    /** The key of the column that numbers the rows by itself, if the ledger has one: 1, 2, 3. */
    default String serial() {
        return "serial";
    }

    /** The columns whose cells are numbers; printed, they stand on the right. */
    default Set<String> numbers() {
        return Set.of(serial());
    }

    /** The columns that hold the name of one of the staff and nothing else: shortened for who may not read names. */
    default Set<String> staffNames() {
        return Set.of();
    }

    /** The columns of free words among which names may stand: left out for who may not read names. */
    default Set<String> remarks() {
        return Set.of();
    }

    /** The key of a column's usual heading. */
    String heading(String column);
}
