package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import cn.mingbai.proof.draws.Commitment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Inspections that wait for a number of the caller's side, and problems found that nobody has put right yet. */
@Component
@Internal
class InspectionTasks implements HomeTasks {

    private final InspectionRows rows;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    InspectionTasks(InspectionRows rows, Access access, Texts texts, Clock clock) {
        this.rows = rows;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        var tasks = new ArrayList<HomeTask>();
        wanted(locale, Action.INSPECT, Commitment.Side.INSPECTOR, tasks);
        wanted(locale, Action.ANSWER_INSPECTION, Commitment.Side.TOWN, tasks);
        problems(locale, tasks);
        return tasks;
    }

    private void wanted(Locale locale, Action action, Commitment.Side side, List<HomeTask> tasks) {
        if (access.may(action)) {
            var waiting = rows.waiting(side, access.require(action));
            if (waiting > 0) {
                tasks.add(new HomeTask(texts.get(locale, "district.inspection.task." + side, waiting), "inspections"));
            }
        }
    }

    private void problems(Locale locale, List<HomeTask> tasks) {
        // Of those who have something to do about them, not of whoever may look.
        var action = access.may(Action.INSPECT) ? Action.INSPECT : Action.ANSWER_INSPECTION;
        if (!access.may(action)) {
            return;
        }
        var open = rows.problems(access.require(action));
        if (!open.isEmpty()) {
            var today = Times.today(clock);
            var late = open.stream()
                    .filter(problem -> problem.deadline().isBefore(today))
                    .count();
            tasks.add(new HomeTask(
                    late == 0
                            ? texts.get(locale, "district.inspection.task.problems", open.size())
                            : texts.get(locale, "district.inspection.task.problems-late", open.size(), late),
                    "inspections"));
        }
    }

    @Override
    public int order() {
        return 7;
    }
}
