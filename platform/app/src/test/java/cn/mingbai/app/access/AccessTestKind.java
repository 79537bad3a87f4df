package cn.mingbai.app.access;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Something that officers approve and that does nothing, so that the rows of the mechanism need no feature. */
@Component
class AccessTestKind implements ApprovalKind {

    static final String NAME = "access-test";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Action decidedBy() {
        return Action.EDIT_PEOPLE;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        return approval.payload();
    }

    @Override
    public void approved(Approval approval) {}
}
