package cn.mingbai.courses.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class TracksModuleTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate DUE = LocalDate.of(2027, 6, 30);

    @Autowired
    World world;

    @Autowired
    Tracks tracks;

    @Autowired
    Requirements requirements;

    @Autowired
    JdbcClient jdbc;

    private World.FreshVillage place;

    @BeforeEach
    void district() {
        place = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    private static Requirements.Draft draft(String basis) {
        return new Requirements.Draft(
                Set.of(Duty.DISTRICT_STAFF),
                FROM,
                new Terms(Set.of("77"), Map.of(), Window.CALENDAR_YEAR, 0, 2, MetBy.PASS, DUE, 30, basis));
    }

    @Test
    void applyingSetsOneRequirementPerDutyWithTheTracksOwnCoursesAndLessons() {
        var district = world.division(place.district());
        assertThat(tracks.apply(district, "outreach", draft("依据")))
                .containsExactlyInAnyOrder(Duty.OUTREACH_A, Duty.OUTREACH_B);
        assertThat(requirements.list())
                .hasSize(2)
                .allSatisfy(one -> {
                    assertThat(one.track()).isEqualTo("outreach");
                    assertThat(one.courses()).containsExactly("01", "12");
                    assertThat(one.lessons())
                            .isEqualTo(Map.of(
                                    "01", List.of("1.1", "1.2", "1.5"), "12", List.of("12.1", "12.2", "12.3", "12.4")));
                    assertThat(one.window()).isEqualTo(Window.CALENDAR_YEAR);
                    assertThat(one.carryMonths()).isEqualTo(2);
                    assertThat(one.due()).isEqualTo(DUE);
                })
                .extracting(Requirement::duty)
                .containsExactlyInAnyOrder(Duty.OUTREACH_A, Duty.OUTREACH_B);
    }

    @Test
    void applyingTwiceOrBelowDoublesNothingAndAnEndedOneCanBeAppliedAgain() {
        var district = world.division(place.district());
        tracks.apply(district, "outreach", draft("依据"));
        for (var again : List.of(place.district(), place.town(), place.village())) {
            var unit = world.division(again);
            assertThat(tracks.preview(unit, "outreach").fresh()).isEmpty();
            assertThat(tracks.preview(unit, "outreach").present()).containsOnlyKeys(Duty.OUTREACH_A, Duty.OUTREACH_B);
            assertThatThrownBy(() -> tracks.apply(unit, "outreach", draft("又一次")))
                    .isInstanceOf(Conflict.class);
        }
        assertThat(requirements.list()).hasSize(2);

        var deputy = requirements.list().stream()
                .filter(one -> one.duty() == Duty.OUTREACH_B)
                .findFirst()
                .orElseThrow();
        requirements.end(deputy.id());
        assertThat(tracks.apply(district, "outreach", draft("再定"))).containsExactly(Duty.OUTREACH_B);
        assertThat(requirements.list()).hasSize(2);
    }

    @Test
    void thePreviewNamesCoursesLessonsMinutesAndWhatIsNotPublished() {
        var preview = tracks.preview(world.division(place.district()), "outreach");
        assertThat(preview.parts()).extracting(part -> part.course().code()).containsExactly("01", "12");
        assertThat(preview.parts().getFirst().lessons())
                .extracting(CourseChoice.LessonChoice::code)
                .containsExactly("1.1", "1.2", "1.5");
        assertThat(preview.unpublished()).isEmpty();
        assertThat(preview.minutes())
                .isEqualTo(preview.parts().stream()
                        .mapToInt(part -> part.lessons().stream()
                                        .mapToInt(CourseChoice.LessonChoice::minutes)
                                        .sum()
                                + (part.course().quizMinutes() == null
                                        ? 0
                                        : part.course().quizMinutes()))
                        .sum());
        var town = tracks.preview(world.division(place.district()), "town");
        assertThat(town.parts()).hasSize(12).allMatch(Tracks.Part::whole);
        assertThat(town.unpublished()).as("every course is shipped").isEmpty();
    }

    @Test
    void thePreviewNamesACourseThatNobodyCanLearnYet() {
        var from = jdbc.sql("select valid_from from course_publication where course_code = '11'")
                .query(LocalDate.class)
                .single();
        publishFrom(LocalDate.of(9999, 1, 1));
        try {
            assertThat(tracks.preview(world.division(place.district()), "town").unpublished())
                    .extracting(CourseChoice::code)
                    .containsExactly("11");
        } finally {
            publishFrom(from);
        }
    }

    private void publishFrom(LocalDate day) {
        jdbc.sql("update course_publication set valid_from = ? where course_code = '11'")
                .param(day)
                .update();
    }

    @Test
    void onlyTheDistrictAppliesAndHostileInputIsRefused() {
        var district = world.division(place.district());
        for (var code : List.of("", "no", "outreach'; --", "../tracks")) {
            assertThatThrownBy(() -> tracks.apply(district, code, draft("x"))).isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> tracks.apply(district, "outreach", draft(" "))).isInstanceOf(RuleViolation.class);
        assertThat(requirements.list()).isEmpty();
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> tracks.apply(world.division(place.town()), "outreach", draft("x")))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> tracks.apply(district, "outreach", draft("x"))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tracks.preview(district, "outreach")).isInstanceOf(NotFound.class);
    }
}
