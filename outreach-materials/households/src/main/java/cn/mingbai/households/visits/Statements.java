package cn.mingbai.households.visits;

import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Spans;
import cn.mingbai.households.ledger.Spans.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who of a household knows the policy: one informed member at a time. A statement that says no more than the one in force
 * is kept with its visit only.
 */
@Component
class Statements {

    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a visit states from its day on. */
    record Made(
            long household,
            LocalDate day,
            Relation relation,
            @Nullable String policyVersion,
            long visit,
            long by) {}

    private record Content(
            Relation relation,
            InformedLevel level,
            @Nullable String policyVersion,
            @Nullable Long visit,
            long by) {

        boolean covers(Content other) {
            return relation == other.relation
                    && Objects.equals(policyVersion, other.policyVersion)
                    && level.compareTo(other.level) >= 0;
        }
    }

    /** Writes what these statements change, for all their households in one go; in the caller's transaction. */
    void write(List<Made> made, Instant now) {
        if (made.isEmpty()) {
            return;
        }
        var current = current(made.stream().map(Made::household).distinct().toList());
        var superseded = new ArrayList<Long>();
        var fresh = new HashMap<Long, List<Span<Content>>>();
        made.stream().sorted(Comparator.comparing(Made::day)).forEach(statement -> {
            var spans = current.computeIfAbsent(statement.household(), id -> new ArrayList<>());
            var content = new Content(
                    statement.relation(),
                    InformedLevel.NAMED,
                    statement.policyVersion(),
                    statement.visit(),
                    statement.by());
            if (Spans.on(spans, statement.day())
                    .filter(span -> span.content().covers(content))
                    .isPresent()) {
                return;
            }
            var change = Spans.from(spans, statement.day(), content);
            // Rows of this very call have the id 0 and are not written yet: those it replaces are simply left out.
            spans.removeIf(
                    span -> !span.from().isAfter(statement.day()) && span.to().isAfter(statement.day()));
            spans.addAll(change.kept());
            spans.add(change.begun());
            change.superseded().stream().filter(row -> row != 0).forEach(superseded::add);
            fresh.put(
                    statement.household(),
                    spans.stream().filter(span -> span.row() == 0).toList());
        });
        if (!superseded.isEmpty()) {
            jdbc.sql("update informed_member set superseded_at = :now where id in (:rows)")
                    .param("now", Times.sql(now))
                    .param("rows", superseded)
                    .update();
        }
        var rows = new ArrayList<Object[]>();
        fresh.forEach((household, spans) -> spans.forEach(span -> rows.add(new Object[] {
            household,
            span.content().relation().name(),
            span.content().level().name(),
            span.content().policyVersion(),
            span.content().visit(),
            span.from(),
            span.to(),
            Times.sql(now),
            span.content().by()
        })));
        MultiRow.insert(
                jdbc,
                "insert into informed_member (id, household_id, relation, level, policy_version, visit_id, valid_from,"
                        + " valid_to, recorded_at, superseded_at, recorded_by) values ",
                "(next value for informed_member_seq, ?, ?, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)",
                rows);
    }

    private Map<Long, List<Span<Content>>> current(List<Long> households) {
        return jdbc
                .sql("""
                select id, household_id, valid_from, valid_to, relation, level, policy_version, visit_id, recorded_by
                from informed_member where household_id in (:households) and superseded_at = '9999-12-31'
                order by household_id, valid_from lock in share mode
                """)
                .param("households", households)
                .query((row, index) -> Map.entry(
                        row.getLong(2),
                        new Span<>(
                                row.getLong(1),
                                row.getObject(3, LocalDate.class),
                                row.getObject(4, LocalDate.class),
                                new Content(
                                        Relation.valueOf(row.getString(5)),
                                        InformedLevel.valueOf(row.getString(6)),
                                        row.getString(7),
                                        row.getObject(8, Long.class),
                                        row.getLong(9)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        HashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(ArrayList::new))));
    }
}
