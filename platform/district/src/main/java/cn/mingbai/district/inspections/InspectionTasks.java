package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import cn.mingbai.proof.draws.Commitment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Inspections that wait for a number of the caller's side. */
@Component
@Internal
class InspectionTasks implements HomeTasks {

    private final InspectionRows rows;
    private final Access access;
    private final Texts texts;

    InspectionTasks(InspectionRows rows, Access access, Texts texts) {
        this.rows = rows;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        var tasks = new ArrayList<HomeTask>();
        wanted(locale, Action.INSPECT, Commitment.Side.INSPECTOR, tasks);
        wanted(locale, Action.ANSWER_INSPECTION, Commitment.Side.TOWN, tasks);
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

    @Override
    public int order() {
        return 7;
    }
}
