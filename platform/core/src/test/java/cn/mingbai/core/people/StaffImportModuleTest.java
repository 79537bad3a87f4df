package cn.mingbai.core.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Change;
import cn.mingbai.core.spreadsheet.ImportReport.Question;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class StaffImportModuleTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String HEADING = "工号,姓名,镇街,单位,单位代码,职务,电话,任职日期\n";

    @Autowired
    World world;

    @Autowired
    StaffImport imports;

    @Autowired
    People people;

    @Autowired
    PostingDirectory postings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private LocalDate today;
    private final String run = "I" + Long.toString(System.nanoTime(), 36).toUpperCase() + "-";

    @BeforeEach
    void signIn() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        today = Times.today(clock);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private String number() {
        return run + NUMBERS.incrementAndGet();
    }

    private static byte[] file(String... rows) {
        return (HEADING + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
    }

    private ImportReport plan(String... rows) {
        return imports.plan("名册.csv", file(rows));
    }

    private ImportReport apply(String... rows) {
        return imports.apply("名册.csv", file(rows), ImportProgress.NONE);
    }

    private List<Posted> postings(String number, LocalDate day) {
        return postings.of(postings.byStaffNumber(number).orElseThrow(), day);
    }

    private long facts() {
        return jdbc.sql("select (select count(*) from posting) + (select count(*) from person)"
                        + " + (select count(*) from audit_entry)")
                .query(Long.class)
                .single();
    }

    private List<Refused> refusedOnly(String... rows) {
        var report = plan(rows);
        assertThat(report.changesNothing()).isTrue();
        return report.refused();
    }

    @Test
    void addsPersonsAndSaysSoBefore() {
        var one = number();
        var two = number();
        String[] rows = {one + ",王𠮷,,友好村委会,,宣传员,13812345678,2026-01-02", two + ",刘䶮,玉潭镇,友好村,,经办人,,"};
        var before = facts();
        assertThat(plan(rows).added()).extracting(Change::key).containsExactly(one, two);
        assertThat(facts()).as("a plan writes nothing").isEqualTo(before);

        assertThat(apply(rows).added()).hasSize(2);
        assertThat(postings(one, today)).singleElement().satisfies(posted -> {
            assertThat(posted.name()).isEqualTo("王𠮷");
            assertThat(posted.duty()).isEqualTo(Duty.OUTREACH_A);
            assertThat(posted.division()).isEqualTo(world.division(World.VILLAGE));
            assertThat(posted.from()).isEqualTo(LocalDate.of(2026, 1, 2));
        });
        assertThat(postings(two, today)).singleElement().satisfies(posted -> {
            assertThat(posted.duty()).isEqualTo(Duty.VILLAGE_STAFF);
            assertThat(posted.from()).isEqualTo(today);
        });
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        var one = number();
        String[] rows = {
            one + ",王五,,友好村,,A角,13812345678,2026-01-02", one + ",王五,,黎明村,,宣传员B角,,", number() + ",赵六,,玉潭镇,,经办人,,"
        };
        apply(rows);
        var before = facts();
        var again = apply(rows);
        assertThat(again.changesNothing()).isTrue();
        assertThat(again.unchanged()).isEqualTo(3);
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void aNewUnitEndsTheOldPostingTheDayBefore() {
        var one = number();
        apply(one + ",王五,,友好村,,宣传员,,2026-01-02");
        var report = apply(one + ",王五,,黎明村,,宣传员,,2026-03-01");
        assertThat(report.changed())
                .singleElement()
                .satisfies(change -> assertThat(change.fields())
                        .extracting(ImportReport.FieldChange::after)
                        .contains("→ 2026-02-28"));
        assertThat(postings(one, LocalDate.of(2026, 2, 28)))
                .extracting(Posted::division)
                .containsExactly(world.division(World.VILLAGE));
        assertThat(postings(one, LocalDate.of(2026, 3, 1)))
                .extracting(Posted::division)
                .containsExactly(world.division(World.OTHER_VILLAGE));
    }

    @Test
    void aSecondPostingListedBesideTheFirstKeepsIt() {
        var one = number();
        apply(one + ",王五,,友好村,,宣传员,,2026-01-02");
        apply(one + ",王五,,友好村,,宣传员,,2026-01-02", one + ",王五,,友好村,,经办人,,2026-03-01");
        assertThat(postings(one, today))
                .extracting(Posted::duty)
                .containsExactlyInAnyOrder(Duty.OUTREACH_A, Duty.VILLAGE_STAFF);
    }

    @Test
    void aPostingLeftOutIsAQuestionAndStays() {
        var one = number();
        apply(one + ",王五,,友好村,,宣传员,,2026-01-02", one + ",王五,,黎明村,,经办人,,2026-01-02");
        var report = apply(one + ",王五,,友好村,,宣传员,,2026-01-02");
        assertThat(report.questions())
                .filteredOn(question -> question.key().equals(one))
                .extracting(Question::messageKey)
                .containsExactly("core.staff-import.posting-absent");
        assertThat(postings(one, today)).hasSize(2);
    }

    @Test
    void whoIsAbsentFromTheFileIsAskedForAndNeverEnded() {
        var here = number();
        var elsewhere = number();
        apply(here + ",王五,,友好村,,经办人,,", elsewhere + ",赵六,,西湖村委会,,经办人,,");
        var report = apply(number() + ",钱七,,友好村,,经办人,,");
        assertThat(report.questions()).extracting(Question::key).contains(here).doesNotContain(elsewhere);
        assertThat(postings(here, today)).hasSize(1);
    }

    @Test
    void nameAndPhoneAreCorrectedAndAnEmptyPhoneKeepsTheKnownOne() {
        var one = number();
        apply(one + ",王五,,友好村,,宣传员,13812345678,");
        var report = apply(one + ",王伍,,友好村,,宣传员,,");
        assertThat(report.changed())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.fields()).containsExactly(new ImportReport.FieldChange("姓名", "王五", "王伍")));
        assertThat(jdbc.sql("select phone from person where staff_number = ?")
                        .param(one)
                        .query(String.class)
                        .single())
                .isEqualTo("13812345678");
    }

    @Test
    void anotherFirstDayCorrectsThePosting() {
        var one = number();
        apply(one + ",王五,,友好村,,宣传员,,2026-01-02");
        apply(one + ",王五,,友好村,,宣传员,,2025-06-01");
        assertThat(postings(one, today)).extracting(Posted::from).containsExactly(LocalDate.of(2025, 6, 1));
        assertThat(jdbc.sql("select count(*) from posting p join person s on s.id = p.person_id"
                                + " where s.staff_number = ?")
                        .param(one)
                        .query(Integer.class)
                        .single())
                .as("what was known before is kept")
                .isEqualTo(2);
    }

    @Test
    void aPostingThatEndedYesterdayIsNotRevivedByAnOldFile() {
        var one = number();
        String row = one + ",王五,,友好村,,宣传员,,2026-01-02";
        apply(row);
        people.end(postings(one, today).getFirst().posting(), today);
        assertThat(postings(one, today)).isEmpty();
        assertThat(refusedOnly(row)).extracting(Refused::messageKey).containsExactly("core.staff-import.ended-before");

        apply(one + ",王五,,友好村,,宣传员,," + today);
        assertThat(postings(one, today)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'A1,王五,,先锋村,,经办人,,',单位,core.division.which-town",
        "'A1,王五,,潭南,,经办人,,',单位,core.division.name-similar",
        "'A1,王五,,不存在村,,经办人,,',单位,core.division.name-not-in-area",
        "'A1,王五,,,220102001001,经办人,,',单位代码,core.division.code-not-in-area",
        "'A1,王五,,黎明村,220172102204,经办人,,',单位代码,core.division.code-and-name",
        "'A1,王五,,,,经办人,,',单位,core.division.none-named",
        "'A1,王五,新湖镇,友好村,,经办人,,',单位,core.division.name-similar",
        "'A1,王五,,友好村,,村长,,',职务,core.staff-import.duty-unknown",
        "'A1,王五,,玉潭镇,,宣传员,,',职务,core.people.duty-level-VILLAGE",
        "'A1,王五,,友好村,,镇街经办人,,',职务,core.people.duty-level-TOWNSHIP",
        "'A1,王五,,友好村,,经办人,12345,',电话,core.people.phone-form",
        "'A1,王五,,友好村,,经办人,,1900-01-01',任职日期,core.people.from-range",
        "'A,王五,,友好村,,经办人,,',工号,core.people.staff-number-form",
        "'220172199001011234,王五,,友好村,,经办人,,',工号,core.people.staff-number-form"
    })
    void rowsAreRefusedWithColumnAndReason(String row, String column, String key) {
        assertThat(refusedOnly(row)).singleElement().satisfies(refused -> {
            assertThat(refused.row()).isEqualTo(2);
            assertThat(refused.column()).isEqualTo(column);
            assertThat(refused.messageKey()).isEqualTo(key);
        });
    }

    @Test
    void theTownTellsTwoVillagesOfOneNameApart() {
        var one = number();
        apply(one + ",王五,新立城镇,先锋村,,经办人,,");
        assertThat(postings(one, today)).extracting(Posted::division).containsExactly(world.division("220172100203"));
    }

    @Test
    void rowsThatContradictEachOtherAreRefused() {
        var one = number();
        assertThat(refusedOnly(
                        one + ",王五,,友好村,,经办人,13812345678,",
                        one + ",王伍,,黎明村,,经办人,,",
                        one + ",王五,,友好村,,经办人,,",
                        one + ",王五,,玉潭镇,,经办人,13900000000,"))
                .extracting(Refused::messageKey)
                .containsExactly(
                        "core.staff-import.other-name", "core.staff-import.row-twice", "core.staff-import.other-phone");
    }

    @Test
    void oneRefusedRowKeepsAllOthersOut() {
        var before = facts();
        assertThatThrownBy(() -> apply(number() + ",王五,,友好村,,经办人,,", number() + ",赵六,,先锋村,,经办人,,"))
                .isInstanceOfSatisfying(RuleViolation.class, refused -> {
                    assertThat(refused.key()).isEqualTo("core.import.has-refused");
                    assertThat(refused.arguments()).containsExactly(1, 3);
                });
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void unitsOutOfReachAreAsIfTheyWereNot() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(refusedOnly("A1,王五,,西湖村委会,,经办人,,"))
                .extracting(Refused::messageKey)
                .containsExactly("core.division.name-not-in-area");
        assertThat(refusedOnly("A1,王五,,,220172101204,经办人,,"))
                .extracting(Refused::messageKey)
                .containsExactly("core.division.code-not-in-area");
    }

    @Test
    void aNumberOfSomebodyElsewhereIsRefusedWithoutTellingWhose() {
        var one = number();
        apply(one + ",隐名某,,西湖村委会,,经办人,,");
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var report = plan(one + ",王五,,友好村,,经办人,,");
        assertThat(report.refused())
                .extracting(Refused::messageKey)
                .containsExactly("core.staff-import.number-elsewhere");
        assertThat(report.toString()).doesNotContain("隐名某");
    }

    @Test
    void aPostingElsewhereIsLeftAlone() {
        var one = number();
        apply(one + ",王五,,西湖村委会,,经办人,,2026-01-02", one + ",王五,,友好村,,经办人,,2026-01-02");
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        apply(one + ",王五,,黎明村,,经办人,,2026-03-01");
        assertThat(postings(one, today))
                .extracting(Posted::division)
                .containsExactlyInAnyOrder(world.division(World.FAR_VILLAGE), world.division(World.OTHER_VILLAGE));
    }

    @ParameterizedTest
    @CsvSource({"STAFF,220172102204", "OUTREACH_WORKER,220172102204", "INSPECTOR,220172000000", "AUDITOR,220172000000"})
    void thoseWhoKeepNoRosterAreRefused(Role role, String code) {
        world.signIn(role, code);
        assertThatThrownBy(() -> plan("A1,王五,,友好村,,经办人,,")).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> apply("A1,王五,,友好村,,经办人,,")).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> imports.template()).isInstanceOf(AccessRefused.class);
    }

    @Test
    void eachImportLeavesOneAuditRowWithCountsAndDigest() {
        apply(number() + ",王五,,友好村,,经办人,,", number() + ",赵六,,友好村,,经办人,,");
        var row = jdbc.sql("select subject, details, division_id from audit_entry where what = 'staff.import'"
                        + " order by id desc limit 1")
                .query((result, index) ->
                        List.of(result.getString(1), result.getString(2), new DivisionId(result.getLong(3))))
                .single();
        assertThat(row.getFirst()).isEqualTo("file 名册.csv");
        assertThat((String) row.get(1)).startsWith("added 2, changed 0,").matches(".*sha256 [0-9a-f]{64}");
        assertThat(row.get(2)).isEqualTo(world.division(World.DISTRICT));
    }

    @Test
    void theTemplateFilledInAsItIsCanBeImportedButForItsExample() {
        var report = imports.plan("模板.xlsx", imports.template());
        assertThat(report.refused()).isEmpty();
        assertThat(report.added()).extracting(Change::key).containsExactly("SL0001");
    }

    @Test
    void aFileWithoutUnitsNamesWhatIsMissing() {
        assertThatThrownBy(() -> imports.plan("a.csv", "工号,姓名,职务\n1,2,3".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("core.staff-import.no-unit-column"));
    }

    @Test
    void aGbkFileFromAChineseSpreadsheetWithStarsAtItsHeadingsIsTakenAsItIs() {
        var number = number();
        var text = "玉潭镇人员花名册,,,,\r\n*工号,＊姓名（必填）,*镇街,*单位,*职务\r\n" + number + ",刘䶮,玉潭镇,友好村,宣传员\r\n";
        var report = imports.apply("花名册.csv", text.getBytes(Charset.forName("GB18030")), ImportProgress.NONE);
        assertThat(report.refused()).isEmpty();
        assertThat(postings(number, today)).singleElement().satisfies(posted -> {
            assertThat(posted.name()).isEqualTo("刘䶮");
            assertThat(posted.division()).isEqualTo(world.division(World.VILLAGE));
        });
    }

    @Test
    void anIdentityNumberTypedAsANumberIsRefusedAndNeverStored() {
        var typed = new BigDecimal("220102199001011234");
        var file = SheetWriter.xlsx(
                "花名册",
                new SheetTable(
                        "花名册",
                        List.of("工号", "姓名", "镇街", "单位", "职务"),
                        List.of(List.of(typed, "王五", "玉潭镇", "友好村", "经办人")),
                        List.of()));
        assertThat(imports.plan("花名册.xlsx", file).refused()).singleElement().satisfies(refused -> {
            assertThat(refused.column()).isEqualTo("工号");
            assertThat(refused.messageKey()).isEqualTo("core.sheet.cell-numeric-code");
        });
        assertThatThrownBy(() -> imports.apply("花名册.xlsx", file, ImportProgress.NONE))
                .isInstanceOf(RuleViolation.class);
        assertThat(refusedOnly("220102199001011234,王五,玉潭镇,友好村,,经办人,,"))
                .as("nor typed as text")
                .extracting(Refused::messageKey)
                .containsExactly("core.people.staff-number-form");
        assertThat(jdbc.sql("select count(*) from person where staff_number like '2201021990%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void fiveThousandRowsTakeUnderTwentySeconds() {
        var rows = new ArrayList<String>();
        for (var index = 0; index < 5000; index++) {
            rows.add(number() + ",王" + index + ",,友好村,,经办人,138" + (10000000 + index) + ",2026-01-02");
        }
        var steps = new ArrayList<Integer>();
        var begun = System.nanoTime();
        var report =
                imports.apply("名册.csv", file(rows.toArray(String[]::new)), (done, of) -> steps.add(done * 100 / of));
        var first = Duration.ofNanos(System.nanoTime() - begun);
        begun = System.nanoTime();
        var moved = apply(rows.stream()
                .map(row -> row.replace("友好村", "黎明村").replace("2026-01-02", "2026-02-01"))
                .toArray(String[]::new));
        var second = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(report.added()).hasSize(5000);
        assertThat(moved.changed()).hasSize(5000);
        assertThat(steps).startsWith(0).endsWith(100).isSorted();
        System.getLogger(getClass().getName())
                .log(System.Logger.Level.INFO, "5,000 added in {0}, moved in {1}", first, second);
        assertThat(first).isLessThan(Duration.ofSeconds(20));
        assertThat(second).isLessThan(Duration.ofSeconds(20));
    }
}
