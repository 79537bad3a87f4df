package cn.mingbai.quizzes.analysis;

import cn.mingbai.core.access.Action;
import cn.mingbai.courses.trainingrate.RatePage;
import org.springframework.stereotype.Component;

/** Leads from the training rate to the weak spots. */
@Component
class WeakSpotsPage implements RatePage {

    @Override
    public String titleKey() {
        return "quizzes.weak.link";
    }

    @Override
    public String path() {
        return "weak-spots";
    }

    @Override
    public Action action() {
        return Action.VIEW_TRAINED_PEOPLE;
    }
}
