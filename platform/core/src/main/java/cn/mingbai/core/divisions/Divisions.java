package cn.mingbai.core.divisions;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The divisions that the caller reaches. */
@Service
public class Divisions {

    private final JdbcClient jdbc;
    private final Access access;
    private final DivisionDirectory directory;
    private final Clock clock;

    Divisions(JdbcClient jdbc, Access access, DivisionDirectory directory, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.directory = directory;
        this.clock = clock;
    }

    /** The divisions that the caller reaches today for {@code action}, in code order. */
    @Transactional(readOnly = true)
    public List<Division> reachable(Action action) {
        var reach = access.require(action);
        return jdbc.sql("select " + DivisionDirectory.COLUMNS + " from division_version v where "
                        + DivisionDirectory.CURRENT + " and " + Reach.covers("v.division_id") + " order by v.code")
                .param("day", Times.today(clock))
                .params(reach.parameters())
                .query(DivisionDirectory::map)
                .list();
    }

    /** Whether the caller may do {@code action} anywhere: for what a view offers, never as a guard. */
    @NotDivisionScoped("reads the caller's own roles, no row of a division")
    public boolean may(Action action) {
        return access.may(action);
    }

    /** The divisions of one level that the caller reaches today for {@code action}, in code order. */
    @Transactional(readOnly = true)
    public List<Division> reachable(Action action, Level level) {
        return reachable(action).stream()
                .filter(division -> division.level() == level)
                .toList();
    }

    /** The division as it is today, if the caller reaches it. */
    @Transactional(readOnly = true)
    public Division get(DivisionId id) {
        access.require(Action.VIEW_DIVISIONS, id);
        return directory.get(id, Times.today(clock));
    }

    /** What a unit was called and where it belonged over time, oldest first; also of one that has ended. */
    @Transactional(readOnly = true)
    public List<Division> history(DivisionId id) {
        var reach = access.require(Action.VIEW_DIVISIONS);
        var seen = jdbc.sql("select 1 from division_ancestor a where a.descendant_id = :id"
                        + " and a.ancestor_id in (:reachRoots) limit 1")
                .param("id", id.value())
                .param("reachRoots", reach.rootIds())
                .query(Integer.class)
                .optional();
        if (seen.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        return jdbc.sql("select " + DivisionDirectory.COLUMNS
                        + " from division_version v where v.division_id = :id and v.superseded_at = '9999-12-31'"
                        + " order by v.valid_from")
                .param("id", id.value())
                .query(DivisionDirectory::map)
                .list();
    }

    /**
     * The divisions as they were on {@code day}, in code order: those within reach today, and those that were then below the
     * units where the caller stands, so that what has ended since is still seen.
     */
    @Transactional(readOnly = true)
    public List<Division> on(LocalDate day) {
        var reach = access.require(Action.VIEW_DIVISIONS);
        return jdbc.sql("select " + DivisionDirectory.COLUMNS + " from division_version v where "
                        + DivisionDirectory.CURRENT + " and (" + Reach.covers("v.division_id")
                        + " or exists (select 1 from division_ancestor then_ where then_.descendant_id = v.division_id"
                        + " and then_.ancestor_id in (:reachRoots)"
                        + " and then_.valid_from <= :day and then_.valid_to > :day)) order by v.code")
                .param("day", day)
                .params(reach.parameters())
                .query(DivisionDirectory::map)
                .list();
    }
}
