package cn.mingbai.courses.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import cn.mingbai.courses.requirements.CourseChoice.LessonChoice;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every sentence says who owes what by when. */
class RequirementWordsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate DUE = LocalDate.of(2026, 12, 20);

    private static final List<CourseChoice> COURSES = List.of(
            new CourseChoice("01", "低保制度入门", true, List.of(new LessonChoice("1.2", "三要件", 15)), 15),
            new CourseChoice("12", "政策宣传到户", false, List.of(), null));

    private static String sentence(Terms terms) {
        var bundle = ResourceBundle.getBundle("i18n/courses", Locale.SIMPLIFIED_CHINESE);
        return new RequirementWords(
                        (key, arguments) -> new MessageFormat(bundle.getString(key), Locale.SIMPLIFIED_CHINESE)
                                .format(Arrays.stream(arguments)
                                        .map(String::valueOf)
                                        .toArray()),
                        Locale.SIMPLIFIED_CHINESE,
                        COURSES)
                .sentence("玉潭镇", "宣传员A角", FROM, terms);
    }

    @Test
    void onceByADay() {
        assertThat(sentence(new Terms(Set.of("01"), Map.of(), Window.ONCE, 0, 0, MetBy.PASS, DUE, 0, "依据")))
                .isEqualTo(
                        "玉潭镇（含下级）的宣传员A角，从 2026-01-01 起要学完课程 01《低保制度入门》；最晚 2026-12-20 完成，一次即可；" + "测试合格才算。新任人员不另给时间。");
    }

    @Test
    void everyYearWithMonthsCarriedAndLessonsPicked() {
        assertThat(sentence(new Terms(
                        Set.of("01"),
                        Map.of("01", List.of("1.2", "1.5")),
                        Window.CALENDAR_YEAR,
                        0,
                        2,
                        MetBy.ATTENDANCE,
                        DUE,
                        30,
                        "依据")))
                .isEqualTo("玉潭镇（含下级）的宣传员A角，从 2026-01-01 起要学完课程 01《低保制度入门》中的 1.2、1.5；"
                        + "每年最晚12月20日完成，认当年和上一年最后 2 个月的成绩，首次最晚 2026-12-20；"
                        + "参加集中培训或测试合格都算。新任人员从任职之日起给 30 天，期间不算未合格。");
    }

    @Test
    void againAfterMonthsAndACourseThatIsNotThereYet() {
        assertThat(sentence(new Terms(Set.of("01", "12"), Map.of(), Window.MONTHS, 24, 0, MetBy.PASS, DUE, 0, "依据")))
                .contains("首次最晚 2026-12-20 完成，合格后管 24 个月，满了要重新合格")
                .endsWith("课程 12 尚未发布，发布前这一门不计人。");
    }
}
