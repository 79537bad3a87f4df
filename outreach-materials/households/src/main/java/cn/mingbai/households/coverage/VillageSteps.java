package cn.mingbai.households.coverage;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.Units.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which villages became part of which. */
@Component
class VillageSteps {

    private final JdbcClient jdbc;

    VillageSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The changes of villages that stand today, each with whether it was known before an instant. */
    List<Step> changes(Instant knownBefore) {
        return jdbc.sql(
                        "select id, from_village_id, to_village_id, day, whole, recorded_at < :known from village_change"
                                + " where superseded_at = '9999-12-31' order by id")
                .param("known", Times.sql(knownBefore))
                .query((row, index) -> new Step(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, LocalDate.class),
                        row.getBoolean(5),
                        row.getBoolean(6)))
                .list();
    }

    /** The changes that took households along which ever belonged to a village, by household. */
    Map<Long, Set<Long>> ofHouseholdsOnceIn(DivisionId village) {
        var changes = new HashMap<Long, Set<Long>>();
        jdbc.sql("""
                select p.household_id, p.change_id from household_place p
                where p.superseded_at = '9999-12-31' and p.change_id is not null and p.household_id in (
                  select q.household_id from household_place q where q.village_id = :village)
                """).param("village", village.value()).query(row -> {
            changes.computeIfAbsent(row.getLong(1), key -> new HashSet<>()).add(row.getLong(2));
        });
        return changes;
    }
}
