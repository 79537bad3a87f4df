package cn.mingbai.courses.ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.courses.heldclass.ClassDraft;
import cn.mingbai.courses.heldclass.ClassId;
import cn.mingbai.courses.heldclass.ClassSignIn;
import cn.mingbai.courses.heldclass.HeldClasses;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.courses.records.Corrections;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.trainingrate.TrainingRates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class TrainingLedgersModuleTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final byte[] PICTURE = TakenPhoto.small();
    private static final List<String> TRAINING_COLUMNS = List.of(
            "序号", "培训名称", "开始时间", "结束时间", "讲师", "部门", "姓名", "实际学时", "签到状态", "考核成绩", "培训结果", "审核状态", "备注", "镇街", "村(社区)",
            "职务", "培训方式", "补训日期", "佐证编号", "未训原因");

    @Autowired
    World world;

    @Autowired
    TrainingLedgers ledgers;

    @Autowired
    TrainingRates rates;

    @Autowired
    Requirements requirements;

    @Autowired
    HeldClasses classes;

    @Autowired
    ClassSignIn signIn;

    @Autowired
    PaperTests papers;

    @Autowired
    Corrections corrections;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    TrainingRecords records;

    @Autowired
    Codes codes;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    FreshVillage place;
    PersonId officer;
    PersonId passed;
    PersonId scanned;
    PersonId ticked;
    PersonId absent;
    PersonId nothing;
    PersonId withoutRequirement;
    ClassId held;

    @BeforeEach
    void aDistrictWithEverything() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        passed = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
        scanned = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
        ticked = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
        absent = world.person(Duty.OUTREACH_A, place.village(), FROM);
        nothing = world.person(Duty.OUTREACH_B, place.village(), FROM);
        withoutRequirement = world.person(Duty.TOWN_STAFF, place.town(), FROM);
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        requirements.add(
                division(place.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF, Duty.OUTREACH_A, Duty.OUTREACH_B),
                        Set.of("01"),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 12, 31),
                        30,
                        "台账测试"));
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                passed, "01", 1, TODAY.minusDays(3), 92, true, "ledger-test:" + passed.value())));
        held = classes.plan(
                division(place.district()),
                new ClassDraft(
                        "低保政策业务培训",
                        Set.of("01"),
                        "三楼会议室",
                        "王芳",
                        TODAY,
                        LocalTime.of(9, 0),
                        LocalTime.of(11, 30),
                        new BigDecimal("4"),
                        Set.of(),
                        Set.of()));
        classes.add(held, Set.of(scanned, ticked, absent, withoutRequirement));
        scan(held, scanned);
        scan(held, withoutRequirement);
        signIn.tick(held, Set.of(ticked));
        signIn.close(held);
    }

    private void scan(ClassId id, PersonId person) {
        signIn.scan(codes.token(
                CodeKind.CLASS_SEAT,
                jdbc.sql("select id from class_seat where class_session_id = ? and in_force = ?")
                        .params(id.value(), person.value())
                        .query(Long.class)
                        .single()));
    }

    private DivisionId division(String code) {
        return new DivisionId(jdbc.sql("select division_id from division_version where code = ?")
                .param(code)
                .query(Long.class)
                .single());
    }

    private static String name(PersonId person) {
        return "测试人员" + person.value();
    }

    /** A workbook as rows of texts; empty cells are empty texts. */
    private static List<List<String>> open(byte[] xlsx) {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            var rows = new ArrayList<List<String>>();
            for (var row : workbook.getFirstSheet().read()) {
                rows.add(row.stream()
                        .map(cell -> cell == null || cell.getText() == null ? "" : text(cell))
                        .toList());
            }
            return rows;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(Cell cell) {
        return cell.getText();
    }

    private List<List<String>> sheet(TrainingLedger ledger, String unit, AsOf asOf) {
        return open(ledgers.export(ledger, division(unit), asOf, LedgerFormat.XLSX, CHINESE)
                .bytes());
    }

    /** The rows of somebody in the training ledger, by heading. */
    private List<Map<String, String>> rowsOf(PersonId person, AsOf asOf) {
        var sheet = sheet(TrainingLedger.TRAINING, place.district(), asOf);
        var headings = sheet.get(1);
        var rows = new ArrayList<Map<String, String>>();
        for (var row : sheet.subList(2, sheet.size())) {
            var cells = new LinkedHashMap<String, String>();
            for (var column = 0; column < headings.size(); column++) {
                // Empty cells at the end of a row are not in the file.
                cells.put(headings.get(column), column < row.size() ? row.get(column) : "");
            }
            if (name(person).equals(cells.get("姓名"))) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private AsOf now() {
        return AsOf.today(clock);
    }

    @Test
    void theTrainingLedgerHasExactlyTheColumnsThatDistrictsKnow() {
        assertThat(sheet(TrainingLedger.TRAINING, place.district(), now()).get(1))
                .isEqualTo(TRAINING_COLUMNS);
        assertThat(sheet(TrainingLedger.SUMMARY, place.district(), now()).get(1))
                .containsExactly("单位", "应参训人数", "实际参训人数", "参训率", "已通过", "未通过", "通过率");
    }

    @Test
    void everyKindOfTrainingHasItsRow() {
        assertThat(rowsOf(passed, now()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("培训方式", "网上测试")
                        .containsEntry("开始时间", "2026-11-22")
                        .containsEntry("考核成绩", "92")
                        .containsEntry("培训结果", "合格")
                        .containsEntry("审核状态", "有效")
                        .containsEntry("村(社区)", "演示屯村")
                        .containsEntry("镇街", "演示镇")
                        .containsEntry("职务", "村（社区）经办人")
                        .containsEntry("佐证编号", "ledger-test:" + passed.value()));
        assertThat(rowsOf(scanned, now()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("培训名称", "低保政策业务培训")
                        .containsEntry("开始时间", "2026-11-25 09:00")
                        .containsEntry("结束时间", "2026-11-25 11:30")
                        .containsEntry("讲师", "王芳")
                        .containsEntry("实际学时", "4.0")
                        .containsEntry("签到状态", "扫码签到")
                        .containsEntry("备注", name(officer) + "代录")
                        .containsEntry("审核状态", "有效"));
        assertThat(rowsOf(ticked, now()))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("签到状态", "勾选签到")
                        .containsEntry("实际学时", "")
                        .containsEntry("审核状态", "待附签到表，暂不计入"));
        assertThat(rowsOf(absent, now()))
                .anySatisfy(row -> assertThat(row).containsEntry("签到状态", "未到").containsEntry("未训原因", "缺席，未补训"));
        assertThat(rowsOf(nothing, now()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("培训结果", "未训").containsEntry("未训原因", "未合格"));
        assertThat(rowsOf(withoutRequirement, now()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("部门", "演示镇").containsEntry("村(社区)", ""));
    }

    @Test
    void makingUpIsNamedWithItsDay() {
        var next = classes.makeUp(held, TODAY.plusDays(5));
        clock.advance(Duration.ofDays(5));
        scan(next, absent);
        signIn.close(next);
        assertThat(rowsOf(absent, now()))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("签到状态", "未到")
                        .containsEntry("未训原因", "")
                        // 2026-11-30, as spreadsheets count days.
                        .containsEntry("补训日期", "46356.0"))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("培训名称", "低保政策业务培训（补训）").containsEntry("签到状态", "扫码签到"));
        // On the day before nobody knew of it.
        assertThat(rowsOf(absent, new AsOf(TODAY, TODAY)))
                .noneSatisfy(row -> assertThat(row.get("培训名称")).contains("补训"));
    }

    @Test
    void aReversedRecordStaysWithItsReasonAndIsAsItWasOnTheDayBefore() {
        var test = papers.open(division(place.district()), "书面考试", "01", TODAY);
        papers.attach(test, "试卷.jpg", PICTURE);
        papers.enter(test, nothing, 88);
        assertThat(rowsOf(nothing, now()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("培训方式", "书面考试")
                        .containsEntry("考核成绩", "88")
                        .containsEntry("培训结果", "合格"));
        clock.advance(Duration.ofDays(1));
        papers.takeBack(test, nothing, "替考");
        var proposal = new ApprovalId(
                jdbc.sql("select max(id) from approval").query(Long.class).single());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(Set.of(proposal), true, "");
        world.signIn(officer);
        assertThat(rowsOf(nothing, now()))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("审核状态", "已冲正")
                        .containsEntry("考核成绩", "")
                        .containsEntry("备注", "冲正原因：替考"))
                .anySatisfy(row -> assertThat(row).containsEntry("未训原因", "未合格"));
        assertThat(rowsOf(nothing, new AsOf(TODAY, TODAY)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("培训结果", "合格").containsEntry("审核状态", "有效"));
    }

    @Test
    void theSummarysFiguresAreTheRates() {
        var overview = rates.overview(now());
        var sheet = sheet(TrainingLedger.SUMMARY, place.district(), now());
        var rows = new LinkedHashMap<String, List<String>>();
        for (var row : sheet.subList(2, sheet.size())) {
            if (row.size() == 7) {
                rows.put(row.getFirst(), row.subList(1, 7));
            }
        }
        assertThat(rows).hasSize(3);
        var names = Map.of("演示镇", place.town(), "演示屯村", place.village(), "合计（演示区）", place.district());
        names.forEach((name, code) -> {
            var total = overview.unit(division(code)).orElseThrow().total();
            assertThat(rows.get(name))
                    .as(name)
                    .containsExactly(
                            String.valueOf(total.counted()),
                            String.valueOf(total.tookPart().count()),
                            total.tookPart().percent(),
                            String.valueOf(total.byRule().count()),
                            String.valueOf(total.byRule().left()),
                            total.byRule().percent());
        });
        assertThat(rows.get("合计（演示区）")).containsExactly("5", "2", "40.0%", "1", "4", "20.0%");
    }

    @Test
    void theFooterSaysWhatItIsAndTheExportIsAudited() {
        var sheet = sheet(TrainingLedger.SUMMARY, place.town(), now());
        var footer = String.join(
                "\n",
                sheet.stream().map(row -> row.isEmpty() ? "" : row.getFirst()).toList());
        assertThat(footer)
                .contains("填报单位", "填表人", "审核人", "负责人", "填报日期")
                .contains("口径：", "应参训人数", "参训率", "通过率")
                .contains("统计日 2026-11-25，按 2026-11-25 已知情况", name(officer));
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'ledger.export' and person_id = ?")
                        .param(officer.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDistrictsChoiceOrdersRenamesAndHidesForAllItsUnits() {
        var columns = new ArrayList<>(ledgers.columns(division(place.district()), TrainingLedger.TRAINING));
        Collections.swap(columns, 0, 6);
        columns.set(1, new ColumnChoice("title", "培训班名称", false));
        for (var at = 2; at < columns.size(); at++) {
            if (at != 6) {
                columns.set(at, new ColumnChoice(columns.get(at).key(), "", true));
            }
        }
        ledgers.choose(division(place.district()), TrainingLedger.TRAINING, columns);
        world.signIn(Role.TOWN_OFFICER, place.town());
        var sheet = sheet(TrainingLedger.TRAINING, place.town(), now());
        assertThat(sheet.get(1)).containsExactly("姓名", "培训班名称", "序号");
        assertThat(sheet.get(2).get(2)).isEqualTo("1");
        assertThatThrownBy(() -> ledgers.choose(division(place.town()), TrainingLedger.TRAINING, columns))
                .isInstanceOf(AccessRefused.class);
        assertThat(ledgers.columns(division(place.town()), TrainingLedger.TRAINING))
                .isEqualTo(columns);
    }

    @Test
    void hostileChoicesAreRefused() {
        var district = division(place.district());
        var usual = ledgers.columns(district, TrainingLedger.SUMMARY);
        var missing = usual.subList(1, usual.size());
        var twice = new ArrayList<>(usual);
        twice.set(0, usual.get(1));
        var hidden = usual.stream()
                .map(column -> new ColumnChoice(column.key(), "", true))
                .toList();
        for (var wrong : List.of(
                missing,
                List.copyOf(twice),
                hidden,
                with(usual, "长".repeat(31)),
                with(usual, "a\tb"),
                with(usual, "a\nb"),
                with(usual, "应参训人数"),
                List.<ColumnChoice>of())) {
            assertThatThrownBy(() -> ledgers.choose(district, TrainingLedger.SUMMARY, wrong))
                    .isInstanceOf(RuleViolation.class);
        }
        assertThat(ledgers.columns(district, TrainingLedger.SUMMARY)).isEqualTo(usual);
        ledgers.choose(district, TrainingLedger.SUMMARY, with(usual, "=HYPERLINK(\"x\")"));
        assertThat(sheet(TrainingLedger.SUMMARY, place.district(), now()).get(1).getFirst())
                .isEqualTo("=HYPERLINK(\"x\")");
    }

    private static List<ColumnChoice> with(List<ColumnChoice> usual, String heading) {
        var changed = new ArrayList<>(usual);
        changed.set(0, new ColumnChoice(usual.getFirst().key(), heading, false));
        return List.copyOf(changed);
    }

    @Test
    void foreignUnitsAreNotFoundAndATownExportsItsOwnOnly() {
        var town = division(place.town());
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> ledgers.export(TrainingLedger.TRAINING, town, now(), LedgerFormat.XLSX, CHINESE))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> ledgers.columns(town, TrainingLedger.TRAINING)).isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> ledgers.export(
                        TrainingLedger.SUMMARY, division(place.district()), now(), LedgerFormat.PDF, CHINESE))
                .isInstanceOf(NotFound.class);
        assertThat(Objects.requireNonNull(sheet(TrainingLedger.SUMMARY, place.town(), now()))
                        .getFirst()
                        .getFirst())
                .contains("演示镇");
    }
}
