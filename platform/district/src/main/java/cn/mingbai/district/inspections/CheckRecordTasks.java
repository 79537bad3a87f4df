package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Checks from phones that the desk has to decide on. */
@Component
@Internal
class CheckRecordTasks implements HomeTasks {

    private final CheckRows rows;
    private final Access access;
    private final Texts texts;

    CheckRecordTasks(CheckRows rows, Access access, Texts texts) {
        this.rows = rows;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.INSPECT)) {
            return List.of();
        }
        var waiting = rows.waiting(access.require(Action.INSPECT));
        return waiting == 0
                ? List.of()
                : List.of(new HomeTask(texts.get(locale, "district.check.task", waiting), "inspection-records"));
    }

    @Override
    public int order() {
        return 8;
    }
}
