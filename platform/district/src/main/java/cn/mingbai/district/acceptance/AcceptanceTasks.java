package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Towns that a phase past its reporting day leaves to be accepted, for the officers of the district. */
@Component
@Internal
class AcceptanceTasks implements HomeTasks {

    private final Acceptances acceptances;
    private final Access access;
    private final Texts texts;

    AcceptanceTasks(Acceptances acceptances, Access access, Texts texts) {
        this.acceptances = acceptances;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        return access.may(Action.ACCEPT_PHASES)
                ? acceptances.waiting().stream()
                        .map(phase -> new HomeTask(
                                texts.get(locale, "district.acceptance.task", phase.name(), phase.towns()),
                                "acceptance?phase=" + phase.address()))
                        .toList()
                : List.of();
    }

    @Override
    public int order() {
        return 8;
    }
}
