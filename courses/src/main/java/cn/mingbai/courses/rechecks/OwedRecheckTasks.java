package cn.mingbai.courses.rechecks;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells a learner which re-checks are left. */
@Component
class OwedRecheckTasks implements HomeTasks {

    private final Rechecks rechecks;
    private final Access access;
    private final Texts texts;

    OwedRecheckTasks(Rechecks rechecks, Access access, Texts texts) {
        this.rechecks = rechecks;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.STUDY)) {
            return List.of();
        }
        return rechecks.mine().stream()
                .map(recheck -> new HomeTask(
                        texts.get(
                                locale,
                                recheck.overdue() ? "courses.task.recheck-overdue" : "courses.task.recheck",
                                recheck.title(),
                                recheck.due()),
                        "courses/" + recheck.course()))
                .toList();
    }

    @Override
    public int order() {
        return 11;
    }
}
