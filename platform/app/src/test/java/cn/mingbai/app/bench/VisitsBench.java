package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.audit.AuditVerification;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.coverage.Coverage;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Visits from the field. The application runs in a process of its own with its embedded MariaDB, as bin/run starts it, every
 * commit durable; the phones, in this process on the same machine, make the visit app's own calls over HTTP, and each call's
 * time counts from the instant it was due. The ledger ({@link BenchLedger}) holds 203,700 households in 680 villages and
 * 3,000,000 visits when the measuring begins.
 *
 * <p>First 100 phones fetch their pack of 300 households in the same moment ({@code first_sync_}); then 600 phones hand in
 * single visits at 1,500 a second for 20 s to an application that has just been started ({@code cold_}, nothing excluded), and
 * at half that rate for a minute, which warms it up as the first minutes of a working day do ({@code warm_up_s}; not counted).
 * Then what is measured warm: 600 phones hand in single visits at 1,500 a second for 60 s ({@code single_}), 240 phones the
 * same into one village ({@code one_village_}), 600 phones 200 batches of 50 a second ({@code batched_}), and 600 phones empty
 * queues of 40 at once ({@code phones_}). {@code cpu_generator_} is the processor time of the phones themselves. One
 * call of fifty is sent again. Afterwards every acknowledged record must be in the database under the number of its receipt
 * ({@code lost}), nothing else may be there ({@code duplicates}), and the figures of every village must be those of a recount
 * ({@code counters_equal}). {@code errors} counts every call that was not answered as it should be.
 *
 * <p>The floors, in the same run: 4 KiB appended and forced to the disk that holds the database ({@code fsync_per_s}), and what
 * the database alone does with a visit's row, its village's counter and the commit ({@code floor_insert_}).
 *
 * <p>With {@code --kill} 100 phones hand in some 20,000 records in calls of 1 to 50, every fifth record with a photo, while the
 * application is killed by signal 9 at {@code kills} random moments and its database at {@code database_kills}, and started
 * again; the phones try again until they are answered. {@code ready_longest_s} is the longest time from a kill until the
 * application says that it is ready. Of the photos, {@code photos_lost} were acknowledged and are not there with their record,
 * {@code photos_more} are there without having been acknowledged, {@code photos_without_visit} have no record, {@code
 * files_without_photo} are stored without belonging to a photo or without content, and {@code files_unreadable} are not what
 * the hash beside them says. Nothing sweeps behind the phones: a photo and its file are written in one transaction.
 */
class VisitsBench {

    private static final boolean KILL = Boolean.getBoolean("mingbai.bench.kill");
    private static final boolean QUICK = Boolean.getBoolean("mingbai.bench.quick");
    private static final boolean SMALL = KILL || QUICK;
    private static final int VILLAGES = SMALL ? 61 : 680;
    private static final int HOUSEHOLDS = SMALL ? 60 : 300;
    private static final int VISITS = SMALL ? 8 : 15;
    private static final int PHONES = KILL ? 100 : QUICK ? 60 : 600;
    private static final int HOT = SMALL ? 24 : 240;
    private static final int SYNCED = SMALL ? 20 : 100;
    private static final int RATE = Integer.getInteger("mingbai.bench.rate", QUICK ? 150 : 1500);
    private static final int SECONDS = Integer.getInteger("mingbai.bench.seconds", QUICK ? 8 : 60);
    private static final int COLD = QUICK ? 3 : 20;
    private static final int WARMING = QUICK ? 5 : 60;
    private static final int WARM_UP = QUICK ? 3 : 15;
    private static final int BATCHES = Integer.getInteger("mingbai.bench.batches", QUICK ? 50 : 200);
    private static final int BATCH_SECONDS = Math.min(SECONDS, 45);
    private static final int UPLOADS = Integer.getInteger("mingbai.bench.uploads", 20_000);
    private static final int KILLS = Integer.getInteger("mingbai.bench.kills", 20);
    private static final int DATABASE_KILLS = Integer.getInteger("mingbai.bench.databasekills", 5);
    private static final double READY_S = 30;
    private static final String LOG = System.getProperty("mingbai.bench.log", SMALL ? "96M" : "1G");
    private static final String POOL = System.getProperty("mingbai.bench.pool", SMALL ? "512M" : "2G");

    private final Path data = Path.of("target/bench-data").toAbsolutePath();

    /** The phones, and the last id of what was there before. */
    private record Prepared(List<BenchLedger.Phone> phones, List<BenchLedger.Phone> hot, long lastVisit) {}

    @Test
    void visits() throws Exception {
        FileSystemUtils.deleteRecursively(data);
        var figures = new Figures("visits")
                .put("villages", VILLAGES)
                .put("households", (VILLAGES - 1) * HOUSEHOLDS)
                .put("load_before", Figures.line("/proc/loadavg", "").replaceAll(" .*", ""));
        var begin = System.nanoTime();
        var prepared = within(context -> prepare(context, figures));
        say("prepared in " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
        runOnceBefore();
        var all = new ArrayList<VisitPhones>();
        var app = start(AppProcess.freePort());
        try {
            app.awaitHealthy();
            if (KILL) {
                app = killed(app, prepared, all, figures);
            } else {
                measured(app, prepared, all, figures);
            }
            check(app, prepared.lastVisit(), all, figures);
            if (!KILL) {
                floors(app, figures);
            }
        } finally {
            app.stop();
        }
        figures.put("counters_equal", within(VisitsBench::countersEqual));
        if (KILL) {
            figures.put("files_unreadable", within(VisitsBench::unreadablePhotos));
            figures.put("audit_holds", within(VisitsBench::auditHolds));
        }
        figures.put("buffer_pool", POOL).put("log_file", LOG).put("heap", AppProcess.HEAP);
        figures.print();
        if (KILL) {
            mustHold(figures);
        }
        FileSystemUtils.deleteRecursively(data);
    }

    private AppProcess start(int port) throws Exception {
        return AppProcess.start(
                data, port, "-Dmingbai.embedded.buffer-pool=" + POOL + " -Dmingbai.embedded.log-file=" + LOG);
    }

    /** Starts and stops it once, idle, so that what is measured is no first run after a build. */
    private void runOnceBefore() throws Exception {
        var first = start(AppProcess.freePort());
        first.awaitHealthy();
        first.stop();
        AppProcess.learn(data);
    }

    private void measured(AppProcess app, Prepared prepared, List<VisitPhones> all, Figures figures) {
        var first = phones(app, prepared.phones().subList(0, SYNCED), all, 1);
        var largest = first.fetchPacks();
        var median = Math.round(first.calls.percentile(50)) / 1000.0;
        say("first sync of " + SYNCED + " phones: median " + median + " s, packs up to " + largest + " bytes");
        figures.put("first_sync_median_s", median)
                .put("first_sync_p95_s", Math.round(first.calls.percentile(95)) / 1000.0)
                .put("pack_bytes", largest);

        var cold = phones(app, prepared.phones(), all, 6);
        figures.put("cold_per_s", round(cold.atRate(RATE, 1, 0, COLD)));
        tell("cold", cold, figures);
        phones(app, prepared.phones(), all, 7).atRate(RATE / 2, 1, 0, WARMING);
        figures.put("warm_up_s", WARMING);

        var single = phones(app, prepared.phones(), all, 2);
        var before = processors(app);
        figures.put("single_per_s", round(single.atRate(RATE, 1, WARM_UP, SECONDS)));
        cpu(app, before, "single", figures);
        tell("single", single, figures);

        var hot = phones(app, prepared.hot(), all, 3);
        figures.put("one_village_per_s", round(hot.atRate(RATE, 1, 2, SECONDS)));
        tell("one_village", hot, figures);

        var batched = phones(app, prepared.phones(), all, 4);
        before = processors(app);
        figures.put("batched_per_s", round(batched.atRate(BATCHES, 50, WARM_UP, BATCH_SECONDS)));
        cpu(app, before, "batched", figures);
        tell("batched", batched, figures);

        var emptying = phones(app, prepared.phones(), all, 5);
        figures.put("phones_done_s", Math.round(emptying.atOnce(40) * 100) / 100.0);
        tell("phones", emptying, figures);
        figures.put("rss_mb", app.residentMb()).put("rss_db_mb", app.databaseMb());
    }

    private static VisitPhones phones(
            AppProcess app, List<BenchLedger.Phone> phones, List<VisitPhones> all, long seed) {
        var made = new VisitPhones(app.port, phones, HOUSEHOLDS, seed * 1_000_003);
        all.add(made);
        return made;
    }

    private static double[] processors(AppProcess app) {
        var others = app.processorSeconds();
        return new double[] {others[0], others[1], AppProcess.seconds(ProcessHandle.current())};
    }

    private static void cpu(AppProcess app, double[] before, String name, Figures figures) {
        var after = processors(app);
        figures.put("cpu_app_" + name + "_s", round(after[0] - before[0]))
                .put("cpu_db_" + name + "_s", round(after[1] - before[1]))
                .put("cpu_generator_" + name + "_s", round(after[2] - before[2]));
    }

    private static void tell(String name, VisitPhones phones, Figures figures) {
        phones.firstErrors.forEach(VisitsBench::say);
        figures.put(name + "_p50_ms", phones.calls.percentile(50))
                .put(name + "_p95_ms", phones.calls.percentile(95))
                .put(name + "_p99_ms", phones.calls.percentile(99))
                .put(name + "_max_ms", phones.calls.percentile(100));
        say(name + ": " + phones.records + " records, p50 " + phones.calls.percentile(50) + ", p95 "
                + phones.calls.percentile(95) + ", p99 " + phones.calls.percentile(99) + ", max "
                + phones.calls.percentile(100) + " ms, errors " + phones.errors + ", processors "
                + figures.get("cpu_app_" + name + "_s") + " and " + figures.get("cpu_db_" + name + "_s") + " s");
    }

    private AppProcess killed(AppProcess app, Prepared prepared, List<VisitPhones> all, Figures figures)
            throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        figures.put("seed", seed);
        var phones = phones(app, prepared.phones(), all, seed);
        var running = app;
        var pictures = new PhonePhotos(seed);
        var longest = 0.0;
        var handingIn = Thread.ofPlatform()
                .start(() -> phones.withPhotosUntilEnough(pictures, () -> phones.records.get() >= UPLOADS));
        var database = new ArrayList<Boolean>();
        for (var i = 0; i < KILLS + DATABASE_KILLS; i++) {
            database.add(i < DATABASE_KILLS);
        }
        java.util.Collections.shuffle(database, random);
        // Photos come in as long as records do, and more evenly.
        var each = UPLOADS / VisitPhones.WITH_PHOTO / (KILLS + DATABASE_KILLS);
        for (var i = 0; i < database.size(); i++) {
            var at = i * each + random.nextInt(each * 9 / 10);
            phones.photos.await(at);
            var killed = System.nanoTime();
            if (database.get(i)) {
                running.killDatabase();
                running.kill();
            } else {
                running.kill();
            }
            var after = phones.records + " records and " + phones.photos + " photos";
            running = start(app.port);
            running.awaitHealthy();
            var ready = round((System.nanoTime() - killed) / 1e9);
            longest = Math.max(longest, ready);
            say("killed " + (database.get(i) ? "the database" : "the application") + " after " + after
                    + ", ready after " + ready + " s");
        }
        handingIn.join();
        phones.firstErrors.forEach(VisitsBench::say);
        figures.put("kills", KILLS)
                .put("database_kills", DATABASE_KILLS)
                .put("ready_longest_s", longest)
                .put("uploads", phones.records.get());
        checkPhotos(running, phones, figures.put("photo_bytes", pictures.size()));
        return running;
    }

    /** Every acknowledged photo must be there once, with its record and its file, and nothing else. */
    private static void checkPhotos(AppProcess app, VisitPhones phones, Figures figures) throws Exception {
        var there = new HashMap<UUID, VisitPhones.PhotoAcknowledged>();
        var rows = 0;
        try (var connection = app.database();
                var statement = connection.createStatement()) {
            var result = statement.executeQuery("select client_id, record_id, lower(hex(sent)) from visit_photo");
            while (result.next()) {
                var photo = UUID.fromString(result.getString(1));
                there.put(
                        photo,
                        new VisitPhones.PhotoAcknowledged(
                                photo, UUID.fromString(result.getString(2)), result.getString(3)));
                rows++;
            }
            figures.put(
                            "photos_without_visit",
                            count(
                                    statement,
                                    "visit_photo p where not exists (select 1 from visit v where v.client_id = p.record_id)"))
                    .put(
                            "files_without_photo",
                            count(
                                    statement,
                                    "attachment a where not exists"
                                            + " (select 1 from visit_photo p where p.attachment_id = a.id)"
                                            + " or not exists"
                                            + " (select 1 from attachment_part t where t.attachment_id = a.id)"));
        }
        var lost = phones.photosAcknowledged.stream()
                .filter(photo -> !photo.equals(there.get(photo.photo())))
                .count();
        assertThat(phones.photosAcknowledged).isNotEmpty();
        figures.put("photos", phones.photosAcknowledged.size())
                .put("photos_lost", lost)
                .put("photos_more", rows - phones.photosAcknowledged.size());
    }

    private static int count(Statement statement, String of) throws SQLException {
        var result = statement.executeQuery("select count(*) from " + of);
        result.next();
        return result.getInt(1);
    }

    /** How many stored photos cannot be opened, or are not what the hash beside them says. */
    private static int unreadablePhotos(ConfigurableApplicationContext context) throws NoSuchAlgorithmException {
        context.getBean(World.class).signIn(Role.DISTRICT_OFFICER, BenchLedger.DISTRICT);
        var files = context.getBean(AttachmentFiles.class);
        var digest = MessageDigest.getInstance("SHA-256");
        var unreadable = 0;
        for (var id :
                context.getBean(JdbcTemplate.class).queryForList("select attachment_id from visit_photo", Long.class)) {
            try {
                var content = files.read(new AttachmentId(id));
                var hash = HexFormat.of().formatHex(digest.digest(content.bytes()));
                unreadable += hash.equals(content.attachment().sha256()) ? 0 : 1;
            } catch (MingbaiException | UncheckedIOException damaged) {
                say("attachment " + id + ": " + damaged);
                unreadable++;
            }
        }
        return unreadable;
    }

    private static boolean auditHolds(ConfigurableApplicationContext context) {
        return context.getBean(AuditVerification.class).run("", VisitsBench::say);
    }

    private static void mustHold(Figures figures) {
        for (var none : List.of(
                "errors",
                "lost",
                "duplicates",
                "photos_lost",
                "photos_more",
                "photos_without_visit",
                "files_without_photo",
                "files_unreadable")) {
            assertThat(((Number) java.util.Objects.requireNonNull(figures.get(none))).longValue())
                    .as(none)
                    .isZero();
        }
        assertThat(figures.get("counters_equal")).as("counters_equal").isEqualTo(true);
        assertThat(figures.get("audit_holds")).as("audit_holds").isEqualTo(true);
        assertThat((Double) figures.get("ready_longest_s"))
                .as("ready_longest_s")
                .isLessThanOrEqualTo(READY_S);
    }

    /** Every acknowledged record must be there once, under the number of its receipt, and nothing else. */
    private static void check(AppProcess app, long lastVisit, List<VisitPhones> all, Figures figures) throws Exception {
        var there = new HashMap<UUID, Long>();
        var rows = 0L;
        try (var connection = app.database();
                var statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            var result = statement.executeQuery("select client_id, id from visit where id > " + lastVisit);
            while (result.next()) {
                there.put(UUID.fromString(result.getString(1)), result.getLong(2));
                rows++;
            }
        }
        var acknowledged = new HashMap<UUID, Long>();
        var lost = 0;
        var errors = 0;
        for (var phones : all) {
            errors += phones.errors.get();
            for (var own : phones.acknowledged) {
                for (var one : own) {
                    acknowledged.put(one.record(), one.visit());
                    if (!java.util.Objects.equals(there.get(one.record()), one.visit())) {
                        lost++;
                    }
                }
            }
        }
        assertThat(acknowledged).isNotEmpty();
        figures.put("records", acknowledged.size())
                .put("errors", errors)
                .put("lost", lost)
                .put("duplicates", rows - acknowledged.size());
        say("records " + acknowledged.size() + ", lost " + lost + ", more than acknowledged "
                + (rows - acknowledged.size()) + ", errors " + errors);
    }

    private static boolean countersEqual(ConfigurableApplicationContext context) {
        var coverage = context.getBean(Coverage.class);
        var clock = context.getBean(Clock.class);
        var world = context.getBean(World.class);
        world.signIn(Role.DISTRICT_OFFICER, BenchLedger.DISTRICT);
        var villages = context.getBean(JdbcTemplate.class)
                .queryForList(
                        "select descendant_id from division_ancestor where ancestor_id = ? and depth = 2 order by 1",
                        Long.class,
                        world.division(BenchLedger.DISTRICT).value());
        var reached = 0L;
        for (var village : villages) {
            var recount = coverage.recount(new cn.mingbai.core.divisions.DivisionId(village), AsOf.today(clock));
            if (!recount.agrees()) {
                say("the figures of division " + village + " are not those of a recount: " + recount);
                return false;
            }
            reached += recount.stored().reached().count();
        }
        say("counters of " + villages.size() + " villages equal a recount, " + reached + " households reached");
        return reached > 0;
    }

    private void floors(AppProcess app, Figures figures) throws Exception {
        var times = new ArrayList<Double>();
        for (var run = 0; run < 3; run++) {
            times.add(fsyncs());
        }
        figures.measured(
                "fsync_per_s", times.stream().mapToDouble(Double::doubleValue).toArray());
        new DatabaseFloor(
                        "insert",
                        5,
                        List.of(
                                "create table bench_floor (id bigint primary key auto_increment, client_id uuid not null unique,"
                                        + " household_id bigint, village_id bigint, visited_on date, outcome varchar(12),"
                                        + " key (household_id, visited_on), key (village_id, visited_on)) engine = InnoDB",
                                "create table bench_counter (village_id bigint primary key, reached int) engine = InnoDB",
                                "insert into bench_counter select seq, 0 from seq_1_to_600"),
                        "drop table bench_floor, bench_counter",
                        VisitsBench::insert)
                .measure(app, figures);
    }

    private double fsyncs() throws Exception {
        var file = data.resolve("fsync.bin");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var page = ByteBuffer.allocateDirect(4096);
            var begin = System.nanoTime();
            var count = 0;
            for (; System.nanoTime() - begin < 1_000_000_000L; count++) {
                channel.write(page.clear());
                channel.force(false);
            }
            return count / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static DatabaseFloor.Call insert(Connection connection) throws SQLException {
        var insert = connection.prepareStatement(
                "insert into bench_floor (client_id, household_id, village_id, visited_on, outcome)"
                        + " values (?, ?, ?, current_date, 'IN_PERSON')");
        var count = connection.prepareStatement("update bench_counter set reached = reached + 1 where village_id = ?");
        return (random, number) -> {
            var village = 1 + random.nextInt(600);
            insert.setString(1, VisitPhones.id(random).toString());
            insert.setLong(2, random.nextInt(200_000));
            insert.setLong(3, village);
            insert.executeUpdate();
            count.setLong(1, village);
            count.executeUpdate();
        };
    }

    private <T> T within(InProcess.Step<T> step) throws Exception {
        return InProcess.within(
                data, Map.of("mingbai.embedded.buffer-pool", POOL, "mingbai.embedded.log-file", LOG), step);
    }

    private static Prepared prepare(ConfigurableApplicationContext context, Figures figures) {
        var ledger = new BenchLedger(context, VILLAGES, HOUSEHOLDS, VISITS);
        ledger.load();
        say("loaded " + (VILLAGES - 1) * HOUSEHOLDS * VISITS
                + " visits; a sample is row by row what the services write");
        figures.put("visits_before", (VILLAGES - 1) * HOUSEHOLDS * VISITS);
        ledger.campaign(25);
        if (KILL) {
            ledger.photos();
        }
        say("counted the campaign's figures");
        var villages = ledger.villages.subList(1, VILLAGES);
        var phones = new ArrayList<BenchLedger.Phone>();
        for (var i = 0; i < PHONES; i++) {
            phones.add(ledger.phone(villages.get(i % (villages.size() - 1))));
        }
        var hot = new ArrayList<BenchLedger.Phone>();
        for (var i = 0; i < HOT; i++) {
            hot.add(ledger.phone(villages.getLast()));
        }
        // What a pack says of printed sheets.
        for (var phone : phones.subList(0, SYNCED)) {
            context.getBean(Codes.class)
                    .tokens(
                            CodeKind.HOUSEHOLD,
                            LongStream.range(
                                            phone.village().first(),
                                            phone.village().first() + HOUSEHOLDS)
                                    .boxed()
                                    .toList());
        }
        return new Prepared(phones, hot, ledger.lastVisit());
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static void say(String what) {
        System.out.println("run 1 of 1, " + java.time.LocalTime.now().withNano(0) + ": " + what);
    }
}
