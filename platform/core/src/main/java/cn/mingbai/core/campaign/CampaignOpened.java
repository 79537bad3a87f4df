package cn.mingbai.core.campaign;

import cn.mingbai.core.divisions.DivisionId;

/**
 * A campaign has been opened. Published in its transaction: who computes figures for campaigns computes them for this one
 * before anybody can ask for them.
 *
 * @param division the unit that the campaign covers
 */
public record CampaignOpened(CampaignId campaign, DivisionId division) {}
