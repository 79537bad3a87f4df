package cn.mingbai.households.noticed;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Flag;
import cn.mingbai.households.visits.MultiRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps flags; what is found no more is superseded, and nothing is overwritten. */
@Component
@Internal
public class NoticedRows {

    private static final int MOST_SHOWN = 50;

    private final JdbcClient jdbc;

    NoticedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for whoever looks at the same records, until the transaction ends. */
    void turn(String subject, Instant now) {
        jdbc.sql("insert into noticed_turn (subject, looked_at) values (:subject, :now)"
                        + " on duplicate key update looked_at = values(looked_at)")
                .param("subject", subject)
                .param("now", Times.sql(now))
                .update();
    }

    /**
     * Brings what is kept in step with what was found.
     *
     * @param since flags that began before are left as they are
     */
    void keep(@Nullable PersonId worker, @Nullable DivisionId village, List<Flag> found, Instant since, Instant now) {
        var kept = new LinkedHashMap<Long, Flag>();
        kept.putAll(read(
                "n.worker_id <=> :worker and n.village_id <=> :village and n.superseded_at = '9999-12-31'"
                        + " and n.from_at >= :since",
                parameters(worker, village, since)));
        var gone = kept.entrySet().stream()
                .filter(entry -> !found.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            jdbc.sql("update noticed set superseded_at = :now where id in (:gone)")
                    .param("now", Times.sql(now))
                    .param("gone", gone)
                    .update();
        }
        found.stream()
                .filter(flag -> !kept.containsValue(flag) && !flag.from().isBefore(since))
                .forEach(flag -> insert(worker, village, flag, now));
    }

    private static Map<String, Object> parameters(
            @Nullable PersonId worker, @Nullable DivisionId village, Instant since) {
        var parameters = new java.util.HashMap<String, Object>();
        parameters.put("worker", worker == null ? null : worker.value());
        parameters.put("village", village == null ? null : village.value());
        parameters.put("since", Times.sql(since));
        return parameters;
    }

    private void insert(@Nullable PersonId worker, @Nullable DivisionId village, Flag flag, Instant now) {
        long id =
                jdbc.sql("select next value for noticed_seq").query(Long.class).single();
        jdbc.sql("""
                insert into noticed (id, worker_id, village_id, why, number, from_at, to_at, found_at, superseded_at)
                values (:id, :worker, :village, :why, :number, :from, :to, :now, '9999-12-31')
                """)
                .param("id", id)
                .param("worker", worker == null ? null : worker.value())
                .param("village", village == null ? null : village.value())
                .param("why", flag.why().name())
                .param("number", flag.number())
                .param("from", Times.sql(flag.from()))
                .param("to", Times.sql(flag.to()))
                .param("now", Times.sql(now))
                .update();
        var doors = new ArrayList<Object[]>();
        for (var position = 0; position < flag.households().size(); position++) {
            doors.add(new Object[] {id, position, flag.households().get(position)});
        }
        MultiRow.insert(
                jdbc, "insert into noticed_household (noticed_id, position, household_id) values ", "(?, ?, ?)", doors);
    }

    /**
     * What is noticed of a worker's records now, and of what households of these villages answered by themselves; the
     * latest first, at most {@value #MOST_SHOWN}.
     */
    public List<Flag> of(PersonId worker, Collection<DivisionId> villages) {
        var flags = new ArrayList<>(read(
                        "n.superseded_at = '9999-12-31' and (n.worker_id = :worker or n.village_id in (:villages))",
                        Map.of(
                                "worker",
                                worker.value(),
                                "villages",
                                villages.isEmpty()
                                        ? List.of(-1L)
                                        : villages.stream()
                                                .map(DivisionId::value)
                                                .toList()))
                .values());
        flags.sort(java.util.Comparator.comparing(Flag::to).reversed());
        return List.copyOf(flags.subList(0, Math.min(MOST_SHOWN, flags.size())));
    }

    private Map<Long, Flag> read(String which, Map<String, ?> parameters) {
        record Head(Flag.Why why, Instant from, Instant to, int number) {}
        var heads = new LinkedHashMap<Long, Head>();
        var doors = new LinkedHashMap<Long, List<Long>>();
        jdbc.sql("select n.id, n.why, n.from_at, n.to_at, n.number, h.household_id from noticed n"
                        + " join noticed_household h on h.noticed_id = n.id where " + which
                        + " order by n.id, h.position")
                .params(parameters)
                .query(row -> {
                    heads.put(
                            row.getLong(1),
                            new Head(
                                    Flag.Why.valueOf(row.getString(2)),
                                    Times.instant(row.getObject(3, LocalDateTime.class)),
                                    Times.instant(row.getObject(4, LocalDateTime.class)),
                                    row.getInt(5)));
                    doors.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                            .add(row.getLong(6));
                });
        var flags = new LinkedHashMap<Long, Flag>();
        heads.forEach((id, head) -> flags.put(
                id,
                new Flag(
                        head.why(),
                        head.from(),
                        head.to(),
                        List.copyOf(java.util.Objects.requireNonNull(doors.get(id))),
                        head.number())));
        return flags;
    }
}
