package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells officers how many people have not met their training yet. */
@Component
@Internal
class UntrainedPeopleTasks implements HomeTasks {

    private final TrainingRateDirectory rates;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    UntrainedPeopleTasks(TrainingRateDirectory rates, Access access, Texts texts, Clock clock) {
        this.rates = rates;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.FOLLOW_UP)) {
            return List.of();
        }
        return rates.tops(access.require(Action.VIEW_TRAINING_RATE), AsOf.today(clock)).stream()
                .filter(top -> top.total().byRule().left() > 0)
                .map(top -> new HomeTask(
                        texts.get(
                                locale,
                                "courses.task.untrained",
                                top.unit().name(),
                                top.total().byRule().left()),
                        "follow-up?unit=" + top.unit().id().value()))
                .toList();
    }

    @Override
    public int order() {
        return 30;
    }
}
