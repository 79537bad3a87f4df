package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.FreshData;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.testing.OwnerDatabase;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long an officer waits for a roster of 50,000 rows (.xlsx, eight columns, every village of the district): checking and
 * taking in together ({@code seconds}), each of which reads the file anew, and the same file once more, which changes
 * nothing ({@code again_seconds}). {@code heap_mb} is the sum of the heap pools' peaks from before the check to after the
 * import, the report still held; {@code heap_kept_mb} what is left after a collection then, less what there was before.
 *
 * <p>Floor of the same run: the same persons and postings written by plain JDBC into tables of the same shape, ids given,
 * in batches of 500 in one transaction, with no file read and nothing checked. {@code first_seconds} is the round before
 * the measured ones, in a Java machine that has not imported anything yet.
 */
@SpringBootTest(classes = MingbaiApplication.class, properties = "mingbai.demo=false")
class RosterBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);
    private static final int ROWS = 50_000;
    private static final int BATCH = 500;
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);

    static {
        FreshData.begin();
    }

    @Autowired
    World world;

    @Autowired
    StaffImport imports;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    OwnerDatabase owner;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    @Test
    void roster() {
        var villages = divisions.subtree(world.division(World.DISTRICT), Times.today(clock)).stream()
                .filter(division -> division.level() == Level.VILLAGE)
                .toList();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        owner.jdbc().execute("create table bench_person like person");
        owner.jdbc().execute("create table bench_posting like posting");
        var both = new double[RUNS];
        var plan = new double[RUNS];
        var apply = new double[RUNS];
        var again = new double[RUNS];
        var floor = new double[RUNS];
        var heap = new double[RUNS];
        var kept = new double[RUNS];
        var first = 0.0;
        var size = 0;
        for (var run = -1; run < RUNS; run++) {
            var file = file(run, villages);
            size = file.length;
            var at = Math.max(run, 0);
            var before = collected();
            pools().forEach(MemoryPoolMXBean::resetPeakUsage);
            plan[at] = seconds(
                    () -> assertThat(imports.plan("roster.xlsx", file).added()).hasSize(ROWS));
            var held = new ImportReport[1];
            apply[at] = seconds(() -> held[0] = imports.apply("roster.xlsx", file, ImportProgress.NONE));
            heap[at] = pools().stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    / 1e6;
            kept[at] = Math.max(0, collected() - before);
            assertThat(held[0].added()).hasSize(ROWS);
            both[at] = plan[at] + apply[at];
            again[at] = seconds(() -> assertThat(imports.apply("roster.xlsx", file, ImportProgress.NONE)
                            .changesNothing())
                    .isTrue());
            floor[at] = seconds(this::plainRows);
            owner.jdbc().execute("truncate table bench_posting");
            owner.jdbc().execute("truncate table bench_person");
            first = run < 0 ? both[0] : first;
            assertThat(imported(run)).isEqualTo(2 * ROWS);
            System.out.printf(
                    "run %d of %d: check %.2f s, take in %.2f s, again %.2f s, floor %.2f s, heap %.0f MB%n",
                    run + 1, RUNS, plan[at], apply[at], again[at], floor[at], heap[at]);
            forget(run);
        }
        owner.jdbc().execute("drop table bench_person");
        owner.jdbc().execute("drop table bench_posting");
        new Figures("roster")
                .put("rows", ROWS)
                .put("file_mb", Math.round(size / 1e4) / 100.0)
                .put("villages", villages.size())
                .put("runs", RUNS)
                .measured("seconds", both)
                .measured("plan_s", plan)
                .measured("apply_s", apply)
                .measured("again_seconds", again)
                .put("first_seconds", Math.round(first * 1000) / 1000.0)
                .measured("floor_plain_rows_s", floor)
                .measured("heap_mb", heap)
                .measured("heap_kept_mb", kept)
                .put("heap_limit_mb", Runtime.getRuntime().maxMemory() / 1_000_000)
                .print();
    }

    private static double seconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static double collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static String number(int run, int row) {
        return "B" + (run + 1) + "-" + row;
    }

    private static byte[] file(int run, List<Division> villages) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        for (var row = 0; row < ROWS; row++) {
            var village = villages.get(row % villages.size());
            var duty = row % 5 == 0 ? "宣传员A角" : row % 5 == 1 ? "宣传员B角" : "经办人";
            rows.add(List.of(
                    number(run, row),
                    "演示" + (char) ('一' + row % 5000) + (char) ('一' + row / 5000),
                    "",
                    village.name(),
                    village.code().value(),
                    duty,
                    "1%010d".formatted(9_900_000_000L + row),
                    FROM.plusDays(row % 300)));
        }
        return SheetWriter.xlsx(
                "花名册",
                new SheetTable("人员花名册", List.of("工号", "姓名", "镇街", "单位", "单位代码", "职务", "电话", "任职日期"), rows, List.of()));
    }

    private void plainRows() {
        var now = Times.sql(clock.instant());
        transactions.executeWithoutResult(status -> {
            for (var from = 0; from < ROWS; from += BATCH) {
                var persons = new ArrayList<Object[]>();
                var postings = new ArrayList<Object[]>();
                for (var row = from; row < from + BATCH; row++) {
                    persons.add(new Object[] {row + 1, number(9, row), "演示赵甲", "19900000000", now});
                    postings.add(new Object[] {row + 1, row + 1, row % 74, "VILLAGE_STAFF", FROM, now});
                }
                jdbc.batchUpdate(
                        "insert into bench_person (id, staff_number, name, phone, created_at) values (?, ?, ?, ?, ?)",
                        persons);
                jdbc.batchUpdate(
                        "insert into bench_posting (id, person_id, division_id, duty, valid_from, valid_to, recorded_at,"
                                + " superseded_at) values (?, ?, ?, ?, ?, '9999-12-31', ?, '9999-12-31')",
                        postings);
            }
        });
    }

    private int imported(int run) {
        var prefix = "B" + (run + 1) + "-%";
        var persons =
                jdbc.queryForObject("select count(*) from person where staff_number like ?", Integer.class, prefix);
        var postings = jdbc.queryForObject(
                "select count(*) from posting p join person s on s.id = p.person_id where s.staff_number like ?",
                Integer.class,
                prefix);
        return (persons == null ? 0 : persons) + (postings == null ? 0 : postings);
    }

    /** So that each run begins with the roster that the one before found. */
    private void forget(int run) {
        var prefix = "B" + (run + 1) + "-%";
        jdbc.update("delete p from posting p join person s on s.id = p.person_id where s.staff_number like ?", prefix);
        jdbc.update("delete from person where staff_number like ?", prefix);
    }
}
