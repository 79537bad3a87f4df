package cn.mingbai.courses.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.notices.NoticeBox;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** In a district of its own, at a time that the test sets. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class FollowUpsModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);
    private static final String PHONE = "13812345678";

    @Autowired
    FollowUps followUps;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    NoticeBox box;

    @Autowired
    Jobs jobs;

    @Autowired
    JobRunner runner;

    @Autowired
    People people;

    @Autowired
    World world;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private FreshVillage place = new FreshVillage("", "", "");
    private PersonId officer = new PersonId(0);
    private DivisionId district = new DivisionId(0);
    private LocalDate today = LONG_AGO;

    @BeforeEach
    void aDistrict() {
        clock.set(MovableClock.START);
        today = Times.today(clock);
        place = world.freshVillage();
        district = world.division(place.district());
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void theListHoldsWhoeverMissesSomethingAndNobodyElse() {
        require(today.plusDays(20), "01", "12");
        var one = worker();
        var other = worker();
        var done = worker();
        pass(done, "01");
        pass(done, "12");
        pass(other, "12");
        assertThat(followUps.list(district, false))
                .hasSize(2)
                .satisfiesExactly(
                        line -> {
                            assertThat(line.person()).isEqualTo(one);
                            assertThat(line.unitName()).isEqualTo("演示屯村");
                            assertThat(line.townName()).isEqualTo("演示镇");
                            assertThat(line.duties()).containsExactly(Duty.VILLAGE_STAFF);
                            assertThat(line.todos()).hasSize(2);
                            assertThat(line.due()).isEqualTo(today.plusDays(20));
                            assertThat(line.isOverdue()).isFalse();
                        },
                        line -> {
                            assertThat(line.person()).isEqualTo(other);
                            assertThat(line.todos()).hasSize(1);
                        });
        assertThat(followUps.list(district, true)).isEmpty();
        clock.advance(Duration.ofDays(21));
        assertThat(followUps.list(district, true)).hasSize(2);
        pass(other, "01");
        assertThat(followUps.list(world.division(place.village()), false))
                .extracting(FollowUpLine::person)
                .containsExactly(one);
    }

    @Test
    void whoeverHasLeftIsNotCalled() {
        require(today.plusDays(20), "01");
        var gone = worker();
        var posting = jdbc.sql("select id from posting where person_id = ?")
                .params(gone.value())
                .query(Long.class)
                .single();
        people.end(posting, today);
        assertThat(followUps.list(district, false)).isEmpty();
    }

    @Test
    void phonesAreMaskedUntilTheyAreAskedForAndThatIsNoted() {
        require(today.minusDays(3), "01");
        var person = worker();
        people.correct(person, "王建国", PHONE);
        assertThat(followUps.list(district, false))
                .singleElement()
                .satisfies(line -> assertThat(line.phone()).isEqualTo("138****5678"));
        assertThat(noted("follow-up.print")).isZero();
        assertThat(followUps.withPhones(district, true))
                .singleElement()
                .satisfies(line -> assertThat(line.phone()).isEqualTo(PHONE));
        assertThat(noted("follow-up.print")).isEqualTo(1);
    }

    @Test
    void theExportHoldsPhonesTheFooterAndNoFormulas() throws IOException {
        require(today.minusDays(3), "01");
        var person = worker();
        people.correct(person, "=cmd|王", PHONE);
        var cells = cells(followUps.export(district, false, Locale.SIMPLIFIED_CHINESE));
        assertThat(cells).contains("演示区未完成培训人员督促名单", "=cmd|王", PHONE, "演示屯村", "演示镇", "逾期", "村（社区）经办人");
        assertThat(cells).anyMatch(cell -> cell.startsWith("填报单位（盖章）"));
        assertThat(cells).anyMatch(cell -> cell.contains(today.toString()) && cell.contains("测试人员" + officer.value()));
        assertThat(noted("follow-up.export")).isEqualTo(1);
    }

    @Test
    void anOfficerSeesTheOwnUnitsOnly() {
        require(today.plusDays(20), "01");
        worker();
        var town = world.division(place.town());
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThat(followUps.list(town, false)).hasSize(1);
        assertThatThrownBy(() -> followUps.list(district, false)).isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> followUps.list(town, false)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> followUps.withPhones(town, false)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> followUps.export(town, false, Locale.ENGLISH)).isInstanceOf(NotFound.class);
        assertThat(noted("follow-up.print") + noted("follow-up.export")).isZero();
        world.signIn(Role.INSPECTOR, place.district());
        assertThatThrownBy(() -> followUps.list(town, false)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void eachPersonIsToldOncePerDueDayAndNeverAgain() {
        require(today.plusDays(15), "01");
        var person = worker();
        var done = worker();
        pass(done, "01");
        morning();
        assertThat(told(person)).as("15 days before").isEmpty();
        for (var day = 1; day <= 40; day++) {
            clock.advance(Duration.ofDays(1));
            if (day <= 3 || day % 10 == 0) {
                morning();
            }
        }
        assertThat(told(person))
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .contains(today.plusDays(15).toString())
                        .contains("《"));
        assertThat(told(done)).isEmpty();
    }

    @Test
    void whoeverIsFoundLateWithoutHavingBeenToldIsToldOnce() {
        require(today.minusDays(100), "01", "12");
        var person = worker();
        morning();
        morning();
        clock.advance(Duration.ofDays(1));
        morning();
        assertThat(told(person)).singleElement().satisfies(notice -> {
            assertThat(notice.text()).contains("还没有完成");
            assertThat(notice.path()).isEqualTo("courses");
        });
    }

    @Test
    void anotherDueDayIsAnotherNotice() {
        require(today.plusDays(5), "01");
        require(today.plusDays(60), "12");
        var person = worker();
        morning();
        assertThat(told(person)).hasSize(1);
        clock.advance(Duration.ofDays(50));
        morning();
        assertThat(told(person)).hasSize(2);
    }

    private void morning() {
        transactions.executeWithoutResult(status -> jobs.start(DueNotices.NAME, null, "提醒", ""));
        runner.runWaiting();
    }

    private List<NoticeBox.Line> told(PersonId person) {
        world.signIn(person);
        try {
            return box.mine(Locale.SIMPLIFIED_CHINESE);
        } finally {
            world.signIn(officer);
        }
    }

    private PersonId worker() {
        return world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO);
    }

    private void require(LocalDate due, String... courses) {
        requirements.add(
                district,
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF), Set.of(courses), LocalDate.of(2026, 1, 1), due, 0, "督促测试"));
    }

    private void pass(PersonId person, String course) {
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                person, course, 1, Times.today(clock), 90, true, "follow-up:" + System.nanoTime())));
    }

    private int noted(String what) {
        return jdbc.sql("select count(*) from audit_entry where what = :what and division_id = :district")
                .param("what", what)
                .param("district", district.value())
                .query(Integer.class)
                .single();
    }

    private static List<String> cells(byte[] xlsx) throws IOException {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            return workbook.getFirstSheet().read().stream()
                    .flatMap(row -> row.stream())
                    .filter(cell -> cell != null)
                    .map(cell -> cell.getText())
                    .toList();
        }
    }
}
