package cn.mingbai.core.people;

import cn.mingbai.core.access.Role;

/** What a person does at a division (职务). 宣传员 is a duty: A is the outreach worker, B the deputy or helper. */
public enum Duty {
    DISTRICT_STAFF(Role.STAFF),
    TOWN_STAFF(Role.STAFF),
    VILLAGE_STAFF(Role.STAFF),
    OUTREACH_A(Role.OUTREACH_WORKER),
    OUTREACH_B(Role.OUTREACH_WORKER);

    private final Role role;

    Duty(Role role) {
        this.role = role;
    }

    /** The role that the duty gives at its division while the posting lasts. */
    public Role role() {
        return role;
    }

    /** Whether the duty is that of an outreach worker, A or B. */
    public boolean isOutreach() {
        return role == Role.OUTREACH_WORKER;
    }
}
