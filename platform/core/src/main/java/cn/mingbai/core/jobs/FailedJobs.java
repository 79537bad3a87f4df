package cn.mingbai.core.jobs;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells somebody which of their jobs failed in the last week and can be started again. */
@Component
class FailedJobs implements HomeTasks {

    private static final Duration RECENT = Duration.ofDays(7);

    private final JobBoard board;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    FailedJobs(JobBoard board, Access access, Texts texts, Clock clock) {
        this.board = board;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.STUDY)) {
            return List.of();
        }
        var since = clock.instant().minus(RECENT);
        var failed = board.list(locale).stream()
                .filter(job -> job.state() == JobState.FAILED
                        && job.mayRepeat()
                        && job.endedAt().filter(ended -> ended.isAfter(since)).isPresent())
                .count();
        return failed == 0
                ? List.of()
                : List.of(new HomeTask(texts.get(locale, "core.job.failed-task", failed), "jobs"));
    }

    @Override
    public int order() {
        return 6;
    }
}
