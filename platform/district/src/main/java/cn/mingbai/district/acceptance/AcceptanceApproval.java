package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.district.acceptance.Acceptance.State;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A second officer of the district signs an acceptance. */
@Component
@Internal
class AcceptanceApproval implements ApprovalKind {

    static final String NAME = "phase.accept";

    // Approvals know their kinds, and acceptances propose to approvals.
    private final ObjectProvider<Acceptances> acceptances;
    private final Texts texts;

    AcceptanceApproval(ObjectProvider<Acceptances> acceptances, Texts texts) {
        this.acceptances = acceptances;
        this.texts = texts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Action decidedBy() {
        return Action.ACCEPT_PHASES;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var acceptance = acceptances.getObject().proposed(approval);
        var sheet = acceptance.sheet();
        return texts.get(
                locale,
                "district.acceptance.summary",
                sheet.townName(),
                sheet.phaseName(),
                texts.get(locale, "district.acceptance.conclusion." + acceptance.conclusion()),
                sheet.count(AcceptanceVerdict.MET),
                sheet.count(AcceptanceVerdict.NOT_MET),
                sheet.count(AcceptanceVerdict.NOT_ASSESSED));
    }

    @Override
    public String path(Approval approval) {
        return "acceptance-record/" + approval.payload();
    }

    @Override
    public void approved(Approval approval) {
        acceptances.getObject().decided(approval, State.ACCEPTED);
    }

    @Override
    public void refused(Approval approval) {
        acceptances.getObject().decided(approval, State.REFUSED);
    }

    @Override
    public void withdrawn(Approval approval) {
        acceptances.getObject().decided(approval, State.WITHDRAWN);
    }
}
