package cn.mingbai.core.people;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Level;

/** What a person does at a division (职务). 宣传员 is a duty: A is the outreach worker, B the deputy or helper. */
public enum Duty {
    DISTRICT_STAFF(Role.STAFF, Level.COUNTY),
    TOWN_STAFF(Role.STAFF, Level.TOWNSHIP),
    VILLAGE_STAFF(Role.STAFF, Level.VILLAGE),
    OUTREACH_A(Role.OUTREACH_WORKER, Level.VILLAGE),
    OUTREACH_B(Role.OUTREACH_WORKER, Level.VILLAGE);

    private final Role role;
    private final Level level;

    Duty(Role role, Level level) {
        this.role = role;
        this.level = level;
    }

    /** The level of the units that have this duty: an outreach worker belongs to a village, never to a whole town. */
    public Level level() {
        return level;
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
