package cn.mingbai.households.areas;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how villages are divided among their outreach workers, as known now, whoever asks. */
@Component
@Internal
public class AreaDirectory {

    private final JdbcClient jdbc;

    AreaDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a village is divided on {@code day}. */
    public AreaSplit of(DivisionId village, LocalDate day) {
        return read("%s = :village", Map.of("village", village.value()), day).getOrDefault(village, AreaSplit.NOBODY);
    }

    /** How a village was divided on the day as it was known then. */
    public AreaSplit of(DivisionId village, AsOf asOf) {
        return read(
                        "%s = :village",
                        Map.of("village", village.value(), "known", Times.sql(asOf.knownBefore())),
                        asOf.day(),
                        "{0}.recorded_at < :known and {0}.superseded_at >= :known")
                .getOrDefault(village, AreaSplit.NOBODY);
    }

    /** How the villages within reach are divided on {@code day}; those without an outreach worker are missing. */
    public Map<DivisionId, AreaSplit> within(Reach reach, LocalDate day) {
        return read(Reach.covers("%s"), reach.parameters(), day);
    }

    private Map<DivisionId, AreaSplit> read(String where, Map<String, ?> parameters, LocalDate day) {
        return read(where, parameters, day, "{0}.superseded_at = '9999-12-31'");
    }

    private Map<DivisionId, AreaSplit> read(String where, Map<String, ?> parameters, LocalDate day, String standing) {
        var workers = new HashMap<DivisionId, List<AreaSplit.Worker>>();
        jdbc.sql("""
                select p.division_id, s.id, s.staff_number, s.name, p.duty, p.valid_from, p.valid_to from posting p
                left join person_alias k on k.person_id = p.person_id
                join person s on s.id = coalesce(k.kept_id, p.person_id)
                where p.duty in ('OUTREACH_A', 'OUTREACH_B')
                  and p.valid_from <= :day and p.valid_to > :day and
                """ + standing.replace("{0}", "p") + " and " + where.formatted("p.division_id")
                        + " order by p.duty, s.staff_number, p.id")
                .param("day", day)
                .params(parameters)
                .query(row -> {
                    workers.computeIfAbsent(new DivisionId(row.getLong(1)), village -> new ArrayList<>())
                            .add(new AreaSplit.Worker(
                                    new PersonId(row.getLong(2)),
                                    row.getString(3),
                                    row.getString(4),
                                    Duty.valueOf(row.getString(5)),
                                    row.getObject(6, LocalDate.class),
                                    row.getObject(7, LocalDate.class)));
                });
        var groups = new HashMap<DivisionId, Map<String, PersonId>>();
        jdbc.sql("""
                select a.village_id, a.group_name, coalesce(k.kept_id, a.person_id) from outreach_area a
                left join person_alias k on k.person_id = a.person_id
                where a.person_id is not null
                  and a.valid_from <= :day and a.valid_to > :day and
                """ + standing.replace("{0}", "a") + " and " + where.formatted("a.village_id"))
                .param("day", day)
                .params(parameters)
                .query(row -> {
                    groups.computeIfAbsent(new DivisionId(row.getLong(1)), village -> new HashMap<>())
                            .put(row.getString(2), new PersonId(row.getLong(3)));
                });
        var splits = new HashMap<DivisionId, AreaSplit>();
        var villages = new HashSet<>(workers.keySet());
        villages.addAll(groups.keySet());
        villages.forEach(village -> splits.put(
                village,
                new AreaSplit(workers.getOrDefault(village, List.of()), groups.getOrDefault(village, Map.of()))));
        return splits;
    }
}
