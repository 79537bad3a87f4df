package cn.mingbai.app.access;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A checksum of every table of the database, to see whether anything was written. */
final class TableSums {

    private final Map<String, String> sums;

    private TableSums(Map<String, String> sums) {
        this.sums = sums;
    }

    static TableSums of(JdbcClient jdbc) {
        var tables = jdbc.sql("select table_name from information_schema.tables where table_schema = database()"
                        + " and table_type = 'BASE TABLE' order by table_name")
                .query(String.class)
                .list();
        var sums = new TreeMap<String, String>();
        jdbc.sql("checksum table "
                        + String.join(
                                ", ",
                                tables.stream().map(name -> "`" + name + "`").toList()))
                .query((row, index) -> sums.put(row.getString(1), String.valueOf(row.getString(2))))
                .list();
        return new TableSums(sums);
    }

    /** The tables whose sums differ. */
    TreeSet<String> changedSince(TableSums before) {
        var changed = new TreeSet<String>();
        sums.forEach((table, sum) -> {
            if (!sum.equals(before.sums.get(table))) {
                changed.add(table);
            }
        });
        return changed;
    }
}
