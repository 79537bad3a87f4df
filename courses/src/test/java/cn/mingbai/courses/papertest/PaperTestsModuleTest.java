package cn.mingbai.courses.papertest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class PaperTestsModuleTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final byte[] PAPERS = "%PDF-1.7 papers".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    World world;

    @Autowired
    PaperTests tests;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    FreshVillage place;
    PersonId officer;
    PersonId one;
    PersonId two;
    PaperTestId test;

    @BeforeEach
    void open() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        one = world.person(Duty.VILLAGE_STAFF, place.village(), LocalDate.of(2024, 1, 1));
        two = world.person(Duty.OUTREACH_A, place.village(), LocalDate.of(2024, 1, 1));
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        test = tests.open(division(place.district()), "季度书面考试", "01", TODAY);
        tests.attach(test, "试卷.pdf", PAPERS);
    }

    private DivisionId division(String code) {
        return new DivisionId(jdbc.sql("select division_id from division_version where code = ?")
                .param(code)
                .query(Long.class)
                .single());
    }

    private String number(PersonId person) {
        return jdbc.sql("select staff_number from person where id = ?")
                .param(person.value())
                .query(String.class)
                .single();
    }

    private String name(PersonId person) {
        return "测试人员" + person.value();
    }

    private byte[] list(String... rows) {
        return ("工号,姓名,成绩\n" + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
    }

    private String row(PersonId person, Object score) {
        return number(person) + "," + name(person) + "," + score;
    }

    private List<String> standing(PersonId person) {
        return jdbc.sql("""
                select concat(t.kind, ' ', t.score) from training_record t where t.person_id = ?
                  and t.reversal_of is null and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """).param(person.value()).query(String.class).list();
    }

    @Test
    void eightyPassesAndLessIsOnRecordAsSat() {
        tests.enter(test, one, 80);
        tests.enter(test, two, 79);
        assertThat(standing(one)).containsExactly("PAPER_PASSED 80");
        assertThat(standing(two)).containsExactly("PAPER_SAT 79");
        var shown = tests.one(test);
        assertThat(shown.passMark()).isEqualTo(80);
        assertThat(shown.passed()).isEqualTo(1);
        assertThat(shown.scores()).extracting(PaperTest.Score::enteredBy).containsOnly(name(officer));
        assertThat(tests.list(Year.of(2026))).extracting(PaperTest.Line::sat).containsExactly(2);
    }

    @Test
    void theSameScoreAgainChangesNothingAndAnotherIsRefused() {
        tests.enter(test, one, 80);
        tests.enter(test, one, 80);
        assertThat(standing(one)).hasSize(1);
        assertThatThrownBy(() -> tests.enter(test, one, 90)).isInstanceOf(RuleViolation.class);
        assertThat(standing(one)).containsExactly("PAPER_PASSED 80");
    }

    @Test
    void withoutPapersNoScoreIsTaken() {
        var bare = tests.open(division(place.district()), "没有试卷的考试", "01", TODAY);
        assertThatThrownBy(() -> tests.enter(bare, one, 90)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> tests.apply(bare, "a.csv", list(row(one, 90)))).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> tests.attach(bare, "试卷.pdf", "MZ".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(RuleViolation.class);
        assertThat(standing(one)).isEmpty();
    }

    @Test
    void aListIsTakenWholeAndTwiceChangesNothing() {
        var file = list(row(one, 95), row(two, 60));
        assertThat(tests.plan(test, "a.csv", file).added()).hasSize(2);
        assertThat(standing(one)).isEmpty();
        tests.apply(test, "a.csv", file);
        assertThat(standing(one)).containsExactly("PAPER_PASSED 95");
        assertThat(standing(two)).containsExactly("PAPER_SAT 60");
        var again = tests.apply(test, "a.csv", file);
        assertThat(again.changesNothing()).isTrue();
        assertThat(again.unchanged()).isEqualTo(2);
    }

    @Test
    void aPastedTableWithTabsAndAFileInTheFieldsEncodingAreRead() {
        tests.apply(
                test,
                "pasted.txt",
                ("工号\t姓名\t成绩\n" + row(one, 95).replace(',', '\t')).getBytes(StandardCharsets.UTF_8));
        tests.apply(
                test,
                "a.csv",
                new String(list(row(two, 81)), StandardCharsets.UTF_8).getBytes(Charset.forName("GB18030")));
        assertThat(standing(one)).containsExactly("PAPER_PASSED 95");
        assertThat(standing(two)).containsExactly("PAPER_PASSED 81");
    }

    @ParameterizedTest
    @CsvSource({
        "score, 101",
        "score, -1",
        "score, 85.5",
        "score, 缺考",
        "score, ''",
        "name, 别人",
        "number, NOBODY-1",
        "number, X' or '1'='1",
        "twice, 80"
    })
    void oneWrongRowIsNamedAndNothingIsTaken(String what, String value) {
        var wrong = switch (what) {
            case "score" -> row(two, value);
            case "name" -> number(two) + "," + value + ",80";
            case "number" -> value + "," + name(two) + ",80";
            default -> row(one, value);
        };
        var file = list(row(one, 95), wrong);
        var report = tests.plan(test, "a.csv", file);
        assertThat(report.refused()).hasSize(1).allSatisfy(refused -> {
            assertThat(refused.row()).isEqualTo(3);
            assertThat(refused.messageKey()).isNotBlank();
        });
        assertThatThrownBy(() -> tests.apply(test, "a.csv", file)).isInstanceOf(RuleViolation.class);
        assertThat(standing(one)).isEmpty();
        assertThat(standing(two)).isEmpty();
    }

    @Test
    void peopleAndTestsOutOfReachAreNotFound() {
        var foreign = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LocalDate.of(2024, 1, 1));
        assertThatThrownBy(() -> tests.enter(test, foreign, 90)).isInstanceOf(NotFound.class);
        assertThat(tests.plan(test, "a.csv", list(row(foreign, 90))).refused())
                .extracting(refused -> refused.messageKey())
                .containsExactly("courses.paper.unknown");
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> tests.one(test)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tests.enter(test, one, 90)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tests.plan(test, "a.csv", list(row(one, 90)))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tests.attach(test, "a.pdf", PAPERS)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tests.takeBack(test, one, "错")).isInstanceOf(NotFound.class);
    }

    @Test
    void aScoreIsTakenBackByASecondPersonAndEnteredAnew() {
        tests.enter(test, one, 58);
        assertThatThrownBy(() -> tests.takeBack(test, one, "")).isInstanceOf(RuleViolation.class);
        tests.takeBack(test, one, "录错，试卷为85分");
        assertThatThrownBy(() -> tests.takeBack(test, one, "再来")).isInstanceOf(Conflict.class);
        assertThat(tests.one(test).scores().getFirst().reversalProposed()).isTrue();
        var proposal = new ApprovalId(
                jdbc.sql("select max(id) from approval").query(Long.class).single());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(Set.of(proposal), true, "");
        world.signIn(officer);
        assertThat(standing(one)).isEmpty();
        tests.enter(test, one, 85);
        assertThat(standing(one)).containsExactly("PAPER_PASSED 85");
        assertThat(jdbc.sql("select count(*) from training_record where person_id = ?")
                        .param(one.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void testsFarAheadOrOfCoursesThatAreNotPublishedAreRefused() {
        var at = division(place.district());
        assertThatThrownBy(() -> tests.open(at, "考试", "01", TODAY.plusDays(61))).isInstanceOf(RuleViolation.class);
        var ahead = tests.open(at, "下月考试", "01", TODAY.plusDays(30));
        tests.attach(ahead, "试卷.pdf", PAPERS);
        assertThatThrownBy(() -> tests.enter(ahead, world.person(Duty.VILLAGE_STAFF, place.village(), TODAY), 90))
                .as("nobody has sat it yet")
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> tests.open(at, "考试", "99", TODAY)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> tests.open(at, "", "01", TODAY)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> tests.open(at, "长".repeat(101), "01", TODAY)).isInstanceOf(RuleViolation.class);
    }
}
