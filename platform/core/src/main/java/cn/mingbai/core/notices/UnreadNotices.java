package cn.mingbai.core.notices;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Unread notices on the home page. */
@Component
class UnreadNotices implements HomeTasks {

    private final NoticeBox box;
    private final Access access;
    private final Texts texts;

    UnreadNotices(NoticeBox box, Access access, Texts texts) {
        this.box = box;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        var unread = access.may(Action.STUDY) ? box.unread() : 0;
        return unread == 0
                ? List.of()
                : List.of(new HomeTask(texts.get(locale, "core.notice.unread", unread), "notices"));
    }

    @Override
    public int order() {
        return 0;
    }
}
