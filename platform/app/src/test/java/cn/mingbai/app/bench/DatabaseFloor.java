package cn.mingbai.app.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * What the database alone does with the statements of one call and their commit, again and again on eight connections.
 *
 * @param name of its figures, {@code floor_name_per_s} and {@code floor_name_p95_ms}
 * @param tables the statements that make the tables it works on
 * @param drop the statement that drops them
 */
record DatabaseFloor(String name, int seconds, List<String> tables, String drop, Prepared statements) {

    private static final int CONNECTIONS = 8;

    /** Prepares the statements of a call on a connection, which closes them with itself. */
    interface Prepared {
        Call on(Connection connection) throws SQLException;
    }

    /** Executes the statements of one call. */
    interface Call {
        /**
         * Executes them.
         *
         * @param number of the call on its connection, from 1
         */
        void execute(Random random, long number) throws SQLException;
    }

    void measure(AppProcess app, Figures figures) throws Exception {
        execute(app, tables);
        var timings = new Timings();
        var end = System.nanoTime() + seconds * 1_000_000_000L;
        var connections = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < CONNECTIONS; i++) {
            var random = new Random(i);
            connections.add(() -> {
                try (var connection = app.database()) {
                    repeat(connection, random, end, timings);
                }
                return true;
            });
        }
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (var done : threads.invokeAll(connections)) {
                done.get();
            }
        }
        figures.put("floor_" + name + "_per_s", timings.count() / seconds)
                .put("floor_" + name + "_p95_ms", timings.percentile(95));
        execute(app, List.of(drop));
    }

    private void repeat(Connection connection, Random random, long end, Timings timings) throws SQLException {
        connection.setAutoCommit(false);
        var call = statements.on(connection);
        for (var number = 1L; System.nanoTime() < end; number++) {
            var begin = System.nanoTime();
            call.execute(random, number);
            connection.commit();
            timings.add((System.nanoTime() - begin) / 1e6);
        }
    }

    private static void execute(AppProcess app, List<String> statements) throws Exception {
        try (var connection = app.database();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }
}
