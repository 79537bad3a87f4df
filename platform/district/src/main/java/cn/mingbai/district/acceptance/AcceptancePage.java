package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.CampaignPage;
import org.springframework.stereotype.Component;

/** The way to the acceptance from the campaign's page. */
@Component
@Internal
class AcceptancePage implements CampaignPage {

    @Override
    public Action openTo() {
        return Action.VIEW_ACCEPTANCE;
    }

    @Override
    public String title() {
        return "district.acceptance.title";
    }

    @Override
    public String path() {
        return "acceptance";
    }
}
