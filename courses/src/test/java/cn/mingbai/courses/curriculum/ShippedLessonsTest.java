package cn.mingbai.courses.curriculum;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.testing.Originals;
import cn.mingbai.courses.curriculum.ShippedCourse.ShippedLesson;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every shipped lesson has to have, for whoever writes one. */
class ShippedLessonsTest {

    /** Han characters, punctuation and whole numbers count one each, as word processors count 字数. */
    private static final Pattern COUNTED = Pattern.compile("\\p{IsHan}|[，。；：、！？“”‘’（）《》〔〕…]|[0-9]+(?:[.,][0-9]+)*");

    private static final Pattern CITED = Pattern.compile("\\[[A-Z][A-Z0-9]* [^\\[\\]]+]");
    private static final Pattern UNSAID =
            Pattern.compile("TODO|TBD|XXX|待补|待定|略。|unverified|\\[local]|\\[example]|\\[secondary]");
    private static final int FASTEST = 400;
    private static final int SLOWEST = 80;

    static Stream<ShippedLesson> lessons() {
        return ShippedCourse.all().stream().flatMap(course -> course.lessons().stream());
    }

    private static long length(ShippedLesson lesson) {
        return COUNTED.matcher(CITED.matcher(lesson.body()).replaceAll(""))
                .results()
                .count();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void hasItsLength(ShippedLesson lesson) {
        assertThat(length(lesson)).as("字数 of " + lesson.code()).isBetween(1200L, 2000L);
        assertThat(length(lesson) / (double) lesson.minutes())
                .as("characters a minute of " + lesson.code() + ", worked case included")
                .isBetween((double) SLOWEST, (double) FASTEST);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void beginsWithThePointAndEndsWithWhatToRemember(ShippedLesson lesson) {
        assertThat(lesson.body().strip()).as(lesson.code()).startsWith("## 先说要点");
        assertThat(lesson.body())
                .as(lesson.code())
                .containsPattern("(?m)^## .*例")
                .contains("> **常见错误**", "> **2017年的规定不同**", "> **记住三句话**", "> 1. ", "> 2. ", "> 3. ")
                .doesNotContain("> 4. ")
                .containsPattern("\\*\\*课程练习\\*\\*[^\\n]*\\s*$");
        assertThat(lesson.points()).as("policy points of " + lesson.code()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void leavesNothingUnsaidAndCitesItsRules(ShippedLesson lesson) {
        assertThat(lesson.body()).as(lesson.code()).doesNotContainPattern(UNSAID);
        assertThat(CITED.matcher(lesson.body()).results().count())
                .as("citations of " + lesson.code())
                .isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void isWrittenInWordsOfItsOwn(ShippedLesson lesson) {
        assertThat(Originals.copied(lesson.body())).as(lesson.code()).isEmpty();
    }
}
