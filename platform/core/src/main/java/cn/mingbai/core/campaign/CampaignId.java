package cn.mingbai.core.campaign;

/** The identity of a campaign. */
public record CampaignId(long value) {}
