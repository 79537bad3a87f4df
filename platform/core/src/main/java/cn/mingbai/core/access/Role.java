package cn.mingbai.core.access;

/**
 * What somebody is allowed to be at a division: granted, or given by a current duty there ({@link #STAFF},
 * {@link #OUTREACH_WORKER}).
 */
public enum Role {
    ADMINISTRATOR,
    DISTRICT_OFFICER,
    TOWN_OFFICER,
    STAFF,
    OUTREACH_WORKER,
    INSPECTOR,
    AUDITOR
}
