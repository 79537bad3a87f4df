package cn.mingbai.households.coverage;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Flags;
import cn.mingbai.households.coverage.rule.HouseholdFacts.InState;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Informed;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Told;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the facts that figures depend on, many households at a time. */
@Component
class FactsReader {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;

    FactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is known now. The rows are read with a shared lock: in a transaction that began earlier, a plain read would
     * answer what was known then.
     */
    Map<Long, HouseholdFacts> current(Collection<Long> households) {
        var facts = new HashMap<Long, HouseholdFacts>();
        var ids = List.copyOf(households);
        for (var start = 0; start < ids.size(); start += CHUNK) {
            var chunk = ids.subList(start, Math.min(start + CHUNK, ids.size()));
            read(
                    facts,
                    "f.household_id in (:ids)",
                    "f.superseded_at = '9999-12-31'",
                    "true",
                    " lock in share mode",
                    Map.of("ids", chunk));
        }
        return facts;
    }

    /** What was known before an instant, of the households that belong to a village. */
    Map<Long, HouseholdFacts> ofVillage(DivisionId village, Instant knownBefore) {
        var facts = new HashMap<Long, HouseholdFacts>();
        read(
                facts,
                "f.household_id in (select id from household where village_id = :village)",
                "f.recorded_at < :known and f.superseded_at >= :known",
                "f.recorded_at < :known",
                "",
                Map.of("village", village.value(), "known", Times.sql(knownBefore)));
        return facts;
    }

    private void read(
            Map<Long, HouseholdFacts> facts,
            String whose,
            String known,
            String knownVisits,
            String lock,
            Map<String, Object> parameters) {
        jdbc.sql("select f.household_id, f.valid_from, f.valid_to, f.registered, f.resident, f.assisted"
                        + " from household_details f where " + whose + " and " + known + lock)
                .params(parameters)
                .query(row -> {
                    of(facts, row.getLong(1))
                            .flags()
                            .add(new Flags(
                                    row.getObject(2, LocalDate.class),
                                    row.getObject(3, LocalDate.class),
                                    row.getBoolean(4),
                                    row.getBoolean(5),
                                    row.getBoolean(6)));
                });
        jdbc.sql("select f.household_id, f.valid_from, f.valid_to, f.state from household_state f where " + whose
                        + " and " + known + lock)
                .params(parameters)
                .query(row -> {
                    of(facts, row.getLong(1))
                            .states()
                            .add(new InState(
                                    row.getObject(2, LocalDate.class),
                                    row.getObject(3, LocalDate.class),
                                    HouseholdState.valueOf(row.getString(4))));
                });
        jdbc.sql("select f.household_id, f.visited_on, f.outcome from visit f where " + whose + " and " + knownVisits
                        + lock)
                .params(parameters)
                .query(row -> {
                    of(facts, row.getLong(1))
                            .told()
                            .add(new Told(row.getObject(2, LocalDate.class), VisitOutcome.valueOf(row.getString(3))));
                });
        jdbc.sql("select f.household_id, f.valid_from, f.valid_to, f.level, f.policy_version from informed_member f"
                        + " where " + whose + " and " + known + lock)
                .params(parameters)
                .query(row -> {
                    of(facts, row.getLong(1))
                            .informed()
                            .add(new Informed(
                                    row.getObject(2, LocalDate.class),
                                    row.getObject(3, LocalDate.class),
                                    InformedLevel.valueOf(row.getString(4)),
                                    row.getString(5)));
                });
    }

    private static HouseholdFacts of(Map<Long, HouseholdFacts> facts, long household) {
        return facts.computeIfAbsent(household, id -> HouseholdFacts.none());
    }
}
