package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.i18n.Texts;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** A second person decides whether a course is withdrawn. */
@Component
class WithdrawApproval implements ApprovalKind {

    private final Publishing publishing;
    private final DraftRows rows;
    private final Texts texts;

    WithdrawApproval(Publishing publishing, DraftRows rows, Texts texts) {
        this.publishing = publishing;
        this.rows = rows;
        this.texts = texts;
    }

    @Override
    public String name() {
        return PublishProposals.WITHDRAW;
    }

    @Override
    public Action decidedBy() {
        return Action.EDIT_COURSES;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var order = order(approval);
        var title = rows.heads().stream()
                .filter(head -> head.course().equals(order.course()))
                .findFirst()
                .map(DraftRows.Head::title)
                .orElse(order.course());
        return texts.get(locale, "courses.authoring.approval.withdraw", title, order.from());
    }

    @Override
    public String path(Approval approval) {
        return "authoring";
    }

    @Override
    public void approved(Approval approval) {
        var order = order(approval);
        publishing.withdraw(
                order.course(),
                order.from(),
                approval.proposedBy(),
                Objects.requireNonNull(approval.decidedBy()),
                approval.id().value());
    }

    private static WithdrawOrder order(Approval approval) {
        return PublishProposals.read(approval.payload(), WithdrawOrder.class);
    }
}
