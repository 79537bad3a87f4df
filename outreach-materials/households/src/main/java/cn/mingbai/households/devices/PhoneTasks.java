package cn.mingbai.households.devices;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers how many workers' phones are silent: they ring the workers up. */
@Component
@Internal
class PhoneTasks implements HomeTasks {

    private final SilentPhones silentPhones;
    private final Access access;
    private final Texts texts;

    PhoneTasks(SilentPhones silentPhones, Access access, Texts texts) {
        this.silentPhones = silentPhones;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        var silent = access.may(Action.EDIT_PEOPLE) ? silentPhones.count(access.require(Action.EDIT_PEOPLE)) : 0;
        return silent == 0
                ? List.of()
                : List.of(
                        new HomeTask(texts.get(locale, "households.task.silent-phones", silent), "phones?show=silent"));
    }

    @Override
    public int order() {
        return 23;
    }
}
