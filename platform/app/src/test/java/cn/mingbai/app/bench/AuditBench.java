package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.FreshData;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.audit.AuditVerification;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.OwnerDatabase;
import cn.mingbai.core.testing.World;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many transactions of one small change commit in a second, from one thread and from 32 (on the application's pool of
 * connections): {@code chained_…} with a row in the audit trail, {@code floor_plain_…} with a row of the same words in a
 * table of the former shape, numbered by a sequence and not sealed, {@code floor_none_…} without a row. Measured in turns,
 * so that all meet the same load of the machine.
 *
 * <p>Then how long verifying a million rows takes ({@code verify_s}); {@code floor_read_s} reads the same columns in the same
 * portions and looks at nothing.
 */
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = {"mingbai.demo=false", "mingbai.jobs.threads=0"})
class AuditBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);
    private static final double SECONDS = 3;
    private static final int MANY = 32;
    private static final int ROWS = 1_000_000;
    private static final int BATCH = 1000;
    private static final int PORTION = 5000;
    private static final String DETAILS = "person 17, course dibao, 18 of 20";

    static {
        FreshData.begin();
    }

    @Autowired
    Audit audit;

    @Autowired
    AuditVerification verification;

    @Autowired
    World world;

    @Autowired
    OwnerDatabase owner;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void audit() throws Exception {
        var village = world.division(World.VILLAGE);
        owner.jdbc().execute("create table bench_work (id bigint primary key auto_increment, a varchar(40))");
        owner.jdbc()
                .execute("create table bench_plain (id bigint primary key, happened_at datetime(6) not null,"
                        + " person_id bigint, actor varchar(100) not null, what varchar(60) not null,"
                        + " subject varchar(120) not null, division_id bigint, details varchar(2000) not null,"
                        + " key (happened_at), key (division_id, happened_at))");
        owner.jdbc().execute("create sequence bench_plain_seq increment by 50");
        Runnable none = () -> {};
        Runnable plain = () -> jdbc.update(
                "insert into bench_plain values (next value for bench_plain_seq, utc_timestamp(6), ?, ?, ?, ?, ?, ?)",
                17,
                "演示赵甲",
                "attempt.hand-in",
                "attempt 4711",
                village.value(),
                DETAILS);
        Runnable chained =
                () -> audit.recordFor(new PersonId(17), "演示赵甲", "attempt.hand-in", "attempt 4711", village, DETAILS);
        var figures =
                new Figures("audit").put("runs", RUNS).put("threads", MANY).put("rows", ROWS);
        for (var threads : new int[] {1, MANY}) {
            var rates = new double[3][RUNS];
            for (var run = -1; run < RUNS; run++) {
                var kind = 0;
                for (var row : new Runnable[] {none, plain, chained}) {
                    var rate = perSecond(threads, row);
                    rates[kind++][Math.max(run, 0)] = rate;
                }
                System.out.printf(
                        "run %d of %d, %d threads: none %.0f, plain %.0f, chained %.0f per second%n",
                        run + 1,
                        RUNS,
                        threads,
                        rates[0][Math.max(run, 0)],
                        rates[1][Math.max(run, 0)],
                        rates[2][Math.max(run, 0)]);
            }
            figures.measured("chained_" + threads + "_per_s", rates[2])
                    .measured("floor_plain_" + threads + "_per_s", rates[1])
                    .measured("floor_none_" + threads + "_per_s", rates[0]);
        }
        fill();
        var verify = new double[RUNS];
        var read = new double[RUNS];
        for (var run = 0; run < RUNS; run++) {
            read[run] = seconds(this::read);
            verify[run] = seconds(
                    () -> assertThat(verification.run("", System.out::println)).isTrue());
            System.out.printf("run %d of %d: read %.1f s, verify %.1f s%n", run + 1, RUNS, read[run], verify[run]);
        }
        figures.measured("verify_s", verify).measured("floor_read_s", read).print();
    }

    private double perSecond(int threads, Runnable row) throws Exception {
        var end = System.nanoTime() + (long) (SECONDS * 1e9);
        var counting = IntStream.range(0, threads)
                .<Callable<Integer>>mapToObj(thread -> () -> {
                    var count = 0;
                    for (; System.nanoTime() < end; count++) {
                        transactions.executeWithoutResult(status -> {
                            jdbc.update("insert into bench_work (a) values ('a small change')");
                            row.run();
                        });
                    }
                    return count;
                })
                .toList();
        var sum = 0;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var count : pool.invokeAll(counting)) {
                sum += count.get();
            }
        }
        return sum / SECONDS;
    }

    /** Appends until there are a million rows. */
    private void fill() {
        var present = last();
        for (var from = present; from < ROWS; from += BATCH) {
            var entries = new ArrayList<Audit.Entry>();
            for (var i = from; i < Math.min(ROWS, from + BATCH); i++) {
                entries.add(new Audit.Entry(
                        new PersonId(i % 1000),
                        "演示赵甲",
                        "visit.hand-in",
                        "phone " + i % 300,
                        null,
                        "12 received, 0 kept"));
            }
            transactions.executeWithoutResult(status -> audit.recordAllFor(entries));
        }
        assertThat(last()).isGreaterThanOrEqualTo(ROWS);
    }

    private void read() {
        var last = new long[1];
        var count = new int[] {PORTION};
        while (count[0] == PORTION) {
            count[0] = 0;
            jdbc.query(
                    "select id, happened_at, person_id, actor, what, subject, division_id, details, refused, address,"
                            + " content_seal, seal from audit_entry where id > ? order by id limit ?",
                    row -> {
                        last[0] = row.getLong(1);
                        for (var column = 2; column <= 12; column++) {
                            row.getObject(column);
                        }
                        count[0]++;
                    },
                    last[0],
                    PORTION);
        }
    }

    private long last() {
        return java.util.Objects.requireNonNull(jdbc.queryForObject("select last_id from audit_head", Long.class));
    }

    private static double seconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
