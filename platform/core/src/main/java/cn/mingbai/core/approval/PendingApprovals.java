package cn.mingbai.core.approval;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers how much waits for their decision; what they must leave to others is not theirs to do. */
@Component
class PendingApprovals implements HomeTasks {

    private final ApprovalDesk desk;
    private final Access access;
    private final Texts texts;

    PendingApprovals(ApprovalDesk desk, Access access, Texts texts) {
        this.desk = desk;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.DECIDE_APPROVALS)) {
            return List.of();
        }
        var waiting = desk.waiting();
        return waiting == 0
                ? List.of()
                : List.of(new HomeTask(texts.get(locale, "core.approval.waiting", waiting), "approvals"));
    }

    @Override
    public int order() {
        return 5;
    }
}
