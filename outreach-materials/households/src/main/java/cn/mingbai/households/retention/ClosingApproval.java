package cn.mingbai.households.retention;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.i18n.Texts;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A second officer of the district decides that a campaign is closed and when names go. */
@Component
@Internal
class ClosingApproval implements ApprovalKind {

    static final String NAME = "campaign.close";

    // Approvals know their kinds, and closings propose to approvals.
    private final ObjectProvider<CampaignClosings> closings;
    private final Texts texts;

    ClosingApproval(ObjectProvider<CampaignClosings> closings, Texts texts) {
        this.closings = closings;
        this.texts = texts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Action decidedBy() {
        return Action.CLOSE_CAMPAIGN;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var parts = approval.payload().split(" ");
        return texts.get(
                locale,
                "households.retention.summary",
                closings.getObject()
                        .find(new CampaignId(Long.parseLong(parts[0])))
                        .name(),
                parts[1]);
    }

    @Override
    public String path(Approval approval) {
        return "campaign-closing";
    }

    @Override
    public void approved(Approval approval) {
        closings.getObject().close(approval);
    }
}
