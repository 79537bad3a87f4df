package cn.mingbai.households.visits;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hands out ids of visits from blocks of the sequence, so that fifty visits cost one statement for their ids. */
@Component
class VisitIds {

    /** The sequence's step: whoever takes a value of it owns it and the 49 that follow. */
    private static final int BLOCK = 50;

    private final JdbcClient jdbc;
    private long next;
    private int left;

    VisitIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So many ids that nobody else has, ascending within a block. */
    long[] take(int count) {
        var ids = new long[count];
        for (var i = 0; i < count; i++) {
            ids[i] = one();
        }
        return ids;
    }

    private synchronized long one() {
        if (left == 0) {
            next = jdbc.sql("select next value for visit_seq").query(Long.class).single();
            left = BLOCK;
        }
        left--;
        return next++;
    }
}
