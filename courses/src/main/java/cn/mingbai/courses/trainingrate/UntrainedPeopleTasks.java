package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers how many people have not met their training yet. */
@Component
class UntrainedPeopleTasks implements HomeTasks {

    private final TrainingRates rates;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    UntrainedPeopleTasks(TrainingRates rates, Access access, Texts texts, Clock clock) {
        this.rates = rates;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.FOLLOW_UP)) {
            return List.of();
        }
        return rates.overview(AsOf.today(clock)).tops().stream()
                .filter(unit -> unit.total().byRule().left() > 0)
                .map(unit -> new HomeTask(
                        texts.get(
                                locale,
                                "courses.task.untrained",
                                unit.division().name(),
                                unit.total().byRule().left()),
                        "follow-up?unit=" + unit.division().id().value()))
                .toList();
    }

    @Override
    public int order() {
        return 30;
    }
}
