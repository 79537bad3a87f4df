package cn.mingbai.quizzes.answering;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.requirements.CourseChoice;
import cn.mingbai.courses.requirements.Tracks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class OutreachTrackModuleTest {

    @Autowired
    World world;

    @Autowired
    Tracks tracks;

    @Test
    void outreachWorkersNeedAtMostNinetyMinutesLessonsAndQuizzesTogether() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var preview = tracks.preview(world.division(World.DISTRICT), "outreach");
        assertThat(preview.parts()).hasSize(2).allSatisfy(part -> {
            assertThat(part.course().quizMinutes())
                    .as("the quiz of course " + part.course().code() + " is counted")
                    .isEqualTo(15);
            assertThat(part.minutes())
                    .isEqualTo(15
                            + part.lessons().stream()
                                    .mapToInt(CourseChoice.LessonChoice::minutes)
                                    .sum());
        });
        assertThat(preview.unpublished()).isEmpty();
        assertThat(preview.minutes()).isLessThanOrEqualTo(90);
    }
}
