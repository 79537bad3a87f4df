package cn.mingbai.households.areas;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Divides large villages and communities into areas, one outreach worker in charge of each group. */
@Service
public class Areas {

    private static final int MOST_GROUPS = 2000;
    private static final int MOST_DAYS = 366;

    private final AreaBook book;
    private final AreaDirectory directory;
    private final Writes writes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    Areas(AreaBook book, AreaDirectory directory, Writes writes, JdbcClient jdbc, Access access, Clock clock) {
        this.book = book;
        this.directory = directory;
        this.writes = writes;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Puts an outreach worker in charge of groups, from a day on until somebody else is; what was ordered for later days
     * falls away.
     *
     * @param groups groups of the village's households today, 1 to {@value #MOST_GROUPS}
     * @param person an outreach worker of the village on that day; null when nobody in particular is to have them
     * @param from at most a year before or after today
     * @throws RuleViolation when a group is not there, the person has no such posting, or the day is out of range
     */
    public void assign(DivisionId village, List<String> groups, @Nullable PersonId person, LocalDate from) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        var today = Times.today(clock);
        if (from.isBefore(today.minusDays(MOST_DAYS)) || from.isAfter(today.plusDays(MOST_DAYS))) {
            throw new RuleViolation("households.area.day", today.minusDays(MOST_DAYS), today.plusDays(MOST_DAYS), from);
        }
        if (groups.isEmpty() || groups.size() > MOST_GROUPS) {
            throw new RuleViolation("households.area.choose", MOST_GROUPS);
        }
        var there = new HashSet<>(jdbc.sql("""
                select distinct d.group_name from household h
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                where h.village_id = :village and
                """ + Reach.covers("h.village_id"))
                .param("today", today)
                .param("village", village.value())
                .params(reach.parameters())
                .query(String.class)
                .list());
        groups.stream().filter(group -> !there.contains(group)).findFirst().ifPresent(group -> {
            throw new RuleViolation(
                    "households.area.no-group", group.length() <= 40 ? group : group.substring(0, 40) + "…");
        });
        if (person != null
                && directory.of(village, from).workers().stream()
                        .noneMatch(worker -> worker.person().equals(person))) {
            throw new RuleViolation("households.area.not-posted", from);
        }
        writes.inTransaction(() -> book.assign(village, groups, person, from));
    }
}
