package cn.mingbai.households.coverage;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.CountingRule;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Flags;
import cn.mingbai.households.coverage.rule.HouseholdFacts.InState;
import cn.mingbai.households.coverage.rule.HouseholdFacts.InVillage;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Informed;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Joined;
import cn.mingbai.households.coverage.rule.HouseholdFacts.Told;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.InLists;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.VisitsWatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the facts that figures depend on, many households at a time. */
@Component
class FactsReader {

    private static final int CHUNK = 1000;
    private static final int MOST_JOINS = 20;
    private static final String LOCK = " lock in share mode";

    private static final String OF_LEDGER = """
            select 'F', household_id, valid_from, valid_to, null, registered, resident, assisted
            from household_details where household_id in (:ids) and superseded_at = '9999-12-31'
            union all select 'S', household_id, valid_from, valid_to, state, 0, 0, 0
            from household_state where household_id in (:ids) and superseded_at = '9999-12-31'
            union all select 'T', household_id, visited_on, null, outcome, count(*), 0, 0
            from visit where household_id in (:ids) and superseded_at = '9999-12-31' and outcome = 'PHONE'
            group by household_id, superseded_at, outcome, visited_on
            """;

    private final JdbcClient jdbc;

    FactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is known now. The rows are read with a shared lock: in a transaction that began earlier, a plain read would
     * answer what was known then.
     *
     * @param dated those of them whose places and joined households are read too
     */
    Map<Long, HouseholdFacts> current(Collection<Long> households, Collection<Long> dated) {
        return of(households, dated, new Knowledge("f.superseded_at = '9999-12-31'", LOCK, Map.of()));
    }

    /**
     * What was told to households that always belonged to one village, as far as a further visit can change figures under
     * these rules wherever it was made: of a campaign only the first time that counts, by steps in an index that holds all of
     * it. The households must be locked by a transaction that reads what others committed before; nothing else of them is read.
     */
    Map<Long, HouseholdFacts> toldBefore(Collection<Long> households, Collection<CountingRule> rules) {
        var facts = new HashMap<Long, HouseholdFacts>();
        if (rules.isEmpty()) {
            return facts;
        }
        var parameters = new HashMap<String, Object>();
        var parts = new ArrayList<String>();
        var spans = rules.stream()
                .map(rule -> Map.entry(rule.from(), rule.to()))
                .distinct()
                .toList();
        for (var i = 0; i < spans.size(); i++) {
            parameters.put("from" + i, spans.get(i).getKey());
            parameters.put("to" + i, spans.get(i).getValue());
            parts.add("select household_id, min(visited_on), outcome from visit"
                    + " where household_id in (:ids) and superseded_at = '9999-12-31'"
                    + " and outcome in ('IN_PERSON', 'MEETING')"
                    + " and visited_on >= :from" + i + " and visited_on < :to" + i
                    + " group by household_id, superseded_at, outcome");
        }
        var sql = String.join(" union all ", parts);
        inChunks(
                households,
                ids -> jdbc.sql(sql)
                        .param("ids", InLists.padded(List.copyOf(ids)))
                        .params(parameters)
                        .query(row -> {
                            of(facts, row.getLong(1))
                                    .told()
                                    .add(new Told(
                                            row.getObject(2, LocalDate.class), VisitOutcome.valueOf(row.getString(3))));
                        }));
        return facts;
    }

    /**
     * Adds what the ledger says of these households now, and when they were told by phone before.
     *
     * @param facts of them and others
     * @param anew what the transaction has written already, which is no part of what was before
     */
    void addLedger(
            Map<Long, HouseholdFacts> facts, Collection<Long> households, Map<Long, List<VisitsWatch.Told>> anew) {
        inChunks(
                households,
                ids -> jdbc.sql(OF_LEDGER)
                        .param("ids", InLists.padded(List.copyOf(ids)))
                        .query(row -> {
                            var household = row.getLong(2);
                            add(of(facts, household), row, anew.getOrDefault(household, List.of()));
                        }));
    }

    private static void add(HouseholdFacts household, ResultSet row, List<VisitsWatch.Told> anew) throws SQLException {
        var from = row.getObject(3, LocalDate.class);
        var to = row.getObject(4, LocalDate.class);
        switch (row.getString(1)) {
            case "F" ->
                household.flags().add(new Flags(from, to, row.getBoolean(6), row.getBoolean(7), row.getBoolean(8)));
            case "S" -> household.states().add(new InState(from, to, HouseholdState.valueOf(row.getString(5))));
            default -> {
                var outcome = VisitOutcome.valueOf(row.getString(5));
                var written = anew.stream()
                        .filter(told -> told.outcome() == outcome && told.day().equals(from))
                        .count();
                if (row.getInt(6) > written) {
                    household.told().add(new Told(from, outcome));
                }
            }
        }
    }

    /** What was known before an instant, of the households that belonged to a village at any time. */
    Map<Long, HouseholdFacts> ofVillage(DivisionId village, Instant knownBefore) {
        var known = Map.<String, Object>of("village", village.value(), "known", Times.sql(knownBefore));
        var ids = new ArrayList<Long>();
        var dated = new ArrayList<Long>();
        jdbc.sql("""
                select h.id, h.dated from household h where h.village_id = :village and not h.dated
                union select p.household_id, true from household_place p
                where p.village_id = :village and p.recorded_at < :known and p.superseded_at >= :known
                """).params(known).query(row -> {
            ids.add(row.getLong(1));
            if (row.getBoolean(2)) {
                dated.add(row.getLong(1));
            }
        });
        return of(
                ids,
                dated,
                new Knowledge(
                        "f.recorded_at < :known and f.superseded_at >= :known",
                        "",
                        Map.of("known", Times.sql(knownBefore))));
    }

    /** Which rows were known. */
    private record Knowledge(String dated, String lock, Map<String, Object> parameters) {}

    private Map<Long, HouseholdFacts> of(Collection<Long> households, Collection<Long> dated, Knowledge knowledge) {
        var facts = new HashMap<Long, HouseholdFacts>();
        inChunks(households, parameters -> read(facts, knowledge, parameters));
        inChunks(dated, parameters -> places(facts, knowledge, parameters));
        join(facts, dated, knowledge, MOST_JOINS);
        return facts;
    }

    private void inChunks(Collection<Long> households, Consumer<Collection<Long>> read) {
        var ids = households.stream().sorted().toList();
        for (var start = 0; start < ids.size(); start += CHUNK) {
            read.accept(ids.subList(start, Math.min(start + CHUNK, ids.size())));
        }
    }

    private void places(Map<Long, HouseholdFacts> facts, Knowledge knowledge, Collection<Long> ids) {
        jdbc.sql("select f.household_id, f.valid_from, f.valid_to, f.village_id from household_place f"
                        + " where f.household_id in (:ids) and " + knowledge.dated() + knowledge.lock())
                .param("ids", ids)
                .params(knowledge.parameters())
                .query(row -> {
                    of(facts, row.getLong(1))
                            .places()
                            .add(new InVillage(
                                    row.getObject(2, LocalDate.class),
                                    row.getObject(3, LocalDate.class),
                                    row.getLong(4)));
                });
    }

    private record Join(long into, long ended, LocalDate from, LocalDate to) {}

    // What was told to those who joined: their own facts, and those of who had joined them.
    private void join(Map<Long, HouseholdFacts> facts, Collection<Long> dated, Knowledge knowledge, int depth) {
        var joins = new ArrayList<Join>();
        inChunks(
                dated,
                ids -> joins.addAll(jdbc.sql(
                                "select f.other_id, f.household_id, f.valid_from, f.valid_to from household_origin f"
                                        + " where f.other_id in (:ids) and f.kind = 'MERGED' and " + knowledge.dated()
                                        + knowledge.lock())
                        .param("ids", ids)
                        .params(knowledge.parameters())
                        .query((row, index) -> new Join(
                                row.getLong(1),
                                row.getLong(2),
                                row.getObject(3, LocalDate.class),
                                row.getObject(4, LocalDate.class)))
                        .list()));
        if (joins.isEmpty() || depth == 0) {
            return;
        }
        var ended = joins.stream().map(Join::ended).collect(Collectors.toSet());
        var theirs = new HashMap<Long, HouseholdFacts>();
        inChunks(ended, ids -> read(theirs, knowledge, ids));
        join(theirs, ended, knowledge, depth - 1);
        for (var join : joins) {
            of(facts, join.into()).joined().add(new Joined(join.from(), join.to(), of(theirs, join.ended())));
        }
    }

    private void read(Map<Long, HouseholdFacts> facts, Knowledge knowledge, Collection<Long> ids) {
        var whose = "f.household_id in (:ids)";
        var known = knowledge.dated();
        var lock = knowledge.lock();
        var parameters = new HashMap<>(knowledge.parameters());
        parameters.put("ids", ids);
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
        jdbc.sql("select f.household_id, f.visited_on, f.outcome from visit f where " + whose + " and " + known + lock)
                .params(parameters)
                .query(row -> {
                    of(facts, row.getLong(1))
                            .told()
                            .add(new Told(row.getObject(2, LocalDate.class), VisitOutcome.valueOf(row.getString(3))));
                });
        jdbc.sql("select f.household_id, f.valid_from, f.valid_to, f.level, f.policy_version, f.how, f.apart"
                        + " from informed_member f where " + whose + " and " + known + lock)
                .params(parameters)
                .query(row -> {
                    var how = row.getString(6);
                    of(facts, row.getLong(1))
                            .informed()
                            .add(new Informed(
                                    row.getObject(2, LocalDate.class),
                                    row.getObject(3, LocalDate.class),
                                    InformedLevel.valueOf(row.getString(4)),
                                    row.getString(5),
                                    how == null ? null : Answering.valueOf(how),
                                    row.getBoolean(7)));
                });
    }

    private static HouseholdFacts of(Map<Long, HouseholdFacts> facts, long household) {
        return facts.computeIfAbsent(household, id -> HouseholdFacts.none());
    }
}
