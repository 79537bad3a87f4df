package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.FreshData;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.testing.OwnerDatabase;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long it takes to check and to take in 5,000 rows of a roster ({@code staff_*}) and of a household ledger
 * ({@code ledger_*}), each run with rows that are all new. The floor of the same run: 5,000 rows of five plain columns
 * written by JDBC in batches of 500 in one transaction.
 */
@SpringBootTest(classes = MingbaiApplication.class, properties = "mingbai.demo=false")
class ImportBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);
    private static final int ROWS = 5000;

    static {
        FreshData.begin();
    }

    @Autowired
    World world;

    @Autowired
    StaffImport staff;

    @Autowired
    LedgerImport ledger;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    OwnerDatabase owner;

    @Autowired
    Clock clock;

    @Test
    void imports() {
        var staffPlan = new double[RUNS];
        var staffApply = new double[RUNS];
        var ledgerPlan = new double[RUNS];
        var ledgerApply = new double[RUNS];
        var floor = new double[RUNS];
        world.division(World.DISTRICT);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        owner.jdbc()
                .execute("create table bench_floor (id bigint auto_increment primary key, a varchar(40), b varchar(40),"
                        + " c bigint, d date)");
        // One round to warm up; it is not counted.
        for (var run = -1; run < RUNS; run++) {
            var roster = roster(run);
            var register = LedgerUpload.of("ledger.csv", register(run), Times.today(clock));
            var at = Math.max(run, 0);
            staffPlan[at] = seconds(
                    () -> assertThat(staff.plan("roster.csv", roster).added()).hasSize(ROWS));
            staffApply[at] = seconds(() -> staff.apply("roster.csv", roster, ImportProgress.NONE));
            ledgerPlan[at] =
                    seconds(() -> assertThat(ledger.plan(register).added()).hasSize(ROWS));
            ledgerApply[at] = seconds(() -> ledger.apply(register, ImportProgress.NONE));
            floor[at] = seconds(this::plainRows);
            System.out.printf(
                    "run %d of %d: staff %.2f s, ledger %.2f s, floor %.2f s%n",
                    run + 1, RUNS, staffApply[at], ledgerApply[at], floor[at]);
        }
        owner.jdbc().execute("drop table bench_floor");
        new Figures("import")
                .put("rows", ROWS)
                .put("runs", RUNS)
                .measured("staff_plan_s", staffPlan)
                .measured("staff_apply_s", staffApply)
                .measured("ledger_plan_s", ledgerPlan)
                .measured("ledger_apply_s", ledgerApply)
                .measured("floor_plain_rows_s", floor)
                .print();
    }

    private static double seconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void plainRows() {
        var rows = new ArrayList<Object[]>();
        for (var i = 0; i < ROWS; i++) {
            rows.add(new Object[] {"number " + i, "演示赵甲", i, Times.today(clock)});
        }
        for (var from = 0; from < ROWS; from += 500) {
            jdbc.batchUpdate(
                    "insert into bench_floor (a, b, c, d) values (?, ?, ?, ?)", rows.subList(from, from + 500));
        }
    }

    private static byte[] roster(int run) {
        var lines = new StringBuilder("工号,姓名,单位代码,职务,电话,任职日期\r\n");
        for (var i = 0; i < ROWS; i++) {
            lines.append("B")
                    .append(run + 1)
                    .append('-')
                    .append(i)
                    .append(",演示赵甲,")
                    .append(World.VILLAGE);
            lines.append(",经办人,19900000000,2025-01-01\r\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] register(int run) {
        var lines = new StringBuilder("村（社区）代码,组,户号,户主,人口数,电话,状态,户籍户,常住户,救助对象户\r\n");
        for (var i = 0; i < ROWS; i++) {
            lines.append(World.VILLAGE).append(",").append(1 + i % 12).append("组,");
            lines.append("%d%05d".formatted(run + 2, i)).append(",演示王𠮷,3,19900000000,应访,是,是,否\r\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
