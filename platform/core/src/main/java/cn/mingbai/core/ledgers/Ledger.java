package cn.mingbai.core.ledgers;

import java.util.List;

/** A table that districts hand in. Each module that has one names it in an enumeration. */
public interface Ledger {

    /** What it is called where choices are kept: at most 20 characters, of no other ledger. */
    String name();

    /** The keys of its columns, in the usual order. */
    List<String> columns();

    /** The key of a column's usual heading. */
    String heading(String column);
}
