package cn.mingbai.core.people;

import cn.mingbai.core.access.Reach;

/** Whom somebody may change: a condition for queries over {@code person s}. What is merged into a person is the person's. */
public final class PersonReach {

    /** A posting or grant that holds today or later lies within the reach. */
    private static final String HERE =
            "(" + has("posting", now() + covered()) + " or " + has("role_grant", now() + covered()) + ")";

    /** Nothing holds anywhere, and the last unit lies within the reach: somebody who left may come back. */
    private static final String LEFT_HERE = "(not " + has("posting", now()) + " and " + has("posting", covered()) + ")";

    /** May be changed; uses {@code :today} and the parameters of the reach. */
    public static final String EDITABLE = "(" + HERE + " or " + LEFT_HERE + ")";

    private PersonReach() {}

    private static String now() {
        return " and h.valid_to > :today";
    }

    private static String covered() {
        return " and " + Reach.covers("h.division_id");
    }

    // Two look-ups by index: one condition over both would make the database read the whole table for each person.
    private static String has(String table, String condition) {
        return "(exists (select 1 from " + table + " h where h.person_id = s.id and h.superseded_at = '9999-12-31'"
                + condition + ") or exists (select 1 from person_alias k join " + table
                + " h on h.person_id = k.person_id"
                + " where k.kept_id = s.id and h.superseded_at = '9999-12-31'" + condition + "))";
    }
}
