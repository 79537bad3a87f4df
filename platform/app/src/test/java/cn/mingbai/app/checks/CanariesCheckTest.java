package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.app.Browser;
import cn.mingbai.app.FieldPhones;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.idnumbers.IdNumbers;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.PersonId;
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
import cn.mingbai.materials.villagelists.VillageLists;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
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
    private static final int PEOPLE = 2000;

    /** In every name of a household, between the first and the last character, which masks show. */
    private static final String NAME = "嬲孖";

    /** How every phone begins. */
    private static final String PHONE = "1990731";

    private static final String LATITUDE = "43.739173";
    private static final String LONGITUDE = "125.397317";

    /** A member of the staff: their names lie in clear, so that the search finds something. */
    private static final String STAFF = "奝奣焱";

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
        world.signIn(officer);
        assertThat(lists.print(place.village, true).pdf()).isNotEmpty();
        jobs.runWaiting();
        // Larger than what is kept in memory, so that it goes through a temporary file.
        var made = ledgers.exportUnmasked(
                HouseholdLedger.VISITS, place.village, new AsOf(today, today), "核对底册", LedgerFormat.CSV, ZH);
        try (var open = made.open()) {
            assertThat(new String(open.readAllBytes(), StandardCharsets.UTF_8)).contains(NAME);
            leaves("while an export is read");
        }
    }

    @Test
    void nothingOfAHouseholdLiesAnywhereInClear() throws Exception {
        fill();
        leaves("at the end");
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
                        .filter(value -> !canaries(unpacked(value)).isEmpty())
                        .findFirst()
                        .ifPresent(value -> found.add(
                                table + "." + column + ": " + new String(unpacked(value), StandardCharsets.UTF_8)));
            }
        });
        assertThat(found).as("columns with personal data in clear").isEmpty();
    }

    /** Reports of whole districts lie packed. */
    private static byte[] unpacked(byte[] value) {
        if (value.length < 3 || value[0] != 0x1F || (value[1] & 0xFF) != 0x8B) {
            return value;
        }
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(value))) {
            return zip.readAllBytes();
        } catch (IOException none) {
            return value;
        }
    }

    /** Looks through every file of the data folder, the database's own among them, and through the temporary files. */
    private void leaves(String when) throws IOException {
        var found = new TreeSet<String>();
        var staff = false;
        var folders = List.of(data, Path.of(System.getProperty("java.io.tmpdir")));
        for (var folder : folders) {
            for (var file : filesIn(folder)) {
                var content = read(file);
                if (content.length == 0) {
                    continue;
                }
                canaries(content).forEach(canary -> found.add(file + " " + canary));
                staff |= folder == data && contains(content, STAFF.getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(staff).as("finds what does lie in clear").isTrue();
        assertThat(found).as("files with personal data in clear, %s", when).isEmpty();
    }

    private List<Path> filesIn(Path folder) throws IOException {
        var mine = folder.equals(data);
        try (var all = Files.find(
                folder, mine ? 12 : 1, (file, attributes) -> attributes.isRegularFile() && (mine || ofThisRun(file)))) {
            return all.filter(file -> !file.toString().contains("/mariadb/server/"))
                    .toList();
        } catch (UncheckedIOException vanished) {
            return List.of();
        }
    }

    /** Others on this machine have temporary files too. */
    private static boolean ofThisRun(Path file) {
        return file.getFileName().toString().startsWith("mingbai")
                || file.toString().contains("tomcat");
    }

    private static byte[] read(Path file) {
        try (var channel = FileChannel.open(file)) {
            var bytes = new ByteArrayOutputStream();
            java.nio.channels.Channels.newInputStream(channel).transferTo(bytes);
            return bytes.toByteArray();
        } catch (NoSuchFileException gone) {
            return new byte[0];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> canaries(byte[] content) {
        var found = new ArrayList<String>();
        for (var canary : List.of(NAME, PHONE, LATITUDE, LONGITUDE, "220172199003")) {
            for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                if (contains(content, canary.getBytes(charset))) {
                    found.add(canary);
                }
            }
        }
        return found;
    }

    private static boolean contains(byte[] content, byte[] wanted) {
        var first = wanted[0];
        for (var at = 0; at <= content.length - wanted.length; at++) {
            if (content[at] == first && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
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
                for (var format : List.of(LedgerFormat.CSV, LedgerFormat.XLSX)) {
                    seen.addAll(attempt(() -> {
                        var bytes = ledgers.export(ledger, place.village, new AsOf(today, today), format, ZH)
                                .bytes();
                        return format == LedgerFormat.CSV
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : Mutants.parts(bytes).values().stream()
                                        .map(part -> new String(part, StandardCharsets.UTF_8))
                                        .collect(Collectors.joining());
                    }));
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
