package cn.mingbai.courses.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.people.Duty;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShippedTracksTest {

    private final ShippedTracks shipped = ShippedTracks.load();

    @Test
    void everyDutyHasExactlyOneTrack() {
        assertThat(shipped.tracks().stream().flatMap(track -> track.duties().stream()))
                .containsExactlyInAnyOrder(Duty.values());
    }

    @Test
    void outreachWorkersLearnFromCoursesOneAndTwelveOnly() {
        var track = shipped.tracks().getFirst();
        assertThat(track.duties()).containsExactly(Duty.OUTREACH_A, Duty.OUTREACH_B);
        assertThat(track.courses()).containsExactly("01", "12");
        assertThat(track.mostMinutes()).isEqualTo(90);
    }

    @Test
    void everyCourseOfATrackIsShippedOrPlannedWithItsLessons() {
        var named = new TreeSet<String>();
        shipped.tracks().forEach(track -> named.addAll(track.courses()));
        named.removeIf(course -> isShipped(course, "course.yaml"));
        assertThat(shipped.planned()).containsOnlyKeys(named.toArray(String[]::new));
        assertThat(shipped.planned().values()).allSatisfy(course -> {
            assertThat(course.published()).isFalse();
            assertThat(course.lessons()).hasSizeGreaterThan(3);
        });
        for (var track : shipped.tracks()) {
            track.lessons().forEach((course, lessons) -> {
                if (isShipped(course, "course.yaml")) {
                    assertThat(lessons).allMatch(lesson -> isShipped(course, lesson + ".md"));
                } else {
                    assertThat(shipped.planned().get(course).lessons())
                            .extracting(CourseChoice.LessonChoice::code)
                            .containsAll(lessons);
                }
            });
        }
    }

    private static boolean isShipped(String course, String file) {
        return ShippedTracks.class.getResource("/courses/content/" + course + "/" + file) != null;
    }

    @Test
    void nothingNeedBePlannedAnyMore() {
        var text = "tracks:\n  - {code: a, title: 甲, duties: [OUTREACH_A], window: ONCE, carryMonths: 0, metBy: PASS,"
                + " graceDays: 30, courses: [\"01\"]}\n";
        for (var planned : Arrays.asList("", "planned:\n", "planned: []\n")) {
            assertThat(ShippedTracks.read(text + planned).planned()).as(planned).isEmpty();
        }
        assertThatThrownBy(() -> ShippedTracks.read(text + "planned: 8\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("planned");
    }

    @Test
    void aFileThatLacksSomethingSaysWhat() {
        for (var bad : Arrays.asList("", "tracks: []", "tracks: [{}]\nplanned: [{}]", "- a", "tracks: 7\nplanned: 8")) {
            assertThatThrownBy(() -> ShippedTracks.read(bad))
                    .as(bad)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tracks.yaml");
        }
    }
}
