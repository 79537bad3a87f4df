package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Action;
import cn.mingbai.courses.heldclass.FurtherTraining;
import org.springframework.stereotype.Component;

/** Leads from the held classes to the scheduled tests. */
@Component
class SittingsLink implements FurtherTraining {

    @Override
    public String path() {
        return "sittings";
    }

    @Override
    public String titleKey() {
        return "quizzes.sitting.title";
    }

    @Override
    public Action action() {
        return Action.VIEW_TRAINED_PEOPLE;
    }
}
