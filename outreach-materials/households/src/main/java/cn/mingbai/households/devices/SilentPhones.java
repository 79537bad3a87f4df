package cn.mingbai.households.devices;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Phones in use that nothing was heard of for {@link #AFTER}: what they hold may be lost with them. When a phone was heard
 * of is not kept day by day, so that this can be told of now only, and of no past day.
 */
@Component
@Internal
public class SilentPhones {

    /** A phone that was not heard of for longer is said to be silent. */
    public static final Duration AFTER = Duration.ofDays(3);

    // Of a phone that was registered several times, the last registration; a withdrawn or expired one is not in use.
    private static final String COUNT = """
            select d.village_id, v.name, count(*),
              sum(coalesce(d.seen_at, d.registered_at) < :heardBefore and not exists (
                select 1 from visit r where r.device_id = d.id and r.recorded_at >= :heardBefore))
            from device d
            join division_version v on v.division_id = d.village_id and v.superseded_at = '9999-12-31'
              and v.valid_from <= :today and v.valid_to > :today
            where d.withdrawn_at is null and d.expires_at > :now and v.level = 'VILLAGE'
              and not exists (select 1 from device n where n.installation = d.installation
                and n.person_id = d.person_id and n.id > d.id) and
            """;

    private final JdbcClient jdbc;
    private final DivisionDirectory divisions;
    private final Clock clock;

    SilentPhones(JdbcClient jdbc, DivisionDirectory divisions, Clock clock) {
        this.jdbc = jdbc;
        this.divisions = divisions;
        this.clock = clock;
    }

    /**
     * The phones of a village.
     *
     * @param inUse how many are registered for it and in use
     * @param silent how many of them are silent, never more
     */
    public record OfVillage(DivisionId village, String name, int inUse, int silent) {}

    /** The villages within a reach with phones in use, in code order. */
    public List<OfVillage> within(Reach reach) {
        return of(Reach.covers("d.village_id"), reach.parameters());
    }

    /** The villages of a unit as it is today, itself or below it, with phones in use, in code order. */
    public List<OfVillage> below(DivisionId unit) {
        return of("""
                exists (select 1 from division_ancestor a where a.descendant_id = d.village_id
                  and a.ancestor_id = :unit and a.valid_from <= :today and a.valid_to > :today)
                """, Map.of("unit", unit.value()));
    }

    // Few phones were not heard of for days: only of these the rest is asked. A question for one value is asked phone
    // by
    // phone, where "exists" might read all visits and all villages first.
    private static final String SILENT = """
            select d.village_id, count(*) from device d
            where d.withdrawn_at is null and d.expires_at > :now
              and coalesce(d.seen_at, d.registered_at) < :heardBefore
              and (select r.id from visit r where r.device_id = d.id and r.recorded_at >= :heardBefore limit 1) is null
              and not exists (select 1 from device n where n.installation = d.installation
                and n.person_id = d.person_id and n.id > d.id)
            """;

    /** How many phones within a reach are silent: as many as {@link #within} says. */
    public int count(Reach reach) {
        return count(
                " and " + Reach.covers("d.village_id"),
                reach.parameters(),
                village -> divisions.find(village, Times.today(clock)).stream());
    }

    /** How many phones of a unit and what is below it are silent: as many as {@link #below} says. */
    public int count(DivisionId unit) {
        var below = divisions.subtree(unit, Times.today(clock)).stream()
                .collect(Collectors.toMap(Division::id, Function.identity()));
        return count("", Map.of(), village -> Stream.ofNullable(below.get(village)));
    }

    private int count(String where, Map<String, Object> parameters, Function<DivisionId, Stream<Division>> today) {
        var silent = new HashMap<DivisionId, Integer>();
        jdbc.sql(SILENT + where + " group by d.village_id")
                .params(all(parameters))
                .query(row -> {
                    silent.put(new DivisionId(row.getLong(1)), row.getInt(2));
                });
        return silent.entrySet().stream()
                .filter(entry -> today.apply(entry.getKey()).anyMatch(unit -> unit.level() == Level.VILLAGE))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private List<OfVillage> of(String where, Map<String, Object> parameters) {
        return jdbc.sql(COUNT + where + " group by d.village_id, v.code, v.name order by v.code")
                .params(all(parameters))
                .query((row, index) ->
                        new OfVillage(new DivisionId(row.getLong(1)), row.getString(2), row.getInt(3), row.getInt(4)))
                .list();
    }

    private Map<String, Object> all(Map<String, Object> parameters) {
        var now = clock.instant();
        var all = new HashMap<String, Object>(parameters);
        all.put("now", Times.sql(now));
        all.put("today", Times.today(clock));
        all.put("heardBefore", Times.sql(now.minus(AFTER)));
        return all;
    }

    /**
     * A phone that fell silent: heard of again and silent again, it is told of again.
     *
     * @param heard when it was last heard of, or registered
     */
    record Silence(DeviceId device, Instant heard) {}

    /** The phones within a reach that are silent now, the first registered first. */
    List<Silence> silences(Reach reach) {
        var now = clock.instant();
        return jdbc.sql("""
                select d.id, greatest(coalesce(d.seen_at, d.registered_at), coalesce((select max(r.recorded_at)
                  from visit r where r.device_id = d.id), d.registered_at)) heard
                from device d
                where d.withdrawn_at is null and d.expires_at > :now
                  and not exists (select 1 from division_version v where v.division_id = d.village_id
                    and v.superseded_at = '9999-12-31' and v.level <> 'VILLAGE')
                  and not exists (select 1 from device n where n.installation = d.installation
                    and n.person_id = d.person_id and n.id > d.id) and
                """ + Reach.covers("d.village_id") + " having heard < :heardBefore order by d.id")
                .param("now", Times.sql(now))
                .param("heardBefore", Times.sql(now.minus(AFTER)))
                .params(reach.parameters())
                .query((row, index) ->
                        new Silence(new DeviceId(row.getLong(1)), Times.instant(row.getObject(2, LocalDateTime.class))))
                .list();
    }
}
