package cn.mingbai.app.bench;

import cn.mingbai.core.divisions.DivisionId;
import org.springframework.jdbc.core.JdbcTemplate;

/** What districts of benches are written with past the services: the numbers of rows, and divisions of none of the lists. */
record BulkRows(JdbcTemplate jdbc) {

    /** A new division, from 2018 on. */
    DivisionId division(String code, String name, long parent, String level) {
        var id = next("division_seq");
        jdbc.update("insert into division (id, created_at) values (?, '2018-01-01')", id);
        jdbc.update(
                "insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from, valid_to,"
                        + " recorded_at, superseded_at) values (next value for division_version_seq, ?, ?, ?, ?, ?,"
                        + " 'bench', '2018-01-01', '9999-12-31', '2018-01-01', '9999-12-31')",
                id,
                code,
                name,
                parent,
                level);
        jdbc.update(
                "insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)"
                        + " select ancestor_id, ?, depth + 1, '2018-01-01', '9999-12-31' from division_ancestor"
                        + " where descendant_id = ? union all select ?, ?, 0, '2018-01-01', '9999-12-31'",
                id,
                parent,
                id,
                id);
        jdbc.update("insert into copy_version (topic, version) values ('division', 1)"
                + " on duplicate key update version = version + 1");
        return new DivisionId(id);
    }

    /** The next number of a sequence. */
    long next(String sequence) {
        return java.util.Objects.requireNonNull(jdbc.queryForObject("select next value for " + sequence, Long.class));
    }

    /** The first of so many numbers that the sequence will not give out. */
    long reserve(String sequence, int count) {
        var first = next(sequence) + 1000;
        jdbc.queryForObject("select setval(" + sequence + ", ?)", Long.class, first + count + 1000);
        return first;
    }
}
