package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts many rows with one statement: a round trip to the database costs more than a row. */
@Internal
public final class MultiRow {

    private static final int MOST = 200;

    private MultiRow() {}

    /**
     * Inserts the rows in their order.
     *
     * @param insert up to and with {@code values}
     * @param row one row's values in brackets, a question mark for each parameter
     * @param rows the parameters of each row
     */
    public static void insert(JdbcClient jdbc, String insert, String row, List<Object[]> rows) {
        for (var from = 0; from < rows.size(); from += MOST) {
            var some = rows.subList(from, Math.min(from + MOST, rows.size()));
            jdbc.sql(insert + String.join(", ", Collections.nCopies(some.size(), row)))
                    .params(some.stream().flatMap(Stream::of).toList())
                    .update();
        }
    }
}
