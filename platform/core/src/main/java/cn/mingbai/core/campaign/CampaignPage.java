package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Action;

/** A page about campaigns that a module above this one offers on the campaign's page. Declare it as a bean. */
public interface CampaignPage {

    /** Who is offered it: those who may do this. */
    Action openTo();

    /** The key of its title. */
    String title();

    /** Where it is, a path without leading slash. */
    String path();
}
