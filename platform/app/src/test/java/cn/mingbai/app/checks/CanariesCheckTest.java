package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.app.Browser;
import cn.mingbai.app.FieldPhones;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.idnumbers.IdNumbers;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdFiles;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import cn.mingbai.households.ledgers.HouseholdLedger;
import cn.mingbai.households.ledgers.HouseholdLedgers;
import cn.mingbai.materials.leaflets.PrintBatches;
import cn.mingbai.materials.leaflets.PrintFiles;
import cn.mingbai.materials.leaflets.PrintOrder;
import cn.mingbai.materials.villagelists.VillageLists;
import cn.mingbai.print.HouseholdKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Names, phones, places and ID numbers that nobody has, put in wherever people put theirs in: none of them lies anywhere in
 * clear, and nobody is shown one without having given a reason.
 */
@CheckTest(12)
class CanariesCheckTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final int PEOPLE = 10_000;
    private static final int PRINTED = 100;

    /** In every name of a household, between the first and the last character, which masks show. */
    private static final String NAME = "嬲孖";

    /** How every phone begins. */
    private static final String PHONE = "1990731";

    private static final String LATITUDE = "43.739173";
    private static final String LONGITUDE = "125.397317";

    /** A member of the staff: their names lie in clear, so that the search finds something. */
    private static final String STAFF = "奝奣焱";

    private static final CanarySearch CANARIES = new CanarySearch(NAME, PHONE, LATITUDE, LONGITUDE, "220172199003");

    private static final CanarySearch KNOWN = new CanarySearch(STAFF);

    @LocalServerPort
    int port;

    @Value("${mingbai.data}")
    Path data;

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    LedgerImport imports;

    @Autowired
    Households households;

    @Autowired
    HouseholdLedgers ledgers;

    @Autowired
    LocalSettings settings;

    @Autowired
    Attachments attachments;

    @Autowired
    VillageLists lists;

    @Autowired
    PrintBatches batches;

    @Autowired
    PrintFiles files;

    @Autowired
    People people;

    @Autowired
    JobRunner jobs;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    private FieldPhones place;
    private LocalDate today = LocalDate.EPOCH;
    private PersonId officer = new PersonId(0);

    @BeforeEach
    void place() {
        place = new FieldPhones(context, 1);
        today = Times.today(clock);
        officer = world.person(Role.DISTRICT_OFFICER, place.district);
        world.signIn(officer);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    static String name(int number) {
        return "赵钱孙李周吴郑王".charAt(number % 8) + NAME + (char) ('一' + number);
    }

    private static String phone(int number) {
        return PHONE + String.format("%04d", number);
    }

    /** An ID number whose check character fits. */
    private static String idNumber(int number) {
        var first = "220172199003" + String.format("%02d%03d", 1 + number % 28, number % 1000);
        var weights = new int[] {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        var sum = IntStream.range(0, 17)
                .map(i -> (first.charAt(i) - '0') * weights[i])
                .sum();
        return first + "10X98765432".charAt(sum % 11);
    }

    private void fill() throws Exception {
        var csv = new StringBuilder("村（社区）代码,组,户号,户主,人口数,电话\n");
        for (var i = 0; i < PEOPLE; i++) {
            csv.append(place.code)
                    .append(",一组,8")
                    .append(String.format("%04d", i))
                    .append(',')
                    .append(name(i))
                    .append(",3,")
                    .append(phone(i))
                    .append('\n');
        }
        imports.apply(
                LedgerUpload.of("台账.csv", csv.toString().getBytes(StandardCharsets.UTF_8), today), ImportProgress.NONE);
        settings.set(world.division(place.district), SettingKey.VISIT_POSITION, "开通：核对路线", "测试", today);
        transactions.executeWithoutResult(status -> {
            attachments.store(
                    name(1) + " " + phone(1) + ".pdf",
                    ("%PDF-1.7 " + name(2) + " " + phone(2)).getBytes(StandardCharsets.UTF_8),
                    Action.VIEW_TRAINED_PEOPLE,
                    place.village);
            jdbc.sql("update person set name = ? where id = ?")
                    .params(STAFF, officer.value())
                    .update();
        });
        var ids = jdbc.sql("select id from household where village_id = ? order by id desc limit 6")
                .param(place.village.value())
                .query(Long.class)
                .list();
        var key = place.phone();
        var records = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            var visit = FieldPhones.visit(UUID.randomUUID(), ids.get(i));
            records.add(visit.replace("\"HEAD\"", "\"SPOUSE\"")
                    .replaceFirst(
                            "}$",
                            ",\"member\":\"" + name(100 + i) + "\",\"position\":{\"lat\":" + LATITUDE + ",\"lon\":"
                                    + LONGITUDE + ",\"accuracy\":12,\"system\":\"WGS84\"}}"));
        }
        records.add("{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"found\",\"at\":\"" + Instant.now()
                + "\",\"village\":"
                + place.village.value() + ",\"group\":\"四组\",\"head\":\"" + name(200) + "\",\"phone\":\"" + phone(200)
                + "\",\"evidence\":\"新搬来，证号" + idNumber(200) + "\",\"outcome\":\"IN_PERSON\"}");
        records.add("{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + Instant.now()
                + "\",\"number\":\"999999\",\"outcome\":\"IN_PERSON\",\"informed\":\"SPOUSE\",\"member\":\"" + name(201)
                + " "
                + idNumber(201) + "\"}");
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(new Browser(port).uri("/V/records"))
                                .header("Authorization", "Bearer " + key)
                                .POST(HttpRequest.BodyPublishers.ofString(FieldPhones.body(records)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("RECEIVED").doesNotContain("REFUSED");
        printed();
        world.signIn(officer);
        jobs.runWaiting();
        // Larger than what is kept in memory, so that it goes through a temporary file.
        var made = ledgers.exportUnmasked(
                HouseholdLedger.VISITS, place.village, new AsOf(today, today), "核对底册", LedgerFormat.CSV, ZH);
        try (var open = made.open()) {
            assertThat(new String(open.readAllBytes(), StandardCharsets.UTF_8)).contains(NAME);
            leaves("while an export is read");
        }
    }

    /** A print batch with its files; its sheets show whose they are, and no other paper does. */
    private void printed() throws Exception {
        var village = new FieldPhones(context, 0);
        world.signIn(Role.DISTRICT_OFFICER, village.district);
        for (var key : SettingKey.values()) {
            var value = switch (key.form()) {
                case TEXT -> "演示值";
                case YUAN -> "780元/月（演示值）";
                case PERCENT -> "60%（演示值）";
                case SWITCH -> "不开通";
                case PHONE -> "0431-8450%04d".formatted(key.ordinal());
            };
            settings.set(
                    world.division(
                            key.lowest() == Level.COUNTY ? village.district : village.code.substring(0, 9) + "000"),
                    key,
                    value,
                    "测试",
                    today);
        }
        people.add(
                new StaffNumber("CP" + Long.toString(System.nanoTime(), 36)),
                "演示宣传甲",
                "13900000001",
                village.village,
                Duty.OUTREACH_A,
                today);
        for (var i = 0; i < PRINTED; i++) {
            households.add(
                    village.village,
                    new HouseholdNumber(String.format("%06d", i + 1)),
                    new HouseholdDetails("三组", name(400 + i), phone(400 + i), 3, true, true, false),
                    today);
        }
        var batch = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village.village), true), ZH);
        for (var tries = 0; !batches.get(batch).state().isOver(); tries++) {
            assertThat(tries).as("waiting for the print").isLessThan(1000);
            jobs.runWaiting();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        var sheets = new ByteArrayOutputStream();
        files.village(batch, village.village).to(sheets);
        assertThat(Readable.pdf(sheets.toByteArray())).as("the sheets").contains(NAME);
        var cover = new ByteArrayOutputStream();
        files.cover(batch, village.village).to(cover);
        assertThat(Readable.pdf(cover.toByteArray()))
                .as("the cover list")
                .contains("三组")
                .doesNotContain(NAME, PHONE);
        assertThat(Readable.pdf(lists.print(village.village, true).pdf()))
                .as("the list that goes from door to door")
                .contains("000100")
                .doesNotContain(NAME, PHONE);
    }

    @Test
    void nothingOfAHouseholdLiesAnywhereInClear() throws Exception {
        fill();
        leaves("at the end");
        dump();
        var rows = new TreeMap<String, String>();
        var found = new ArrayList<String>();
        for (var column : jdbc.sql("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = database() and data_type in
                          ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'blob', 'mediumblob', 'longblob', 'varbinary')
                        """)
                .query((row, index) -> List.of(row.getString(1), row.getString(2)))
                .list()) {
            rows.merge(column.getFirst(), column.get(1), (one, other) -> one + "," + other);
        }
        assertThat(rows).hasSizeGreaterThan(50);
        rows.forEach((table, columns) -> {
            for (var column : columns.split(",")) {
                jdbc
                        .sql("select cast(" + column + " as binary) from " + table + " where " + column
                                + " is not null order by 1 desc limit 20000")
                        .query((row, index) -> row.getBytes(1))
                        .list()
                        .stream()
                        .flatMap(value -> Readable.in(value).stream())
                        .filter(value -> !CANARIES.in(value).isEmpty())
                        .findFirst()
                        .ifPresent(value ->
                                found.add(table + "." + column + ": " + new String(value, StandardCharsets.UTF_8)));
            }
        });
        assertThat(found).as("columns with personal data in clear").isEmpty();
    }

    /** Looks through what a backup holds before it is encrypted: bin/backup takes such a dump. */
    private void dump() throws Exception {
        var server = data.resolve("mariadb/server");
        var process = new ProcessBuilder(
                        server.resolve("bin/mariadb-dump").toString(),
                        "--no-defaults",
                        "--protocol=tcp",
                        "--host=127.0.0.1",
                        "--port="
                                + jdbc.sql("select @@port").query(Integer.class).single(),
                        "--user=mingbai",
                        "--default-character-set=utf8mb4",
                        "--single-transaction",
                        "--quick",
                        "--triggers",
                        "mingbai")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("LD_LIBRARY_PATH", server.resolve("libs").toString());
        process.environment()
                .put(
                        "MYSQL_PWD",
                        Files.readString(data.resolve("mariadb/password")).strip());
        var dump = Files.createTempFile("mingbai-dump", ".sql");
        try {
            assertThat(process.redirectOutput(dump.toFile()).start().waitFor()).isZero();
            try (var content = Files.newInputStream(dump)) {
                assertThat(KNOWN.in(content)).as("finds what does lie in clear").isNotEmpty();
            }
            try (var content = Files.newInputStream(dump)) {
                assertThat(CANARIES.in(content))
                        .as("personal data in clear in a dump")
                        .isEmpty();
            }
        } finally {
            Files.delete(dump);
        }
    }

    /** Looks through every file of the data folder, the database's own among them, and through the temporary files. */
    private void leaves(String when) throws IOException {
        var found = new TreeSet<String>();
        var known = false;
        for (var file : files()) {
            byte[] content;
            try {
                content = Files.readAllBytes(file);
            } catch (NoSuchFileException gone) {
                continue;
            }
            for (var read : Readable.in(content)) {
                CANARIES.in(read).forEach(canary -> found.add(file + " " + canary));
            }
            known |= file.startsWith(data) && !KNOWN.in(content).isEmpty();
        }
        assertThat(known).as("finds what does lie in clear").isTrue();
        assertThat(found).as("files with personal data in clear, %s", when).isEmpty();
    }

    /** All of the data folder but the database's programs, and what this run has in the folder for temporary files. */
    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        var programs = data.resolve("mariadb/server");
        for (var folder : List.of(data, temporary)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                    return inside.equals(programs)
                                    || folder.equals(temporary) && !ofThisRun(temporary, inside, attributes)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && (folder.equals(data) || ofThisRun(temporary, file, attributes))) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path vanished, IOException why) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files;
    }

    /** Others on this machine have temporary files too. */
    private static boolean ofThisRun(Path temporary, Path file, BasicFileAttributes attributes) {
        if (file.equals(temporary)) {
            return true;
        }
        var name = temporary.relativize(file).getName(0).toString();
        return (name.startsWith("mingbai") || name.startsWith("tomcat"))
                && (attributes.isDirectory()
                        || attributes.lastModifiedTime().toMillis()
                                >= ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    @Test
    void anIdNumberIsTakenInNowhere() {
        var household = new HouseholdId(place.households.getFirst());
        var id = idNumber(7);
        assertThat(IdNumbers.in(id)).isTrue();
        List<Runnable> typing = List.of(
                () -> households.unmask(household, "核对 " + id),
                () -> households.setState(household, HouseholdState.AWAY, "户主" + id + "外出", today),
                () -> households.found(
                        place.village, new HouseholdDetails("三组", "王" + id, null, 3, true, true, false), "邻居说的", today),
                () -> ledgers.exportUnmasked(
                        HouseholdLedger.VISITS, place.village, new AsOf(today, today), id, LedgerFormat.CSV, ZH),
                () -> settings.set(world.division(place.district), SettingKey.VISIT_PHOTO, "开通：" + id, "测试", today));
        for (var typed : typing) {
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(typed::run)
                    .satisfies(refused -> assertThat(refused.key()).isEqualTo(IdNumbers.REFUSED))
                    .satisfies(refused -> assertThat(refused.arguments()).isEmpty());
        }
        var file = ("村（社区）代码,组,户号,户主\n" + place.code + ",一组,9001,王 " + id + "\n").getBytes(StandardCharsets.UTF_8);
        var report = imports.plan(LedgerUpload.of("a.csv", file, today));
        assertThat(report.refused()).extracting(row -> row.row()).containsExactly(2);
        assertThat(report.refused()).extracting(row -> row.column()).containsExactly("户主");
        assertThat(report.refused().toString()).doesNotContain(id);
    }

    @Test
    void nobodyIsShownANameWithoutAReasonAndOneRowOfTheAuditTrail() {
        var household = households.add(
                place.village,
                new HouseholdNumber("777001"),
                new HouseholdDetails("三组", name(300), phone(300), 3, true, true, false),
                today);
        var all = 0;
        for (var role : List.of(Role.DISTRICT_OFFICER, Role.TOWN_OFFICER, Role.INSPECTOR, Role.OUTREACH_WORKER)) {
            world.signIn(
                    role,
                    switch (role) {
                        case TOWN_OFFICER -> place.code.substring(0, 9) + "000";
                        case OUTREACH_WORKER -> place.code;
                        default -> place.district;
                    });
            var seen = new ArrayList<String>();
            seen.addAll(attempt(() -> households
                    .page(place.village, Households.Filter.ALL, 0, 100)
                    .toString()));
            seen.addAll(attempt(() -> households.get(household).toString()));
            seen.addAll(attempt(
                    () -> context.getBean(HouseholdFiles.class).file(household).toString()));
            for (var ledger : HouseholdLedger.values()) {
                seen.addAll(attempt(() -> ledgers.show(ledger, place.village, new AsOf(today, today), ZH)
                        .toString()));
                for (var format : LedgerFormat.values()) {
                    seen.addAll(attempt(() ->
                            Readable.in(ledgers.export(ledger, place.village, new AsOf(today, today), format, ZH)
                                            .bytes())
                                    .stream()
                                    .map(part -> new String(part, StandardCharsets.UTF_8))
                                    .collect(Collectors.joining())));
                }
            }
            all += seen.size();
            assertThat(String.join("\n", seen)).as(role.name()).doesNotContain(NAME, PHONE);
        }
        assertThat(all).as("pages that were seen").isGreaterThan(20);
        world.signIn(officer);
        var before = unmaskings();
        assertThatExceptionOfType(RuleViolation.class).isThrownBy(() -> households.unmask(household, "  "));
        assertThat(unmaskings()).isEqualTo(before);
        assertThat(households.unmask(household, "核对电话").head()).isEqualTo(name(300));
        assertThat(unmaskings()).isEqualTo(before + 1);
        ledgers.exportUnmasked(
                HouseholdLedger.VISITS, place.village, new AsOf(today, today), "核对底册", LedgerFormat.CSV, ZH);
        assertThat(unmaskings()).isEqualTo(before + 2);
    }

    private interface Seeing {
        String see();
    }

    /** What is seen, or nothing when it is not for the caller. */
    private static List<String> attempt(Seeing seeing) {
        try {
            return List.of(seeing.see());
        } catch (MingbaiException notForThem) {
            return List.of();
        }
    }

    private long unmaskings() {
        return jdbc.sql("select count(*) from audit_entry where what in ('household.unmask', 'ledger.export-unmasked')")
                .query(Long.class)
                .single();
    }
}
