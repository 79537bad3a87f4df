package cn.mingbai.courses.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.requirements.Terms;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class LearnerModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    Courses courses;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    World.FreshVillage place;
    PersonId learner;
    LocalDate today;

    @BeforeEach
    void signIn() {
        place = world.freshVillage();
        learner = world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO);
        today = Times.today(clock);
        world.signIn(learner);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private void require(LocalDate due, Window window, int months, List<String> lessons) {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        requirements.add(
                world.division(place.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF),
                        LONG_AGO,
                        new Terms(
                                Set.of("01"),
                                lessons.isEmpty() ? Map.of() : Map.of("01", lessons),
                                window,
                                months,
                                0,
                                MetBy.PASS,
                                due,
                                0,
                                "测试依据")));
        world.signIn(learner);
    }

    private void pass(LocalDate on) {
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                learner, "01", 1, on, 90, true, "learner:" + learner.value() + ":" + on)));
    }

    @Test
    void whereReadingStoppedIsKeptAndTheLastOneToSaySoCounts() {
        assertThat(courses.course("01").course().stopped()).isNull();
        courses.stoppedAt("01", "1.2", 400);
        courses.stoppedAt("01", "1.3", 100);
        courses.stoppedAt("01", "1.2", 700);
        assertThat(courses.course("01").course().stopped()).isNotNull().satisfies(stopped -> {
            assertThat(stopped.lesson()).isEqualTo("1.2");
            assertThat(stopped.position()).isEqualTo(700);
        });
        courses.stoppedAt("01", "1.2", null);
        assertThat(courses.lesson("01", "1.2", Locale.SIMPLIFIED_CHINESE).position())
                .as("opening a lesson does not lose the place in it")
                .isEqualTo(700);
        assertThat(courses.lesson("01", "1.1", Locale.SIMPLIFIED_CHINESE).position())
                .isEqualTo(-1);
        world.signIn(world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO));
        assertThat(courses.course("01").course().stopped())
                .as("somebody else's")
                .isNull();
    }

    @Test
    void impossiblePlacesAreClampedOrNotFound() {
        courses.stoppedAt("01", "1.1", Integer.MAX_VALUE);
        assertThat(courses.lesson("01", "1.1", Locale.SIMPLIFIED_CHINESE).position())
                .isEqualTo(1000);
        courses.stoppedAt("01", "1.1", -5);
        assertThat(courses.lesson("01", "1.1", Locale.SIMPLIFIED_CHINESE).position())
                .isZero();
        assertThatThrownBy(() -> courses.stoppedAt("01", "9.9", 1)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> courses.stoppedAt("' or 1=1", "1.1", 1)).isInstanceOf(NotFound.class);
        world.signOut();
        assertThatThrownBy(() -> courses.stoppedAt("01", "1.1", 1)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void sayingThatAllWasReadIsOneRecordHoweverOftenItIsSaid() {
        assertThat(courses.course("01").readOn()).isNull();
        courses.completed("01");
        courses.completed("01");
        assertThat(courses.course("01").readOn()).isEqualTo(today);
        assertThat(jdbc.sql("select kind from training_record where person_id = ?")
                        .param(learner.value())
                        .query(String.class)
                        .list())
                .containsExactly("COURSE_COMPLETED");
        assertThat(courses.course("01").course().doneOn()).as("it is no pass").isNull();
        assertThatThrownBy(() -> courses.completed("99")).isInstanceOf(NotFound.class);
    }

    @Test
    void onlyThePickedLessonsAreMineAndTheirMinutesAreTheCourses() {
        require(today.plusDays(10), Window.ONCE, 0, List.of("1.1", "1.4"));
        var page = courses.course("01");
        assertThat(page.mine()).extracting(CoursePage.Lesson::code).containsExactly("1.1", "1.4");
        assertThat(page.others()).isNotEmpty();
        assertThat(page.course().minutes())
                .isEqualTo(page.mine().stream()
                        .mapToInt(CoursePage.Lesson::minutes)
                        .sum());
        assertThat(page.course().isLeft()).isTrue();
        assertThat(page.course().standing()).isEqualTo(CourseLine.Standing.IN_TIME);
    }

    @Test
    void whatIsLateSaysSoAndANewcomerHasTheNewcomersDays() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        requirements.add(
                world.division(place.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF), Set.of("01"), LONG_AGO, today.minusDays(3), 30, "测试依据"));
        world.signIn(learner);
        assertThat(courses.course("01").course().standing()).isEqualTo(CourseLine.Standing.OVERDUE);
        world.signIn(world.person(Duty.VILLAGE_STAFF, place.village(), today.minusDays(5)));
        var line = courses.course("01").course();
        assertThat(line.standing()).isEqualTo(CourseLine.Standing.NEW);
        assertThat(line.due()).isEqualTo(today.minusDays(5).plusDays(29));
    }

    @Test
    void aPassThatHasExpiredIsToBeDoneAgain() {
        require(today.plusDays(10), Window.MONTHS, 6, List.of());
        pass(today.minusMonths(7));
        var line = courses.course("01").course();
        assertThat(line.isLeft()).isTrue();
        assertThat(line.passedBefore()).isTrue();
        pass(today);
        assertThat(courses.course("01").course().doneOn()).isEqualTo(today);
        assertThat(courses.course("01").course().isLeft()).isFalse();
    }
}
