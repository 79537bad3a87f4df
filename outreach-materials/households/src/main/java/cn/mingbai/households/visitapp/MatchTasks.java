package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells an officer that records of phones wait to be matched. */
@Component
@Internal
class MatchTasks implements HomeTasks {

    private final RecordsToMatch records;
    private final Access access;
    private final Texts texts;

    MatchTasks(RecordsToMatch records, Access access, Texts texts) {
        this.records = records;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        var waiting = access.may(Action.EDIT_LEDGER) ? records.count() : 0;
        return waiting == 0
                ? List.of()
                : List.of(new HomeTask(texts.get(locale, "households.match.task", waiting), "records-to-match"));
    }

    @Override
    public int order() {
        return 21;
    }
}
