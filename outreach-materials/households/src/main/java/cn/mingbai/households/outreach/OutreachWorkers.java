package cn.mingbai.households.outreach;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.DoorReader;
import cn.mingbai.households.coverage.DoorReader.OfGroup;
import cn.mingbai.households.coverage.VillageCoverage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The outreach workers of the villages within reach: who has what, and how much of it is left. Nobody is ranked. */
@Service
public class OutreachWorkers {

    private final CoverageDirectory coverage;
    private final DoorReader doors;
    private final AreaDirectory areas;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    OutreachWorkers(
            CoverageDirectory coverage,
            DoorReader doors,
            AreaDirectory areas,
            JdbcClient jdbc,
            Access access,
            Clock clock) {
        this.coverage = coverage;
        this.doors = doors;
        this.areas = areas;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /**
     * An outreach worker with what is theirs.
     *
     * @param from the first day of the posting
     * @param to the first day after it
     * @param whole whether the worker has the whole village, as everybody has where there are no areas
     * @param rest whether the worker has what nobody was given, besides the own groups
     * @param groups how many groups were given to the worker
     * @param due how many households of theirs are due
     * @param left how many of these are not reached
     */
    public record Worker(
            PersonId person,
            String staffNumber,
            String name,
            Duty duty,
            LocalDate from,
            LocalDate to,
            boolean whole,
            boolean rest,
            int groups,
            long due,
            long left) {}

    /**
     * A village with its outreach workers.
     *
     * @param leading how many of them are A; one is wanted
     * @param divided whether it is divided into areas
     */
    public record Village(Division village, long due, long left, List<Worker> workers, int leading, boolean divided) {}

    /** The villages within reach in code order, their workers A before B, then by staff number. */
    @Transactional(readOnly = true)
    public List<Village> villages() {
        var reach = access.require(Action.EDIT_LEDGER);
        var today = AsOf.today(clock);
        var splits = areas.within(reach, today.day());
        return coverage.within(reach, today).stream()
                .map(village -> {
                    var split = splits.getOrDefault(village.village().id(), AreaSplit.NOBODY);
                    var groups = split.divided()
                            ? doors.byGroup(reach, village.village().id(), today)
                            : List.<OfGroup>of();
                    return village(village, split, groups);
                })
                .toList();
    }

    private static Village village(VillageCoverage village, AreaSplit split, List<OfGroup> groups) {
        var due = village.figures().due();
        var left = village.figures().reached().left();
        return new Village(
                village.village(),
                due,
                left,
                split.workers().stream()
                        .map(worker -> worker(worker, split, groups, due, left))
                        .toList(),
                split.leading().size(),
                split.divided());
    }

    private static Worker worker(AreaSplit.Worker worker, AreaSplit split, List<OfGroup> groups, long due, long left) {
        var area = split.of(worker.person());
        var own = groups.stream().filter(group -> area.holds(group.group())).toList();
        return new Worker(
                worker.person(),
                worker.staffNumber(),
                worker.name(),
                worker.duty(),
                worker.from(),
                worker.to(),
                area.whole(),
                !area.whole() && area.rest(),
                (int) groups.stream()
                        .filter(group -> area.own().contains(group.group()))
                        .count(),
                area.whole() ? due : own.stream().mapToLong(OfGroup::due).sum(),
                area.whole() ? left : own.stream().mapToLong(OfGroup::left).sum());
    }

    /**
     * Groups that follow one another and are in one hand.
     *
     * @param first the first group
     * @param last the last one, the same when it is one
     * @param worker who has them, or null when nobody in particular has
     */
    public record Area(
            String first,
            String last,
            int groups,
            int households,
            int due,
            int left,
            AreaSplit.@Nullable Worker worker) {}

    /** From a day on, somebody has so many groups; {@code worker} is null when nobody in particular will have them. */
    public record Planned(LocalDate day, @Nullable String worker, int groups) {}

    /**
     * How a village is divided.
     *
     * @param groups its groups in order
     * @param areas the same drawn together
     * @param planned what was ordered for days to come, by day
     * @param restGroups how many groups nobody in particular has
     * @param restHouseholds how many households are in them
     * @param ofTheRest who answers for them: the workers A, or all when there is none
     */
    public record Divided(
            Village village,
            List<String> groups,
            List<Area> areas,
            List<Planned> planned,
            int restGroups,
            int restHouseholds,
            List<String> ofTheRest) {}

    /**
     * How a village is divided into areas today.
     *
     * @throws NotFound when it is out of reach
     */
    @Transactional(readOnly = true)
    public Divided village(DivisionId village) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        var today = AsOf.today(clock);
        var figures = coverage.within(new Reach(java.util.Set.of(village), today.day()), today).stream()
                .filter(each -> each.village().id().equals(village))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var split = areas.of(village, today.day());
        var groups = doors.byGroup(reach, village, today);
        var rest = groups.stream()
                .filter(group -> !split.inCharge().containsKey(group.group()))
                .toList();
        return new Divided(
                village(figures, split, groups),
                groups.stream().map(OfGroup::group).toList(),
                GroupRuns.of(groups, split),
                planned(reach, village, today.day()),
                rest.size(),
                rest.stream().mapToInt(OfGroup::households).sum(),
                split.ofTheRest().stream().map(AreaSplit.Worker::name).toList());
    }

    private List<Planned> planned(Reach reach, DivisionId village, LocalDate today) {
        return jdbc.sql("""
                select a.valid_from, s.name, count(*) from outreach_area a
                left join person_alias k on k.person_id = a.person_id
                left join person s on s.id = coalesce(k.kept_id, a.person_id)
                where a.village_id = :village and a.superseded_at = '9999-12-31' and a.valid_from > :today and
                """ + Reach.covers("a.village_id")
                        + " group by a.valid_from, s.id, s.name order by a.valid_from, s.id")
                .param("village", village.value())
                .param("today", today)
                .params(reach.parameters())
                .query((row, index) -> new Planned(row.getObject(1, LocalDate.class), row.getString(2), row.getInt(3)))
                .list();
    }
}
