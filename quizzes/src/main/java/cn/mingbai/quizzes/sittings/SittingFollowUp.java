package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import cn.mingbai.courses.curriculum.CourseFollowUps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells people of the scheduled tests that wait for them, on the home page and on the course's. */
@Component
@Order(0)
class SittingFollowUp implements CourseFollowUps, HomeTasks {

    private final MySittings sittings;
    private final Access access;
    private final Texts texts;

    SittingFollowUp(MySittings sittings, Access access, Texts texts) {
        this.sittings = sittings;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public Optional<FollowUp> of(String courseCode, Locale locale) {
        return next(courseCode)
                .map(sitting -> new FollowUp(
                        "sitting",
                        texts.get(locale, "quizzes.sitting.own-title", sitting.title()),
                        texts.get(
                                locale,
                                sitting.extraMinutes() > 0
                                        ? "quizzes.sitting.own-rules-extra"
                                        : "quizzes.sitting.own-rules",
                                SittingsView.when(sitting.opens()),
                                sitting.minutes(),
                                sitting.passMark(),
                                SittingsView.until(sitting.opens(), sitting.latest()),
                                sitting.extraMinutes()),
                        texts.get(locale, "quizzes.sitting.own." + words(sitting), sitting.score()),
                        List.of(),
                        isOver(sitting)
                                ? sitting.score() == null
                                        ? List.of()
                                        : List.of(new Way(
                                                "sitting",
                                                texts.get(locale, "quizzes.sitting.own-result"),
                                                sitting.enters()))
                                : List.of(new Way(
                                        "sitting",
                                        texts.get(
                                                locale,
                                                sitting.state() == SeatState.ANSWERING
                                                        ? "quizzes.follow-up.go-on"
                                                        : "quizzes.sitting.own-enter"),
                                        sitting.enters()))));
    }

    private static String words(OwnSitting sitting) {
        if (sitting.state() == SeatState.WAITING) {
            return sitting.phase() == Phase.PLANNED ? (sitting.enters() ? "ready" : "planned") : "running";
        }
        return sitting.state().name();
    }

    private static boolean isOver(OwnSitting sitting) {
        return sitting.state() != SeatState.WAITING && sitting.state() != SeatState.ANSWERING;
    }

    /** What the quiz of a course takes is told by the quiz. */
    @Override
    public Optional<Integer> minutes(String courseCode) {
        return Optional.empty();
    }

    @Override
    public String start(String courseCode, String way) {
        return next(courseCode)
                .map(sitting -> sittings.open(sitting.id()).path())
                .orElseThrow(() -> new cn.mingbai.core.error.NotFound("core.access.not-found"));
    }

    /** The next one that is not over, or else the last one that is. */
    private Optional<OwnSitting> next(String course) {
        var own = sittings.mine().stream()
                .filter(sitting -> sitting.course().equals(course))
                .toList();
        return own.stream()
                .filter(sitting -> !isOver(sitting))
                .findFirst()
                .or(() -> own.isEmpty() ? Optional.empty() : Optional.of(own.getLast()));
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.STUDY)) {
            return List.of();
        }
        return sittings.mine().stream()
                .filter(sitting -> !isOver(sitting))
                .map(sitting -> new HomeTask(
                        texts.get(
                                locale,
                                sitting.phase() == Phase.PLANNED
                                        ? "quizzes.sitting.task-planned"
                                        : "quizzes.sitting.task-running",
                                sitting.title(),
                                SittingsView.when(sitting.opens()),
                                SittingsView.until(sitting.opens(), sitting.latest())),
                        "courses/" + sitting.course()))
                .toList();
    }

    @Override
    public int order() {
        return 8;
    }
}
