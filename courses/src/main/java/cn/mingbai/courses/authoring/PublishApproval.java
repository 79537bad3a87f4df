package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.i18n.Texts;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** A second person decides whether a version is published. */
@Component
class PublishApproval implements ApprovalKind {

    private final Publishing publishing;
    private final DraftRows rows;
    private final Texts texts;

    PublishApproval(Publishing publishing, DraftRows rows, Texts texts) {
        this.publishing = publishing;
        this.rows = rows;
        this.texts = texts;
    }

    @Override
    public String name() {
        return PublishProposals.PUBLISH;
    }

    @Override
    public Action decidedBy() {
        return Action.EDIT_COURSES;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var order = order(approval);
        var title = rows.head(order.course(), order.version()).title();
        return texts.get(
                locale,
                order.how() == null ? "courses.authoring.approval.publish" : "courses.authoring.approval.with-recheck",
                title,
                order.version(),
                order.from(),
                order.points().size(),
                order.due() == null ? "" : order.due());
    }

    @Override
    public String path(Approval approval) {
        var order = order(approval);
        return "authoring/" + order.course() + "/" + order.version() + "/publish";
    }

    @Override
    public void approved(Approval approval) {
        publishing.publish(
                order(approval),
                approval.proposedBy(),
                Objects.requireNonNull(approval.decidedBy()),
                approval.id().value());
    }

    @Override
    public void refused(Approval approval) {
        var order = order(approval);
        rows.state(rows.locked(order.course(), order.version()).id(), "DRAFT", approval.note());
    }

    static PublishOrder order(Approval approval) {
        return PublishProposals.read(approval.payload(), PublishOrder.class);
    }
}
