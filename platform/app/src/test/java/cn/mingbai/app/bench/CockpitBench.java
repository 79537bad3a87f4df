package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.courses.trainingrate.TrainingRates;
import cn.mingbai.district.cockpit.Cockpit;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.district.figures.UnitFigures;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.Coverage.Boundaries;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import cn.mingbai.households.visitapp.RecordStatus;
import cn.mingbai.households.visitapp.VisitApp;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * How long the district's desk takes at the server: 2,000 villages with 1,000,000 households, 3,000,000 visit records and
 * 50,000 staff ({@link BenchLedger} and {@link BenchDistrict} in one district, a campaign since 120 days), while phones hand
 * in 50 visits a second, each at a household that was not reached. Before it, the same with a tenth of households, records
 * and staff: once in as many villages of a tenth of the size, once in a tenth of the villages, which are as large.
 *
 * <p>Every round reads each view once: the district with its towns, a town with its villages, a village, its people by name,
 * its households that are left, the trend of the campaign of the district and of a town, what a town's officer sees first;
 * then district, town and village of a random past day as known on a random day since. {@code p95_ms} is that of the slowest
 * view, {@code past_day_ms} that of the slowest past one, {@code growth_100k_to_1m} the greatest of the views' medians over
 * those of the smaller district with as many villages; a village's doors are compared with those of a village of the same
 * size, in the one of fewer villages. Beside it {@code growth_doors_village_of_50}, the doors of a village over those of one
 * with a tenth of its households, and {@code growth_200_villages}, the greatest over the district of fewer villages. {@code first_ms} is the first reading after a start, which loads what is kept in memory.
 *
 * <p>{@code current} says that each reading of the district counted at least every visit that was acknowledged before it
 * began and at most those that had been sent when it ended; {@code equal} that afterwards villages recounted from the facts,
 * and the training rate computed from the tables, say the same. The deltas are dated as the services would have: random
 * villages are recounted from the facts on random days as known on random days before the measuring begins.
 *
 * <p>{@code export_rows}, {@code export_s} and {@code export_heap_mb} are those of {@link LedgerExports}.
 *
 * <p>In the same run: {@code floor_ms} is the database alone reading the villages' versions and the district's tree;
 * {@code overview_ms} the district's whole table computed from the tables, as the page did before.
 */
class CockpitBench {

    private static final boolean QUICK = Boolean.getBoolean("mingbai.bench.quick");
    private static final int VILLAGES = QUICK ? 101 : 2001;
    private static final int HOUSEHOLDS = QUICK ? 150 : 500;
    private static final int STAFF = QUICK ? 2500 : 50_000;
    private static final int VISITS = 3;
    private static final int TENTH = 10;
    private static final int TENTH_OF_VILLAGES = QUICK ? VILLAGES : (VILLAGES - 1) / TENTH + 1;
    private static final String DOORS = "households";
    private static final int PHONES = QUICK ? 50 : 250;
    private static final int PER_SECOND = 50;
    private static final int CAMPAIGN_DAYS = 120;
    private static final int WARM_UP = QUICK ? 5 : 25;
    private static final int ROUNDS = Integer.getInteger("mingbai.bench.rounds", QUICK ? 15 : 120);
    private static final int RECOUNTS = 30;
    private static final int EXPORTED = 100_000;

    private final Path data = Path.of("target/bench-data").toAbsolutePath();

    @Test
    void cockpit() throws Exception {
        var figures = new cn.mingbai.app.bench.Figures("cockpit")
                .put("households", (VILLAGES - 1) * HOUSEHOLDS)
                .put("villages", VILLAGES - 1)
                .put("records", (VILLAGES - 1) * HOUSEHOLDS * VISITS)
                .put("staff", STAFF)
                .put(
                        "load_before",
                        cn.mingbai.app.bench.Figures.line("/proc/loadavg", "").replaceAll(" .*", ""));
        var few = within(context -> new Desk(context, VILLAGES, HOUSEHOLDS / TENTH, STAFF / TENTH).measured());
        var fewVillages = within(context -> new Desk(context, TENTH_OF_VILLAGES, HOUSEHOLDS, STAFF / TENTH).measured());
        var many = within(context -> new Desk(context, VILLAGES, HOUSEHOLDS, STAFF).measured());
        figures.put("p95_ms", many.slowest(false, 95))
                .put("growth_100k_to_1m", many.growth(view -> view.equals(DOORS) ? fewVillages : few))
                .put("growth_doors_village_of_50", many.growth(few, DOORS))
                .put("growth_200_villages", many.growth(view -> fewVillages))
                .put("past_day_ms", many.slowest(true, 95))
                .put("past_day_max_ms", many.slowest(true, 100))
                .put("current", few.current && fewVillages.current && many.current)
                .put("equal", few.equal && fewVillages.equal && many.equal)
                .put("visits_in", many.visits)
                .put("first_ms", many.first)
                .put("floor_ms", many.floor)
                .put("overview_ms", many.overview)
                .put("heap_mb", many.heap);
        var export = Objects.requireNonNull(many.export);
        figures.put("export_rows", export.rows())
                .put("export_s", export.seconds())
                .put("export_heap_mb", export.heapMb());
        many.times.forEach((view, times) -> figures.put(view + "_p50_ms", times.percentile(50))
                .put(view + "_p95_ms", times.percentile(95))
                .put(
                        view + "_100k_p50_ms",
                        Objects.requireNonNull(few.times.get(view)).percentile(50))
                .put(
                        view + "_200_villages_p50_ms",
                        Objects.requireNonNull(fewVillages.times.get(view)).percentile(50)));
        figures.print();
        FileSystemUtils.deleteRecursively(data);
    }

    /** What one district took. */
    private static final class Measured {

        final Map<String, Timings> times = new LinkedHashMap<>();
        boolean current = true;
        boolean equal;
        long visits;
        double first;
        double floor;
        double overview;
        double heap;
        LedgerExports.@Nullable Export export;

        double slowest(boolean past, int percent) {
            return times.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("past_") == past)
                    .mapToDouble(entry -> entry.getValue().percentile(percent))
                    .max()
                    .orElseThrow();
        }

        /** The greatest growth of a view of today over what the view took in a smaller district. */
        double growth(Function<String, Measured> smaller) {
            return times.keySet().stream()
                    .filter(view -> !view.startsWith("past_"))
                    .mapToDouble(view -> growth(smaller.apply(view), view))
                    .max()
                    .orElseThrow();
        }

        double growth(Measured smaller, String view) {
            var ratio = Objects.requireNonNull(times.get(view)).percentile(50)
                    / Objects.requireNonNull(smaller.times.get(view)).percentile(50);
            return Math.round(ratio * 100) / 100.0;
        }
    }

    /** A visit that is to be handed in. */
    private record Due(BenchLedger.Phone phone, long household) {}

    /** A district with its desk. */
    private static final class Desk {

        private final ConfigurableApplicationContext context;
        private final JdbcTemplate jdbc;
        private final World world;
        private final Cockpit cockpit;
        private final DistrictFigures desk;
        private final Coverage coverage;
        private final CoverageDirectory coverages;
        private final TrainingRates rates;
        private final Clock clock;
        private final int villageCount;
        private final int households;
        private final int staff;
        private final Random random = new Random(9);
        private final Measured measured = new Measured();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicBoolean isOver = new AtomicBoolean();

        private @Nullable BenchLedger ledger;
        private List<BenchLedger.Village> villages = List.of();
        private List<DivisionId> towns = List.of();
        private DivisionId district = new DivisionId(0);
        private LocalDate from = LocalDate.EPOCH;
        private long reachedBefore;

        Desk(ConfigurableApplicationContext context, int villageCount, int households, int staff) {
            this.context = context;
            this.jdbc = context.getBean(JdbcTemplate.class);
            this.world = context.getBean(World.class);
            this.cockpit = context.getBean(Cockpit.class);
            this.desk = context.getBean(DistrictFigures.class);
            this.coverage = context.getBean(Coverage.class);
            this.coverages = context.getBean(CoverageDirectory.class);
            this.rates = context.getBean(TrainingRates.class);
            this.clock = context.getBean(Clock.class);
            this.villageCount = villageCount;
            this.households = households;
            this.staff = staff;
        }

        private AsOf today() {
            return AsOf.today(clock);
        }

        private AsOf someDay() {
            var days = (int) (today().day().toEpochDay() - from.toEpochDay());
            var day = random.nextInt(days);
            return new AsOf(from.plusDays(day), from.plusDays(random.nextInt(day, days + 1)));
        }

        private DivisionId someTown() {
            return towns.get(random.nextInt(towns.size()));
        }

        private DivisionId someVillage() {
            return villages.get(1 + random.nextInt(villages.size() - 1)).id();
        }

        Measured measured() throws Exception {
            var begin = System.nanoTime();
            load();
            say("loaded " + (villages.size() - 1) * households + " households and " + staff + " staff in "
                    + (System.nanoTime() - begin) / 1_000_000_000 + " s");
            var officer = world.person(Role.DISTRICT_OFFICER, BenchLedger.DISTRICT);
            var townOfficer =
                    world.person(Role.TOWN_OFFICER, villages.get(1).code().substring(0, 9) + "000");
            world.signIn(officer);
            recounted();
            var due = due();
            world.signIn(officer);
            var heap = heapMb();
            begin = System.nanoTime();
            reachedBefore = reached(desk.unit(district, today()).unit());
            measured.first = (System.nanoTime() - begin) / 1_000_000;
            measured.heap = Math.round(heapMb() - heap);
            measured.floor = floor();
            measured.overview = overview();
            say("first reading " + measured.first + " ms, " + measured.heap + " MB kept; overview from the tables "
                    + measured.overview + " ms, floor " + measured.floor + " ms; " + due.size()
                    + " visits wait to be handed in");
            var handingIn = Executors.newSingleThreadExecutor();
            var handedIn = handingIn.submit(() -> {
                handIn(due);
                return true;
            });
            for (var round = -WARM_UP; round < ROUNDS; round++) {
                round(round, officer, townOfficer);
            }
            isOver.set(true);
            handedIn.get();
            handingIn.shutdown();
            measured.visits = acknowledged.get();
            measured.times.forEach((view, times) -> say(view + ": p50 " + times.percentile(50) + ", p95 "
                    + times.percentile(95) + ", max " + times.percentile(100) + " ms"));
            measured.equal = equal(due);
            world.signIn(officer);
            measured.export = LedgerExports.measure(context, district, EXPORTED, LedgerFormat.XLSX);
            say("exported " + measured.export);
            return measured;
        }

        private void load() {
            ledger = new BenchLedger(context, villageCount, households, VISITS);
            ledger.load();
            ledger.campaign(CAMPAIGN_DAYS);
            from = LocalDate.now(Times.ZONE).minusDays(CAMPAIGN_DAYS);
            // Counted today for all days at once: they were recorded on the days on which they happened.
            jdbc.update("update coverage_delta set recorded_on = least(day, current_date) where day <= current_date");
            jdbc.execute("analyze table coverage_delta, coverage_version");
            villages = ledger.villages;
            district = world.division(BenchLedger.DISTRICT);
            towns = context.getBean(DivisionDirectory.class).children(district, LocalDate.now(Times.ZONE)).stream()
                    .map(town -> town.id())
                    .toList();
            var one = world.person(Role.DISTRICT_OFFICER, BenchLedger.DISTRICT);
            var second = world.person(Role.DISTRICT_OFFICER, BenchLedger.DISTRICT);
            new BenchDistrict(
                            jdbc,
                            district,
                            towns,
                            villages.stream().map(BenchLedger.Village::id).toList())
                    .load(0, staff, one, second);
        }

        // The bulk's deltas say on any day, as known on any day, what the facts say.
        private void recounted() {
            for (var i = 0; i < RECOUNTS; i++) {
                var recount = coverage.recount(someVillage(), someDay());
                assertThat(recount.stored()).isEqualTo(recount.counted());
            }
        }

        private List<Due> due() {
            var due = new ArrayList<Due>();
            var ledgerPhones = new LinkedHashMap<BenchLedger.Village, BenchLedger.Phone>();
            var step = Math.max(1, (villages.size() - 1) / PHONES);
            for (var i = 1; i < villages.size(); i += step) {
                var village = villages.get(i);
                ledgerPhones.put(village, Objects.requireNonNull(ledger).phone(village));
            }
            world.signIn(Role.DISTRICT_OFFICER, BenchLedger.DISTRICT);
            ledgerPhones.forEach((village, phone) -> coverage.doors(
                            village.id(), today(), Boundaries.AS_IT_WAS, null, 0, 500)
                    .doors()
                    .forEach(door -> due.add(new Due(phone, door.household().value()))));
            Collections.shuffle(due, random);
            return due;
        }

        private void handIn(List<Due> due) throws InterruptedException {
            var app = context.getBean(VisitApp.class);
            var begin = System.nanoTime();
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var i = 0; i < due.size() && !isOver.get(); i++) {
                    Waiting.until(begin + i * 1_000_000_000L / PER_SECOND);
                    var one = due.get(i);
                    threads.submit(() -> {
                        var now = Instant.now(clock);
                        sent.incrementAndGet();
                        var status = app.handIn(
                                        one.phone().key(),
                                        ("{\"now\":\"" + now + "\",\"records\":[{\"id\":\"" + UUID.randomUUID()
                                                        + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"household\":"
                                                        + one.household()
                                                        + ",\"outcome\":\"IN_PERSON\",\"informed\":\"HEAD\",\"seconds\":12}]}")
                                                .getBytes(StandardCharsets.UTF_8))
                                .records()
                                .getFirst()
                                .status();
                        if (status == RecordStatus.RECEIVED) {
                            acknowledged.incrementAndGet();
                        } else {
                            say("a visit was answered " + status);
                        }
                    });
                }
            }
        }

        private void round(int round, PersonId officer, PersonId townOfficer) {
            world.signIn(officer);
            var acknowledgedBefore = acknowledged.get();
            var figures = new UnitFigures[1];
            time(
                    round,
                    "district",
                    () -> figures[0] = Objects.requireNonNull(
                            cockpit.of(null, today()).page().unit()));
            var reached = reached(figures[0]) - reachedBefore;
            if (reached < acknowledgedBefore || reached > sent.get()) {
                measured.current = false;
                say("the district counted " + reached + " visits, but " + acknowledgedBefore
                        + " were acknowledged before and " + sent.get() + " sent by then");
            }
            time(round, "town", () -> cockpit.of(someTown(), today()));
            time(round, "village", () -> cockpit.of(someVillage(), today()));
            time(round, "names", () -> rates.people(someVillage(), today()));
            time(round, DOORS, () -> coverage.doors(someVillage(), today(), Boundaries.AS_IT_WAS, null, 0, 50));
            time(round, "trend", () -> desk.trend(district, from, today()));
            time(round, "town_trend", () -> desk.trend(someTown(), from, today()));
            world.signIn(townOfficer);
            time(round, "town_officer", () -> cockpit.of(null, today()));
            world.signIn(officer);
            time(round, "past_district", () -> cockpit.of(null, someDay()));
            time(round, "past_town", () -> cockpit.of(someTown(), someDay()));
            time(round, "past_village", () -> cockpit.of(someVillage(), someDay()));
            if (round % 5 == 0) {
                train(round);
            }
        }

        private void train(int round) {
            var person = new PersonId(Objects.requireNonNull(jdbc.queryForObject(
                    "select id from person where staff_number = ?",
                    Long.class,
                    BenchDistrict.staffNumber(random.nextInt(staff)))));
            context.getBean(TransactionTemplate.class)
                    .executeWithoutResult(status -> context.getBean(TrainingRecords.class)
                            .record(new TrainingEntry.QuizHandedIn(
                                    person, "B01", 1, today().day(), 90, true, "cockpit:" + round)));
        }

        private void time(int round, String view, Runnable reading) {
            var begin = System.nanoTime();
            reading.run();
            var took = (System.nanoTime() - begin) / 1e6;
            if (round >= 0) {
                measured.times.computeIfAbsent(view, key -> new Timings()).add(took);
            }
        }

        private static long reached(@Nullable UnitFigures unit) {
            return Objects.requireNonNull(unit).coverage().reached().count();
        }

        private static double heapMb() {
            for (var i = 0; i < 3; i++) {
                System.gc();
            }
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
        }

        private double overview() {
            var times = new Timings();
            for (var i = 0; i < 3; i++) {
                var begin = System.nanoTime();
                desk.overview(today());
                times.add((System.nanoTime() - begin) / 1e6);
            }
            return times.percentile(50);
        }

        private double floor() {
            var times = new Timings();
            for (var i = 0; i < 30; i++) {
                var begin = System.nanoTime();
                jdbc.query("select village_id, version from coverage_version", row -> {
                    row.getLong(2);
                });
                context.getBean(DivisionDirectory.class).subtree(district, today().day());
                times.add((System.nanoTime() - begin) / 1e6);
            }
            return times.percentile(50);
        }

        private boolean equal(List<Due> due) {
            var tree = context.getBean(DivisionDirectory.class).subtree(district, today().day());
            var ids = new ArrayList<>(List.of(district));
            ids.addAll(towns);
            var sums = coverages.sums(tree, ids, today());
            var all = coverages.of(district, today());
            var isEqual = sums.get(district).figures().equals(sum(all));
            for (var town : towns) {
                isEqual &= sums.get(town)
                        .figures()
                        .equals(sum(all.stream()
                                .filter(village -> town.equals(village.village().parent()))
                                .toList()));
            }
            for (var i = 0; i < RECOUNTS; i++) {
                var village = due.get(i).phone().village().id();
                isEqual &= coverage.recount(village, today()).agrees();
            }
            var training = context.getBean(TrainingRateDirectory.class);
            var totals = training.totals(tree, ids, today());
            var computed = training.recompute(district, today());
            for (var id : ids) {
                isEqual &= totals.get(id).equals(computed.rate().total(id));
            }
            isEqual &= reached(desk.unit(null, today()).unit()) == reachedBefore + acknowledged.get();
            say("figures " + (isEqual ? "equal" : "DIFFER FROM") + " a recount");
            return isEqual;
        }

        private static Figures sum(List<VillageCoverage> villages) {
            return villages.stream().map(VillageCoverage::figures).reduce(Figures.NONE, Figures::plus);
        }
    }

    /** Does something with a database of its own. */
    private <T> T within(InProcess.Step<T> step) throws Exception {
        FileSystemUtils.deleteRecursively(data);
        return InProcess.within(data, Map.of("mingbai.embedded.buffer-pool", QUICK ? "512M" : "2G"), step);
    }

    private static void say(String what) {
        System.out.println("run 1 of 1, " + java.time.LocalTime.now().withNano(0) + ": " + what);
    }
}
