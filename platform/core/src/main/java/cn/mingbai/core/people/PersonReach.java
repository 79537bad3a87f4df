package cn.mingbai.core.people;

import cn.mingbai.core.access.Reach;

/** Whom somebody may change: a condition for queries over {@code person s}. */
public final class PersonReach {

    /** A posting or grant that holds today or later lies within the reach. */
    private static final String HERE = "(exists (select 1 from posting p where p.person_id = s.id"
            + " and p.superseded_at = '9999-12-31' and p.valid_to > :today and " + Reach.covers("p.division_id") + ")"
            + " or exists (select 1 from role_grant g where g.person_id = s.id"
            + " and g.superseded_at = '9999-12-31' and g.valid_to > :today and " + Reach.covers("g.division_id") + "))";

    /** Nothing holds anywhere, and the last unit lies within the reach: somebody who left may come back. */
    private static final String LEFT_HERE = "(not exists (select 1 from posting p where p.person_id = s.id"
            + " and p.superseded_at = '9999-12-31' and p.valid_to > :today)"
            + " and exists (select 1 from posting p where p.person_id = s.id"
            + " and p.superseded_at = '9999-12-31' and " + Reach.covers("p.division_id") + "))";

    /** May be changed; uses {@code :today} and the parameters of the reach. */
    public static final String EDITABLE = "(" + HERE + " or " + LEFT_HERE + ")";

    private PersonReach() {}
}
