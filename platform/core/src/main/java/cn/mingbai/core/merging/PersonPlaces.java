package cn.mingbai.core.merging;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonReach;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom the caller may merge, and where they belong. */
@Component
class PersonPlaces {

    private final JdbcClient jdbc;
    private final PersonAliases aliases;
    private final Access access;
    private final Clock clock;

    PersonPlaces(JdbcClient jdbc, PersonAliases aliases, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.access = access;
        this.clock = clock;
    }

    /**
     * The division of the person's that the caller reaches for {@code action}, the latest first. A record that is merged
     * is within reach where the person is.
     *
     * @throws NotFound when there is none
     */
    DivisionId requireEditable(Action action, long person) {
        var reach = access.require(action);
        var kept = aliases.kept(person);
        var all = aliases.all(person);
        var editable = jdbc.sql("select 1 from person s where s.id = :person and " + PersonReach.EDITABLE)
                .param("person", kept)
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query(Integer.class)
                .optional();
        if (editable.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        return jdbc.sql("select division_id from (select p.division_id, p.valid_to from posting p"
                        + " where p.person_id in (:persons) and p.superseded_at = '9999-12-31'"
                        + " union all select g.division_id, g.valid_to from role_grant g"
                        + " where g.person_id in (:persons) and g.superseded_at = '9999-12-31') held where "
                        + Reach.covers("held.division_id") + " order by held.valid_to desc, held.division_id limit 1")
                .param("persons", all)
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .single();
    }
}
