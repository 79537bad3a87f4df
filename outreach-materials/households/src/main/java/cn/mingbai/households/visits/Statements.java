package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.InLists;
import cn.mingbai.households.ledger.Spans;
import cn.mingbai.households.ledger.Spans.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who of a household knows the policy: one informed member at a time. A statement that says no more than the one in force
 * is kept with its visit or its confirmation only; whatever the order in which they come, the strongest evidence for a
 * policy version stands. Runs in its caller's transaction, whose household is locked.
 */
@Component
@Internal
public class Statements {

    private static final String INSERT = "insert into informed_member (id, household_id, relation, level, how, apart,"
            + " policy_version, visit_id, confirmation_id, valid_from, valid_to, recorded_at, superseded_at, recorded_by)"
            + " values (next value for informed_member_seq, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Statements(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * What is stated from a day on.
     *
     * @param relation who it is, or null when that was not said: then it is whoever was named before
     * @param how how the questions were answered, or null when they were not
     * @param apart whether the confirmation is shown apart
     * @param visit the visit that it rests on, or null; {@code confirmation} likewise
     * @param by who recorded it, or null when the household answered by itself
     */
    public record Made(
            long household,
            LocalDate day,
            @Nullable Relation relation,
            InformedLevel level,
            @Nullable Answering how,
            boolean apart,
            @Nullable String policyVersion,
            @Nullable Long visit,
            @Nullable Long confirmation,
            @Nullable Long by) {

        /** What an outreach worker says at a visit. */
        static Made named(
                long household, LocalDate day, Relation relation, @Nullable String policyVersion, long visit, long by) {
            return new Made(household, day, relation, InformedLevel.NAMED, null, false, policyVersion, visit, null, by);
        }
    }

    private record Content(
            @Nullable Relation relation,
            InformedLevel level,
            @Nullable Answering how,
            boolean apart,
            @Nullable String policyVersion,
            @Nullable Long visit,
            @Nullable Long confirmation,
            @Nullable Long by) {

        static Content of(Made made, @Nullable Relation namedBefore) {
            return new Content(
                    made.relation() == null ? namedBefore : made.relation(),
                    made.level(),
                    made.how(),
                    made.apart(),
                    made.policyVersion(),
                    made.visit(),
                    made.confirmation(),
                    made.by());
        }

        int strength() {
            return Statements.strength(level, how, apart);
        }

        boolean covers(Made other) {
            var stronger = strength() - Statements.strength(other.level(), other.how(), other.apart());
            return Objects.equals(policyVersion, other.policyVersion())
                    && (stronger > 0 || stronger == 0 && (other.relation() == null || relation == other.relation()));
        }

        boolean isSurpassedBy(Made other) {
            return Objects.equals(policyVersion, other.policyVersion())
                    && strength() < Statements.strength(other.level(), other.how(), other.apart());
        }

        Content shown(boolean apart) {
            return new Content(relation, level, how, apart, policyVersion, visit, confirmation, by);
        }
    }

    /** How much evidence there is: what is shown apart counts for little more than a naming. */
    private static int strength(InformedLevel level, @Nullable Answering how, boolean apart) {
        return switch (level) {
            case NAMED -> 0;
            case CONFIRMED -> apart || how == null ? 1 : 1 + Answering.values().length - how.ordinal();
            case CHECKED -> 2 + Answering.values().length;
        };
    }

    /**
     * Writes what these statements change, for all their households in one go.
     *
     * @return all that was and is stated of each of these households
     */
    public VisitsWatch.Restated write(List<Made> made, Instant now) {
        if (made.isEmpty()) {
            return VisitsWatch.Restated.NOTHING;
        }
        var households = made.stream().map(Made::household).distinct().toList();
        var current = current(households);
        // Also of whom nothing was stated before: what is stated then must not pass for what was.
        households.forEach(household -> current.computeIfAbsent(household, id -> new ArrayList<>()));
        var before = stated(current);
        var superseded = new ArrayList<Long>();
        var changed = new HashSet<Long>();
        made.stream().sorted(Comparator.comparing(Made::day)).forEach(statement -> {
            var spans = Objects.requireNonNull(current.get(statement.household()));
            // A confirmation that comes late holds on over weaker statements of later days.
            Stream.concat(
                            Stream.of(statement.day()),
                            spans.stream()
                                    .filter(span -> span.from().isAfter(statement.day())
                                            && span.content().isSurpassedBy(statement))
                                    .map(Span::from)
                                    .sorted())
                    .toList()
                    .forEach(day -> {
                        if (begin(spans, day, statement, superseded)) {
                            changed.add(statement.household());
                        }
                    });
        });
        supersede(superseded, now);
        insert(
                current.entrySet().stream()
                        .filter(entry -> changed.contains(entry.getKey()))
                        .flatMap(entry -> entry.getValue().stream()
                                .filter(span -> span.row() == 0)
                                .map(span -> new Fresh(entry.getKey(), span)))
                        .toList(),
                now);
        return new VisitsWatch.Restated(before, stated(current));
    }

    private static Map<Long, List<VisitsWatch.Stated>> stated(Map<Long, List<Span<Content>>> all) {
        var stated = new HashMap<Long, List<VisitsWatch.Stated>>();
        all.forEach((household, spans) ->
                stated.put(household, spans.stream().map(Statements::stated).toList()));
        return stated;
    }

    private static VisitsWatch.Stated stated(Span<Content> span) {
        var content = span.content();
        return new VisitsWatch.Stated(
                span.from(), span.to(), content.level(), content.policyVersion(), content.how(), content.apart());
    }

    private static boolean begin(List<Span<Content>> spans, LocalDate day, Made statement, List<Long> superseded) {
        var on = Spans.on(spans, day);
        if (on.filter(span -> span.content().covers(statement)).isPresent()) {
            return false;
        }
        var content =
                Content.of(statement, on.map(span -> span.content().relation()).orElse(null));
        var change = Spans.from(spans, day, content);
        // Rows of this very call have the id 0 and are not written yet: those it replaces are simply left out.
        spans.removeIf(span -> !span.from().isAfter(day) && span.to().isAfter(day));
        spans.addAll(change.kept());
        spans.add(change.begun());
        change.superseded().stream().filter(row -> row != 0).forEach(superseded::add);
        return true;
    }

    /** Shows the statements that rest on these confirmations apart, or no longer. */
    public void showApart(Collection<Long> confirmations, boolean apart, Instant now) {
        if (confirmations.isEmpty()) {
            return;
        }
        var rows = read("confirmation_id in (:ids) and apart <> :apart", Map.of("ids", confirmations, "apart", apart));
        supersede(rows.stream().map(entry -> entry.getValue().row()).toList(), now);
        insert(
                rows.stream()
                        .map(entry -> new Fresh(
                                entry.getKey(),
                                new Span<>(
                                        0,
                                        entry.getValue().from(),
                                        entry.getValue().to(),
                                        entry.getValue().content().shown(apart))))
                        .toList(),
                now);
    }

    private record Fresh(long household, Span<Content> span) {}

    private void supersede(List<Long> rows, Instant now) {
        if (!rows.isEmpty()) {
            jdbc.sql("update informed_member set superseded_at = :now where id in (:rows)")
                    .param("now", Times.sql(now))
                    .param("rows", InLists.padded(rows))
                    .update();
        }
    }

    private void insert(List<Fresh> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return;
        }
        batches.batchUpdate(INSERT, fresh, fresh.size(), (statement, one) -> {
            var content = one.span().content();
            new Bulk(statement)
                    .set(one.household())
                    .set(content.relation())
                    .set(content.level())
                    .set(content.how())
                    .set(content.apart() ? 1 : 0)
                    .set(content.policyVersion())
                    .setOrNull(content.visit())
                    .setOrNull(content.confirmation())
                    .set(one.span().from())
                    .set(one.span().to())
                    .set(now)
                    .setOrNull(content.by());
        });
    }

    /**
     * Undoes what was written for a household at an instant, as long as nothing has followed it.
     *
     * @throws Conflict when a later record changed it since
     */
    void takeBack(long household, Instant written, Instant now) {
        var replaced = jdbc.sql("select count(*) from informed_member where household_id = :household"
                        + " and recorded_at = :at and superseded_at <> '9999-12-31'")
                .param("household", household)
                .param("at", Times.sql(written))
                .query(Integer.class)
                .single();
        if (replaced > 0) {
            throw new Conflict("households.paper.followed");
        }
        var undone = jdbc.sql("update informed_member set superseded_at = :now where household_id = :household"
                        + " and recorded_at = :at")
                .param("now", Times.sql(now))
                .param("household", household)
                .param("at", Times.sql(written))
                .update();
        if (undone == 0) {
            return;
        }
        jdbc.sql("""
                insert into informed_member (id, household_id, relation, level, how, apart, policy_version, visit_id,
                  confirmation_id, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                select next value for informed_member_seq, household_id, relation, level, how, apart, policy_version,
                  visit_id, confirmation_id, valid_from, valid_to, :now, '9999-12-31', recorded_by
                from informed_member where household_id = :household and superseded_at = :at
                """)
                .param("now", Times.sql(now))
                .param("household", household)
                .param("at", Times.sql(written))
                .update();
    }

    private Map<Long, List<Span<Content>>> current(List<Long> households) {
        return read("household_id in (:households)", Map.of("households", InLists.padded(households))).stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        HashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(ArrayList::new))));
    }

    private List<Map.Entry<Long, Span<Content>>> read(String which, Map<String, ?> parameters) {
        return jdbc.sql("""
                select id, household_id, valid_from, valid_to, relation, level, how, apart, policy_version, visit_id,
                  confirmation_id, recorded_by from informed_member where\s""" + which
                        + " and superseded_at = '9999-12-31' order by household_id, valid_from lock in share mode")
                .params(parameters)
                .query((row, index) -> {
                    var relation = row.getString(5);
                    var how = row.getString(7);
                    return Map.entry(
                            row.getLong(2),
                            new Span<>(
                                    row.getLong(1),
                                    row.getObject(3, LocalDate.class),
                                    row.getObject(4, LocalDate.class),
                                    new Content(
                                            relation == null ? null : Relation.valueOf(relation),
                                            InformedLevel.valueOf(row.getString(6)),
                                            how == null ? null : Answering.valueOf(how),
                                            row.getBoolean(8),
                                            row.getString(9),
                                            row.getObject(10, Long.class),
                                            row.getObject(11, Long.class),
                                            row.getObject(12, Long.class))));
                })
                .list();
    }
}
