package cn.mingbai.core.access;

/**
 * What somebody is allowed to be at a division: granted, or given by a current duty there ({@link #STAFF},
 * {@link #OUTREACH_WORKER}).
 */
public enum Role {
    /** System administrator (系统管理员): accounts, divisions and settings, but no grants. */
    ADMINISTRATOR,
    /** Security administrator (安全管理员): grants and withdraws roles, resets second factors, ends sessions. */
    SECURITY_ADMINISTRATOR,
    DISTRICT_OFFICER,
    TOWN_OFFICER,
    STAFF,
    OUTREACH_WORKER,
    INSPECTOR,
    /** Audit administrator (审计管理员): reads and verifies the audit trail. */
    AUDITOR;

    /**
     * Whether this is one of the three that GB/T 22239-2019 separates (安全管理中心: system, security and audit management).
     * Nobody holds two of them, and a session acts as one only with a second factor.
     */
    public boolean isSeparated() {
        return this == ADMINISTRATOR || this == SECURITY_ADMINISTRATOR || this == AUDITOR;
    }
}
