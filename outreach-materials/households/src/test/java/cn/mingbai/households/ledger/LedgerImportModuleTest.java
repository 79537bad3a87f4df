package cn.mingbai.households.ledger;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.Figures;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class LedgerImportModuleTest {

    private static final String HEADINGS = "村（社区）代码,镇街,村（社区）,组,户号,户主,人口数,电话,状态,户籍户,常住户,救助对象户\n";

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld fixture;

    @Autowired
    LedgerImport ledgerImport;

    @Autowired
    Households households;

    @Autowired
    HouseholdDirectory directory;

    @Autowired
    Coverage coverage;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    HouseholdFiles files;

    @Autowired
    FieldCipher cipher;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Division village;
    private LocalDate today;

    @BeforeEach
    void aVillage() {
        village = fixture.freshVillage();
        fixture.asOfficer();
        today = Times.today(clock);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void takesAFileInOnceHoweverOftenItIsSent() {
        var file = csv(
                village.code().value() + ",,,十组,030012,王𠮷,3,13812345678,应访,是,是,否",
                village.code().value() + ",,,二组,030013,王𨱅,2,,长期外出,是,是,是",
                village.code().value() + ",,,2组,030014,䶮祥,,,,是,否,否");
        assertThat(plan(file).added()).hasSize(3);
        assertThat(count(village)).isZero();
        apply(file);
        assertThat(count(village)).isEqualTo(3);
        assertThat(directory.inGroupOrder(village.id(), today))
                .extracting(line -> line.group() + line.headName())
                .containsExactly("二组王𨱅", "2组䶮祥", "十组王𠮷");
        var rows = jdbc.sql("select count(*) from household_details")
                .query(Integer.class)
                .single();
        var audits = jdbc.sql("select count(*) from audit_entry")
                .query(Integer.class)
                .single();
        var again = apply(file);
        assertThat(again.changesNothing()).isTrue();
        assertThat(again.unchanged()).isEqualTo(3);
        assertThat(jdbc.sql("select count(*) from household_details")
                        .query(Integer.class)
                        .single())
                .isEqualTo(rows);
        assertThat(jdbc.sql("select count(*) from audit_entry")
                        .query(Integer.class)
                        .single())
                .isEqualTo(audits);
    }

    @Test
    void aFileThatExcludesMoreThanTheDistrictsShareGoesToTheApprovalBatch() {
        jdbc.sql("insert into local_setting (id, division_id, setting_key, value, source, valid_from, valid_to,"
                        + " recorded_at, superseded_at) values (next value for local_setting_seq, ?, ?, '20%', 'test',"
                        + " '2026-01-01', '9999-12-31', '2026-01-01', '9999-12-31')")
                .params(village.id().value(), SettingKey.EXCLUSION_SHARE.key())
                .update();
        var code = village.code().value();
        var within = csv(
                code + ",,,一组,1,王一,,,空户,,是,",
                code + ",,,一组,2,王二,,,,,是,",
                code + ",,,一组,3,王三,,,,,是,",
                code + ",,,一组,4,王四,,,,,是,",
                code + ",,,一组,5,王五,,,,,是,");
        apply(within);
        assertThat(figures().due()).isEqualTo(4);
        // One more of those there, and a new one: three of six are more than a fifth. Leaving for work excludes nobody
        // here.
        var beyond = csv(code + ",,,一组,2,王二,,,空户,,是,", code + ",,,一组,3,王三,,,外出,,是,", code + ",,,一组,6,王六,,,已拆,,是,");
        var plan = plan(beyond);
        assertThat(plan.changed().getFirst().fields().getLast().after()).contains("空户", "复核");
        assertThat(plan.added().getFirst().fields().getFirst().after()).contains("已拆", "复核");
        apply(beyond);
        assertThat(figures().due()).isEqualTo(5);
        assertThat(figures().ledger()).isEqualTo(6);
        assertThat(files.waiting(village.id())).hasSize(2);
        assertThat(apply(beyond).changesNothing())
                .as("what waits is not asked for twice")
                .isTrue();
        assertThatThrownBy(() -> households.setState(
                        directory
                                .byNumber(village.id(), new HouseholdNumber("2"))
                                .orElseThrow(),
                        HouseholdState.DEMOLISHED,
                        "已拆",
                        today))
                .isInstanceOf(Conflict.class);

        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var pending = desk.pending(Locale.CHINA).stream()
                .filter(each -> each.approval().division().equals(village.id()))
                .toList();
        assertThat(pending)
                .singleElement()
                .satisfies(
                        each -> assertThat(each.summary()).contains("空户", "已拆").doesNotContain("王"));
        desk.decide(Set.of(pending.getFirst().approval().id()), true, "");
        assertThat(figures().due()).isEqualTo(3);
        assertThat(figures().excludedInAll()).isEqualTo(3);
    }

    private Figures figures() {
        return coverage.recount(village.id(), AsOf.today(clock)).stored();
    }

    @Test
    void findsAHeadByTheExactNameAndTellsRareCharactersApart() {
        apply(csv(
                village.code().value() + ",,,一组,1,王𠮷,,,,,是,",
                village.code().value() + ",,,一组,2,王𨱅,,,,,是,",
                village.code().value() + ",,,一组,3,王吉,,,,,是,"));
        for (var name : List.of("王𠮷", "王𨱅", "王吉")) {
            var found = households.page(village.id(), new Households.Filter(null, " " + name + " "), 0, 10);
            assertThat(found.total()).as(name).isEqualTo(1);
            assertThat(found.lines().getFirst().maskedHead()).isEqualTo("王*");
            assertThat(households
                            .unmask(found.lines().getFirst().household(), "核对")
                            .head())
                    .isEqualTo(name);
        }
        assertThat(households
                        .page(village.id(), new Households.Filter(null, "王"), 0, 10)
                        .total())
                .isZero();
    }

    @Test
    void nothingPersonalStandsInTheDatabaseInClear() {
        apply(csv(village.code().value() + ",,,一组,1,欧阳建国,,13987654321,,,是,"));
        households.unmask(
                households
                        .page(village.id(), Households.Filter.ALL, 0, 1)
                        .lines()
                        .getFirst()
                        .household(),
                "电话回访");
        var tables = jdbc.sql("select table_name from information_schema.tables where table_schema = database()"
                        + " and table_type = 'BASE TABLE'")
                .query(String.class)
                .list();
        for (var table : tables) {
            jdbc.sql("select * from `" + table + "`").query(row -> {
                for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    var cell = row.getObject(column);
                    var text = cell instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : String.valueOf(cell);
                    assertThat(text).as(table).doesNotContain("欧阳建国").doesNotContain("13987654321");
                }
            });
        }
        assertThat(households
                        .page(village.id(), Households.Filter.ALL, 0, 1)
                        .lines()
                        .getFirst()
                        .maskedHead())
                .isEqualTo("欧**国");
    }

    @Test
    void changesWhatTheFileSaysOtherwiseFromItsDayOnAndKeepsTheRest() {
        var before = today.minusDays(20);
        apply(upload(csv(village.code().value() + ",,,一组,1,王国,3,13812345678,应访,是,是,否"), before));
        var report = apply(LedgerUpload.of(
                "只有状态.csv",
                ("村（社区）代码,户号,户主,状态\n" + village.code().value() + ",1,王国,空户\n").getBytes(StandardCharsets.UTF_8),
                today.minusDays(5)));
        assertThat(report.changed()).singleElement().satisfies(change -> {
            assertThat(change.fields()).singleElement().satisfies(field -> {
                assertThat(field.column()).isEqualTo("状态");
                assertThat(field.before()).isEqualTo("应访");
                assertThat(field.after()).isEqualTo("空户");
            });
            assertThat(change.name()).isEqualTo("王*");
        });
        var line = households
                .page(village.id(), Households.Filter.ALL, 0, 1)
                .lines()
                .getFirst();
        assertThat(line.members()).isEqualTo(3);
        assertThat(line.hasPhone()).isTrue();
        assertThat(line.state()).isEqualTo(HouseholdState.EMPTY);
        assertThat(line.stateFrom()).isEqualTo(today.minusDays(5));
        assertThat(recount(today.minusDays(6)).due()).isEqualTo(1);
        assertThat(recount(today.minusDays(5)).due()).isZero();
    }

    @Test
    void asksAboutHouseholdsThatTheFileLacksAndDeletesNobody() {
        apply(csv(
                village.code().value() + ",,,一组,1,王国,,,,,是,",
                village.code().value() + ",,,一组,2,李民,,,,,是,",
                village.code().value() + ",,,一组,3,赵新,,,已拆,,是,"));
        var shorter = csv(village.code().value() + ",,,一组,1,王国,,,,,是,");
        var report = apply(shorter);
        assertThat(report.questions()).singleElement().satisfies(question -> {
            assertThat(question.key()).endsWith(" " + new HouseholdNumber("2").shown());
            assertThat(question.name()).isEqualTo("李*");
        });
        assertThat(count(village)).isEqualTo(3);
    }

    @Test
    void refusesRowsByRowColumnAndReasonAndThenWritesNothing() {
        var code = village.code().value();
        var file = csv(
                code + ",,,一组,1,王国,,,,,是,",
                code + ",,,一组,030012-8,王国,,,,,是,",
                code + ",,,一组,三号,王国,,,,,是,",
                code + ",,,一组,4,,,,,,是,",
                code + ",,,一组,5,王国,,123,,,是,",
                code + ",,,一组,6,王国,三口,,,,是,",
                code + ",,,一组,7,王国,,,不在家,,是,",
                code + ",,,一组,8,王国,,,,也许,是,",
                code + ",,,一组,1,李民,,,,,是,",
                "220172999999,,,一组,9,王国,,,,,是,",
                code + ",,," + "组".repeat(41) + ",10,王国,,,,,是,",
                code + ",,,一组,11," + "王".repeat(61) + ",,,,,是,",
                code + ",,,一组,12,王国,100,,,,是,",
                ",,,一组,13,王国,,,,,是,");
        var report = plan(file);
        assertThat(report.refused())
                .extracting(refused -> refused.row() + " " + refused.column() + " " + refused.messageKey())
                .containsExactly(
                        "3 户号 households.number.check",
                        "4 户号 households.number.form",
                        "5 户主 core.sheet.cell-empty",
                        "6 电话 households.details.phone",
                        "7 人口数 core.sheet.cell-whole",
                        "8 状态 households.import.state-unknown",
                        "9 户籍户 households.import.yes-or-no",
                        "10 户号 households.import.row-twice",
                        "11 村（社区）代码 core.division.code-not-in-area",
                        "12 组 households.details.group",
                        "13 户主 households.details.head",
                        "14 人口数 households.details.members",
                        "15 村（社区） core.sheet.cell-empty");
        assertThatThrownBy(() -> apply(file))
                .isInstanceOf(RuleViolation.class)
                .extracting(error -> ((MingbaiException) error).key())
                .isEqualTo("core.import.has-refused");
        assertThat(count(village)).isZero();
    }

    @Test
    void asksForTheTownWhenTwoTownsHaveAVillageOfThatName() {
        var report = plan(csv(",,先锋村,一组,1,王国,,,,,是,"));
        assertThat(report.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.messageKey()).isEqualTo("core.division.which-town");
            assertThat(refused.column()).isEqualTo("村（社区）");
        });
        assertThat(plan(csv(",净月街道,先锋村,一组,1,王国,,,,,是,")).refused()).isEmpty();
    }

    @Test
    void foreignVillagesAreRefusedLikeVillagesThatDoNotExist() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var foreign = plan(csv(World.FAR_VILLAGE + ",,,一组,1,王国,,,,,是,"));
        var missing = plan(csv("220172999999,,,一组,1,王国,,,,,是,"));
        assertThat(foreign.refused().getFirst().messageKey())
                .isEqualTo(missing.refused().getFirst().messageKey());
        assertThatThrownBy(() -> apply(csv(World.FAR_VILLAGE + ",,,一组,1,王国,,,,,是,")))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.OUTREACH_WORKER, village.code().value());
        assertThatThrownBy(() -> plan(csv(village.code().value() + ",,,一组,1,王国,,,,,是,")))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void keepsTheControlTotalAndShowsTheGap() {
        var file = csv(village.code().value() + ",,,一组,1,王国,,,,,是,");
        ledgerImport.apply(new LedgerUpload("a.csv", file.bytes(), today, 3, "公安户籍"), ImportProgress.NONE);
        var summary = households.summary(village.id());
        assertThat(summary.controlTotal()).isEqualTo(3);
        assertThat(summary.gap()).isEqualTo(2);
        assertThat(summary.controlSource()).isEqualTo("公安户籍");
        var two = csv(
                village.code().value() + ",,,一组,1,王国,,,,,是,",
                fixture.freshVillage().code().value() + ",,,一组,1,王国,,,,,是,");
        fixture.asOfficer();
        assertThatThrownBy(() -> ledgerImport.plan(new LedgerUpload("b.csv", two.bytes(), today, 3, "公安户籍")))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> ledgerImport.plan(new LedgerUpload("b.csv", file.bytes(), today, 3, " ")))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> plan(upload(file, today.plusDays(1)))).isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @CsvSource({"GB18030", "UTF-8"})
    void readsTheEncodingsOfTheField(String charset) {
        var text = HEADINGS + village.code().value() + ",,,一组,1,王𠮷,,,,,是,\n";
        apply(LedgerUpload.of("台账.csv", text.getBytes(Charset.forName(charset)), today));
        assertThat(directory.inGroupOrder(village.id(), today).getFirst().headName())
                .isEqualTo("王𠮷");
    }

    @Test
    void theTemplateCanBeTakenInAsItIs() {
        var sheet = ledgerImport.plan(LedgerUpload.of("模板.xlsx", ledgerImport.template(), today));
        assertThat(sheet.refused()).isEmpty();
        assertThat(sheet.added()).hasSize(1);
        assertThat(SheetReader.MAX_ROWS).isGreaterThanOrEqualTo(5000);
    }

    @Test
    void takesFiveThousandRowsInTwentySeconds() {
        var rows = new ArrayList<String>();
        for (var i = 0; i < 5000; i++) {
            rows.add(village.code().value() + ",,," + (1 + i % 20) + "组," + String.format("%06d", i) + ",演示" + i
                    + ",3,138%08d,应访,是,是,否".formatted(i));
        }
        var file = csv(rows.toArray(String[]::new));
        var heard = new ArrayList<Integer>();
        var began = System.nanoTime();
        ledgerImport.apply(file, (done, of) -> heard.add(done));
        var seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("5,000 ledger rows taken in %.1f s%n", seconds);
        assertThat(seconds).isLessThan(20);
        assertThat(count(village)).isEqualTo(5000);
        assertThat(recount(today).due()).isEqualTo(5000);
        assertThat(heard).hasSizeGreaterThan(5).isSorted();
        var again = ledgerImport.apply(file, ImportProgress.NONE);
        assertThat(again.unchanged()).isEqualTo(5000);
    }

    @Test
    void aStateHoldsFromItsDayUntilTheNextOneKnown() {
        var household = fixture.household(village.id(), "王国", BEGUN);
        fixture.asOfficer();
        households.setState(household, HouseholdState.AWAY, "外出务工", BEGUN.plusDays(20));
        households.setState(household, HouseholdState.REFUSED, "不愿接待", BEGUN.plusDays(10));
        assertThat(jdbc.sql("select concat(state, ' ', valid_from, ' ', valid_to) from household_state"
                                + " where household_id = ? and superseded_at = '9999-12-31' order by valid_from")
                        .param(household.value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "DUE 2026-09-01 2026-09-11", "REFUSED 2026-09-11 2026-09-21", "AWAY 2026-09-21 9999-12-31");
        assertThatThrownBy(() -> households.setState(household, HouseholdState.AWAY, "又", today))
                .isInstanceOf(cn.mingbai.core.error.Conflict.class);
        assertThatThrownBy(() -> households.setState(household, HouseholdState.DUE, " ", today))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> households.setState(household, HouseholdState.DUE, "回来了", today.plusDays(1)))
                .isInstanceOf(RuleViolation.class);
        world.signIn(Role.TOWN_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> households.setState(household, HouseholdState.DUE, "回来了", today))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> households.unmask(household, "看看")).isInstanceOf(NotFound.class);
    }

    private cn.mingbai.households.coverage.Figures recount(LocalDate day) {
        var recount = coverage.recount(village.id(), new AsOf(day, today));
        assertThat(recount.stored()).isEqualTo(recount.counted());
        return recount.stored();
    }

    private LedgerUpload csv(String... rows) {
        return LedgerUpload.of(
                "台账.csv", (HEADINGS + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8), today);
    }

    private static LedgerUpload upload(LedgerUpload file, LocalDate day) {
        return LedgerUpload.of(file.fileName(), file.bytes(), day);
    }

    private ImportReport plan(LedgerUpload upload) {
        return ledgerImport.plan(upload);
    }

    private ImportReport apply(LedgerUpload upload) {
        return ledgerImport.apply(upload, ImportProgress.NONE);
    }

    private int count(Division of) {
        DivisionId id = of.id();
        return jdbc.sql("select count(*) from household where village_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }
}
