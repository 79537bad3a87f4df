package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.FreshData;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.trainingrate.TrainingRates;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long the training rate takes for a district officer, on random days D of three years as known on random days K: the
 * whole table ({@code p95_ms}) and the people of one town with name and reason ({@code town_p95_ms}), first with 5,000 and
 * then with 50,000 people in the same 300 villages. {@code growth_5k_to_50k} is the whole table's median at 50,000 over
 * that at 5,000. Apart: the first reading, which loads everyone ({@code first_ms}), a reading right after a record was
 * written ({@code changed_p95_ms}), and the memory that the facts hold ({@code facts_5k_mb}, {@code facts_50k_mb}).
 * {@code cpu_} figures are the reading thread's own processor time: what is left on a machine that others use too.
 *
 * <p>In the same run: the floor is the database counting who is posted per village on D as known on K
 * ({@code floor_posted_ms}); the plain SQL baseline counts per village who owes courses and who passed all of them once,
 * which is less than the rate asks: no windows, no reasons, no totals of towns ({@code sql_ms}, {@code sql_town_ms}).
 */
@SpringBootTest(classes = MingbaiApplication.class, properties = "mingbai.demo=false")
class RatesBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);
    private static final int READINGS = 60;
    private static final int FEW = 5_000;
    private static final int MANY = 50_000;
    private static final int SAMPLE = 25;

    private static final String POSTED = """
            select p.division_id, count(distinct p.person_id) from posting p
            join division_ancestor a on a.descendant_id = p.division_id and a.ancestor_id = :root
              and a.valid_from <= :day and a.valid_to > :day
            where p.valid_from <= :day and p.valid_to > :day and p.recorded_at < :known and p.superseded_at >= :known
            group by p.division_id
            """;

    private static final String MET = """
            select division_id, count(*), sum(owed = passed) from (
              select p.person_id, p.division_id, count(distinct rc.course_code) owed, count(distinct t.course_code) passed
              from posting p
              join division_ancestor i on i.descendant_id = p.division_id and i.ancestor_id = :root
                and i.valid_from <= :day and i.valid_to > :day
              join division_ancestor a on a.descendant_id = p.division_id and a.valid_from <= :day and a.valid_to > :day
              join requirement r on r.division_id = a.ancestor_id and r.duty = p.duty and r.valid_from <= :day
                and r.valid_to > :day and r.recorded_at < :known and r.superseded_at >= :known
              join requirement_course rc on rc.requirement_id = r.id
              left join training_record t on t.person_id = p.person_id and t.course_code = rc.course_code
                and t.kind in ('QUIZ_PASSED', 'PAPER_PASSED') and t.happened_on <= :day and t.recorded_at < :known
                and not exists (select 1 from training_record v where v.reversal_of = t.id and v.recorded_at < :known)
              where p.valid_from <= :day and p.valid_to > :day and p.recorded_at < :known and p.superseded_at >= :known
              group by p.person_id, p.division_id) one
            group by division_id
            """;

    static {
        FreshData.begin();
    }

    @Autowired
    World world;

    @Autowired
    TrainingRates rates;

    @Autowired
    People people;

    @Autowired
    TrainingRecords records;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transactions;

    private final Random random = new Random(4);

    @Test
    void rates() {
        world.division(World.DISTRICT);
        var district = new BenchDistrict(jdbc);
        var officer = world.person(Role.DISTRICT_OFFICER, BenchDistrict.code());
        var second = world.person(Role.DISTRICT_OFFICER, BenchDistrict.code());
        world.signIn(officer);
        district.load(0, FEW, officer, second);
        System.out.println("run: " + SAMPLE + " people written by the services are row by row those written in bulk");
        sample(district, second);

        var before = heapMb();
        var few = measured(district);
        var fewMb = heapMb() - before;
        district.load(FEW, MANY, officer, second);
        var first = milliseconds(() -> rates.overview(someDays()));
        var many = measured(district);
        var manyMb = heapMb() - before;
        var changed = new double[RUNS * READINGS];
        for (var i = 0; i < changed.length; i++) {
            write(i);
            changed[i] = milliseconds(() -> rates.overview(someDays()));
        }
        var named = new NamedParameterJdbcTemplate(jdbc);
        var posted = sql(named, POSTED, district.district);
        var sql = sql(named, MET, district.district);
        var sqlTown = sql(named, MET, district.towns.get(7));

        new Figures("rates")
                .put("people", MANY)
                .put("requirements", 12)
                .put("villages", 300)
                .put("postings", count("posting where superseded_at = '9999-12-31'"))
                .put("posting_versions", count("posting"))
                .put("records", count("training_record where reversal_of is null"))
                .put("readings", RUNS * READINGS)
                .put("p95_ms", percentile(many.table, 95))
                .put("town_p95_ms", percentile(many.town, 95))
                .put("growth_5k_to_50k", round(percentile(many.table, 50) / percentile(few.table, 50)))
                .put("p50_ms", percentile(many.table, 50))
                .put("cpu_p50_ms", percentile(many.tableCpu, 50))
                .put("cpu_p50_5k_ms", percentile(few.tableCpu, 50))
                .put("town_cpu_p50_ms", percentile(many.townCpu, 50))
                .put("max_ms", percentile(many.table, 100))
                .put("town_p50_ms", percentile(many.town, 50))
                .put("p50_5k_ms", percentile(few.table, 50))
                .put("p95_5k_ms", percentile(few.table, 95))
                .put("town_p95_5k_ms", percentile(few.town, 95))
                .put("changed_p95_ms", percentile(changed, 95))
                .put("first_ms", round(first))
                .put("facts_5k_mb", round(fewMb))
                .put("facts_50k_mb", round(manyMb))
                .put("heap_max_mb", Runtime.getRuntime().maxMemory() / (1 << 20))
                .measured("floor_posted_ms", posted)
                .measured("sql_ms", sql)
                .measured("sql_town_ms", sqlTown)
                .print();
    }

    /** Milliseconds by the clock and of this thread's processor time. */
    private record Taken(double[] table, double[] town, double[] tableCpu, double[] townCpu) {}

    private Taken measured(BenchDistrict district) {
        var table = new double[RUNS * READINGS];
        var town = new double[RUNS * READINGS];
        var tableCpu = new double[RUNS * READINGS];
        var townCpu = new double[RUNS * READINGS];
        for (var run = -1; run < RUNS; run++) {
            // The first round warms up and is overwritten.
            var at = Math.max(run, 0) * READINGS;
            for (var i = at; i < at + READINGS; i++) {
                var asOf = someDays();
                var start = cpu();
                table[i] = milliseconds(
                        () -> assertThat(rates.overview(asOf).units()).hasSize(321));
                tableCpu[i] = cpu() - start;
                var where = district.towns.get(random.nextInt(district.towns.size()));
                start = cpu();
                town[i] = milliseconds(() -> rates.people(where, someDays()));
                townCpu[i] = cpu() - start;
            }
            System.out.printf(
                    "run %d of %d: whole table %.1f ms, one town's people %.1f ms (95th of 100)%n",
                    run + 1,
                    RUNS,
                    percentile(Arrays.copyOfRange(table, at, at + READINGS), 95),
                    percentile(Arrays.copyOfRange(town, at, at + READINGS), 95));
        }
        return new Taken(table, town, tableCpu, townCpu);
    }

    private double[] sql(NamedParameterJdbcTemplate named, String statement, DivisionId root) {
        var times = new double[3];
        for (var i = 0; i < times.length; i++) {
            var asOf = someDays();
            times[i] = milliseconds(() -> assertThat(named.queryForList(
                            statement,
                            Map.of("root", root.value(), "day", asOf.day(), "known", Times.sql(asOf.knownBefore()))))
                    .isNotEmpty());
        }
        return times;
    }

    private AsOf someDays() {
        var days = (int) (BenchDistrict.LAST.toEpochDay() - BenchDistrict.FIRST.toEpochDay());
        var day = random.nextInt(100, days);
        return new AsOf(BenchDistrict.FIRST.plusDays(day), BenchDistrict.FIRST.plusDays(random.nextInt(day, days + 1)));
    }

    private void write(int number) {
        var person = new PersonId(jdbc.queryForObject(
                "select id from person where staff_number = ?",
                Long.class,
                BenchDistrict.staffNumber(random.nextInt(MANY))));
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                person, "B01", 1, BenchDistrict.LAST, 90, true, "bench-changed:" + number)));
    }

    /** Writes the first people again through the services, at the times of the bulk, and compares all rows. */
    private void sample(BenchDistrict district, PersonId second) {
        for (var number = 0; number < SAMPLE; number++) {
            var someone = district.someone(number);
            var written = written(someone, second);
            var loaded = new PersonId(jdbc.queryForObject(
                    "select id from person where staff_number = ?", Long.class, BenchDistrict.staffNumber(number)));
            for (var table : List.of(
                    "division_id, duty, valid_from, valid_to, date_format(recorded_at, '%Y-%m-%d %H'),"
                            + " date_format(superseded_at, '%Y-%m-%d %H'), recorded_by from posting",
                    "course_code, course_version, kind, happened_on, score, hours, class_session_id, recheck_id,"
                            + " reversal_of is null, reason, second_person_id, date_format(recorded_at, '%Y-%m-%d %H'),"
                            + " recorded_by from training_record")) {
                assertThat(rows(table, written)).as("person %d", number).isEqualTo(rows(table, loaded));
            }
        }
        // They would be in every figure twice.
        jdbc.update("delete n from roster_change n join person s on s.id = n.person_id where s.staff_number like 'S%'");
        jdbc.update("delete t from training_record t join person s on s.id = t.person_id"
                + " where s.staff_number like 'S%' and t.reversal_of is not null");
        jdbc.update(
                "delete t from training_record t join person s on s.id = t.person_id where s.staff_number like 'S%'");
        jdbc.update("delete p from posting p join person s on s.id = p.person_id where s.staff_number like 'S%'");
    }

    private List<String> rows(String columnsFrom, PersonId person) {
        return jdbc.queryForList("select " + columnsFrom + " where person_id = ?", person.value()).stream()
                .map(row -> row.values().toString())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private PersonId written(BenchDistrict.Someone someone, PersonId second) {
        var steps = new ArrayList<Step>();
        var id = new PersonId[1];
        var number = someone.number();
        for (var post : someone.posts()) {
            var isFirst = steps.isEmpty();
            var posting = new long[1];
            steps.add(new Step(post.recorded(), () -> {
                if (isFirst) {
                    id[0] = people.add(
                            new StaffNumber("S%06d".formatted(number)),
                            "演示人员" + number,
                            null,
                            post.division(),
                            post.duty(),
                            post.from());
                    posting[0] = jdbc.queryForObject(
                            "select id from posting where person_id = ?", Long.class, id[0].value());
                } else {
                    posting[0] = people.post(id[0], post.division(), post.duty(), post.from());
                }
            }));
            if (post.to() != null) {
                steps.add(new Step(post.ended(), () -> people.end(posting[0], post.to())));
            }
        }
        for (var i = 0; i < someone.records().size(); i++) {
            var one = someone.records().get(i);
            var evidence = "sample:" + number + "/" + i;
            steps.add(new Step(
                    // Nobody has a record before a first posting is known here.
                    one.recorded(),
                    () -> transactions.executeWithoutResult(status -> records.record(entry(id[0], one, evidence)))));
            if (one.reversed() != null) {
                steps.add(new Step(
                        one.reversed(),
                        () -> transactions.executeWithoutResult(status -> records.reverse(evidence, "录错了人", second))));
            }
        }
        // The person first, whenever the first record is dated.
        var rest = steps.subList(1, steps.size());
        rest.sort(Comparator.comparing(Step::at));
        for (var step : steps) {
            ThreadClock.during(BenchDistrict.instant(step.at()), step.action());
        }
        return id[0];
    }

    private record Step(java.time.LocalDateTime at, Runnable action) {}

    private static TrainingEntry entry(PersonId person, BenchDistrict.Training one, String evidence) {
        var score = one.score();
        return switch (one.kind()) {
            case COURSE_COMPLETED -> new TrainingEntry.CourseCompleted(person, one.course(), 1, one.on(), evidence);
            case PAPER_SAT, PAPER_PASSED ->
                new TrainingEntry.PaperMarked(
                        person, one.course(), 1, one.on(), score, one.kind() == TrainingKind.PAPER_PASSED, evidence);
            default ->
                new TrainingEntry.QuizHandedIn(
                        person, one.course(), 1, one.on(), score, one.kind() == TrainingKind.QUIZ_PASSED, evidence);
        };
    }

    private long count(String from) {
        return jdbc.queryForObject("select count(*) from " + from, Long.class);
    }

    private static double heapMb() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    private static double milliseconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double percentile(double[] values, int percent) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return round(sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)]);
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
