package cn.mingbai.courses.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.ui.CleanHtml;
import cn.mingbai.courses.curriculum.ShippedCourse.ShippedLesson;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class ShippedCoursesModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    Courses courses;

    @Autowired
    CourseSeed seed;

    @Autowired
    LocalSettings settings;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void everyShippedLessonReadsWithoutAnyMarkLeftOver() {
        world.signIn(Role.STAFF, World.VILLAGE);
        var shipped = ShippedCourse.all();
        assertThat(shipped).extracting(ShippedCourse::code).contains("01", "12");
        for (var course : shipped) {
            var page = courses.course(course.code());
            assertThat(page.lessons())
                    .extracting(CoursePage.Lesson::code)
                    .containsExactlyElementsOf(
                            course.lessons().stream().map(ShippedLesson::code).toList());
            for (var lesson : page.lessons()) {
                var html = courses.lesson(course.code(), lesson.code(), CHINESE).html();
                assertThat(html)
                        .as(lesson.code())
                        .contains("mb-box-2017", "mb-footnotes", "常见错误")
                        .doesNotContain("{{", "}}", "**")
                        .doesNotContainPattern("\\[[A-Z]");
                assertThat(CleanHtml.of("page", html).getInnerHtml())
                        .as("what a page shows of " + lesson.code())
                        .isEqualTo(Jsoup.parseBodyFragment(html)
                                .outputSettings(new Document.OutputSettings().prettyPrint(false))
                                .body()
                                .html());
                assertThat(html)
                        .as("every cited document of " + lesson.code() + " is in the catalogue")
                        .doesNotContainPattern("<li id=\"fn-\\d+\">[A-Z]");
            }
        }
    }

    @Test
    void theMinutesOfAShippedCourseAreThoseOfItsLessons() {
        for (var course : ShippedCourse.all()) {
            assertThat(course.lessons().stream()
                            .mapToInt(ShippedLesson::minutes)
                            .sum())
                    .as(course.code())
                    .isEqualTo(course.minutes());
        }
    }

    @Test
    void everyPlaceholderOfAShippedLessonIsASetting() {
        var placeholder = Pattern.compile("\\{\\{([^}]*)}}");
        for (var course : ShippedCourse.all()) {
            for (var lesson : course.lessons()) {
                assertThat(placeholder.matcher(lesson.body()).results().map(found -> found.group(1)))
                        .as(lesson.code())
                        .allMatch(key -> SettingKey.of(key).isPresent());
            }
        }
    }

    @Test
    void lessonsLeadForwardAndBack() {
        world.signIn(Role.STAFF, World.VILLAGE);
        var first = courses.lesson("01", "1.1", CHINESE);
        assertThat(first.previous()).isNull();
        assertThat(first.next()).isNotNull().extracting("code").isEqualTo("1.2");
        assertThat(courses.lesson("01", "1.5", CHINESE).next()).isNull();
        assertThat(first.isCurrentLaw()).isTrue();
    }

    @Test
    void theLocalValuesAreThoseOfTheReadersUnit() {
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        settings.set(
                world.division(World.DISTRICT),
                SettingKey.STANDARD_URBAN,
                "651元/月（演示值）",
                "测试",
                LocalDate.of(2026, 1, 1));
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThat(courses.lesson("01", "1.3", CHINESE).html()).contains("城市：651元/月（演示值）");
        world.signIn(Role.AUDITOR, World.FOREIGN_DISTRICT);
        assertThat(courses.lesson("01", "1.3", CHINESE).html())
                .contains("本地数值待维护")
                .doesNotContain("651");
    }

    @Test
    void aLessonShowsItsDrawingByNameAndInWords() {
        world.signIn(Role.STAFF, World.VILLAGE);
        var html = courses.lesson("01", "1.5", CHINESE).html();
        assertThat(html)
                .containsPattern("<svg [^>]*role=\"img\" aria-labelledby=\"which-scheme-title which-scheme-desc\"")
                .contains("<title id=\"which-scheme-title\">六种救助：各看什么、给什么</title>")
                .contains("<desc id=\"which-scheme-desc\">", "<summary>文字说明</summary>");
        assertThat(courses.lesson("01", "1.5", Locale.ENGLISH).html()).contains("<summary>In words</summary>");
    }

    @Test
    void unknownCoursesAndLessonsAreNotFoundAndStrangersAreRefused() {
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThatThrownBy(() -> courses.course("99")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> courses.lesson("01", "9.9", CHINESE)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> courses.lesson("01", "' or '1'='1", CHINESE)).isInstanceOf(NotFound.class);
        world.signOut();
        assertThatThrownBy(() -> courses.mine()).isInstanceOf(AccessRefused.class);
    }

    private static ShippedCourse course(String code, String body) {
        return new ShippedCourse(
                code, 1, "试", "目标", 5, null, List.of(new ShippedLesson("t.1", "第一课", 5, "L26", List.of(), body)));
    }

    private String body(String course) {
        return jdbc.sql("select l.body from lesson l join course_version v on v.id = l.course_version_id"
                        + " where v.course_code = ?")
                .param(course)
                .query(String.class)
                .single();
    }

    @Test
    void seedingTwiceChangesNothingAndANewTextComesIn() {
        var code = "T" + System.nanoTime() % 1_000_000;
        seed.seed(List.of(course(code, "一")));
        seed.seed(List.of(course(code, "一")));
        assertThat(body(code)).isEqualTo("一");
        seed.seed(List.of(course(code, "二")));
        assertThat(body(code)).isEqualTo("二");
        remove(code);
    }

    @Test
    void anOfficersEditIsNeverOverwritten() {
        var code = "E" + System.nanoTime() % 1_000_000;
        seed.seed(List.of(course(code, "一")));
        jdbc.sql("update lesson set body = '改过', body_hash = unhex(sha2('改过', 256)) where course_version_id ="
                        + " (select id from course_version where course_code = ?)")
                .param(code)
                .update();
        seed.seed(List.of(course(code, "二")));
        assertThat(body(code)).isEqualTo("改过");
        remove(code);
    }

    @Test
    void aCourseThatARequirementWaitsForCountsFromTheDayItComesInOnly() {
        var early = LocalDate.of(2020, 1, 1);
        for (var awaited : List.of(false, true)) {
            var code = "W" + System.nanoTime() % 1_000_000;
            jdbc.sql("insert into course (code, created_at) values (?, now(6))")
                    .param(code)
                    .update();
            if (awaited) {
                jdbc.sql(
                                "insert into requirement (id, division_id, duty, due_on, grace_days, basis, valid_from, valid_to,"
                                        + " recorded_at, superseded_at) values (-1, 1, 'TOWN_STAFF', '2026-12-31', 0, '试',"
                                        + " '2026-01-01', '2026-01-02', '2026-01-01', '9999-12-31')")
                        .update();
                jdbc.sql("insert into requirement_course (requirement_id, course_code) values (-1, ?)")
                        .param(code)
                        .update();
            }
            seed.seed(List.of(new ShippedCourse(
                    code, 1, "试", "目标", 5, early, List.of(new ShippedLesson("t.1", "第一课", 5, "L26", List.of(), "一")))));
            assertThat(jdbc.sql("select valid_from = :early and recorded_at < '2020-01-02' from course_publication"
                                    + " where course_code = :code")
                            .param("early", early)
                            .param("code", code)
                            .query(Boolean.class)
                            .single())
                    .as("counts from the past, awaited: " + awaited)
                    .isEqualTo(!awaited);
            jdbc.sql("delete from requirement_course where course_code = ?")
                    .param(code)
                    .update();
            jdbc.sql("delete from requirement where id = -1").update();
            remove(code);
        }
    }

    // Courses of a test must not stay: other tests see every course.
    private void remove(String code) {
        jdbc.sql("delete l from lesson l join course_version v on v.id = l.course_version_id where v.course_code = ?")
                .param(code)
                .update();
        jdbc.sql("delete from course_publication where course_code = ?")
                .param(code)
                .update();
        jdbc.sql("delete from course_version where course_code = ?").param(code).update();
        jdbc.sql("delete from course where code = ?").param(code).update();
    }
}
