package cn.mingbai.households.visits;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Spans;
import cn.mingbai.households.ledger.Spans.Span;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes visits and informed members; runs in its caller's transaction. */
@Component
class VisitBook {

    private static final String VISIT = """
            select v.id, v.client_id, v.household_id, v.village_id, h.number, v.visited_on, v.outcome, v.relation,
              v.payload_hash, v.recorded_at, v.worker_id
            from visit v join household h on h.id = v.household_id
            """;

    private final JdbcClient jdbc;
    private final FactsWatch watch;
    private final PolicyDirectory policies;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    VisitBook(JdbcClient jdbc, FactsWatch watch, PolicyDirectory policies, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.watch = watch;
        this.policies = policies;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** A visit as recorded. */
    record Recorded(Receipt receipt, byte[] payloadHash, long worker) {}

    /**
     * Inserts a visit and the statement it makes.
     *
     * @throws DuplicateKeyException when the client id is known
     */
    void insert(VisitDraft draft, DivisionId village) {
        var now = clock.instant();
        var worker = access.caller().person().value();
        var policy = policies.versionInForce(draft.visitedOn());
        watch.around(List.of(draft.household()), now, () -> {
            var id = jdbc.sql("select next value for visit_seq")
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                    insert into visit (id, client_id, household_id, village_id, worker_id, visited_on, outcome,
                      relation, policy_version, payload_hash, recorded_at)
                    values (:id, :client, :household, :village, :worker, :day, :outcome, :relation, :policy, :hash, :now)
                    """)
                    .param("id", id)
                    .param("client", draft.clientId().toString())
                    .param("household", draft.household().value())
                    .param("village", village.value())
                    .param("worker", worker)
                    .param("day", draft.visitedOn())
                    .param("outcome", draft.outcome().name())
                    .param(
                            "relation",
                            draft.informed() == null ? null : draft.informed().name())
                    .param("policy", policy)
                    .param("hash", payloadHash(draft, worker))
                    .param("now", Times.sql(now))
                    .update();
            if (draft.informed() != null) {
                state(draft.household(), new Statement(draft.informed(), InformedLevel.NAMED, policy, id), draft, now);
            }
            audit.record(
                    "visit.record",
                    "household " + draft.household().value(),
                    village,
                    "visit " + id + " on " + draft.visitedOn() + " " + draft.outcome());
        });
    }

    private record Statement(
            Relation relation,
            InformedLevel level,
            @Nullable String policyVersion,
            long visit) {

        boolean covers(Statement other) {
            return relation == other.relation
                    && java.util.Objects.equals(policyVersion, other.policyVersion)
                    && level.compareTo(other.level) >= 0;
        }
    }

    // One informed member at a time. A statement that says no more than the one in force is kept with its visit only.
    private void state(HouseholdId household, Statement statement, VisitDraft draft, java.time.Instant now) {
        List<Span<Statement>> spans = jdbc.sql("""
                select id, valid_from, valid_to, relation, level, policy_version, visit_id from informed_member
                where household_id = :household and superseded_at = '9999-12-31' order by valid_from lock in share mode
                """)
                .param("household", household.value())
                .query((row, index) -> new Span<>(
                        row.getLong(1),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        new Statement(
                                Relation.valueOf(row.getString(4)),
                                InformedLevel.valueOf(row.getString(5)),
                                row.getString(6),
                                row.getLong(7))))
                .list();
        if (Spans.on(spans, draft.visitedOn())
                .filter(span -> span.content().covers(statement))
                .isPresent()) {
            return;
        }
        var change = Spans.from(spans, draft.visitedOn(), statement);
        for (var row : change.superseded()) {
            jdbc.sql("update informed_member set superseded_at = :now where id = :id")
                    .param("now", Times.sql(now))
                    .param("id", row)
                    .update();
        }
        var rows = new ArrayList<>(change.kept());
        rows.add(change.begun());
        for (var span : rows) {
            jdbc.sql("""
                    insert into informed_member (id, household_id, relation, level, policy_version, visit_id,
                      valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                    values (next value for informed_member_seq, :household, :relation, :level, :policy, :visit, :from,
                      :to, :now, '9999-12-31', :by)
                    """)
                    .param("household", household.value())
                    .param("relation", span.content().relation().name())
                    .param("level", span.content().level().name())
                    .param("policy", span.content().policyVersion())
                    .param("visit", span.content().visit())
                    .param("from", span.from())
                    .param("to", span.to())
                    .param("now", Times.sql(now))
                    .param("by", access.caller().person().value())
                    .update();
        }
    }

    /** The visit with this client id, whoever recorded it. */
    Optional<Recorded> byClientId(UUID clientId) {
        return jdbc.sql(VISIT + " where v.client_id = :client")
                .param("client", clientId.toString())
                .query(VisitBook::recorded)
                .optional();
    }

    /** The visit with this client id, if it lies within reach. */
    Optional<Recorded> byClientId(UUID clientId, Reach reach) {
        return jdbc.sql(VISIT + " where v.client_id = :client and " + Reach.covers("v.village_id"))
                .param("client", clientId.toString())
                .params(reach.parameters())
                .query(VisitBook::recorded)
                .optional();
    }

    /** The last visit of a household by day. */
    Optional<Recorded> last(HouseholdId household) {
        return jdbc.sql(VISIT + " where v.household_id = :household order by v.visited_on desc, v.id desc limit 1")
                .param("household", household.value())
                .query(VisitBook::recorded)
                .optional();
    }

    /** Keeps what came with a client id that stands for another content; the same again is kept once. */
    void keepConflict(VisitDraft draft, DivisionId village) {
        var worker = access.caller().person().value();
        try {
            jdbc.sql("""
                    insert into visit_conflict (id, client_id, household_id, village_id, worker_id, visited_on,
                      outcome, relation, payload_hash, recorded_at)
                    values (next value for visit_conflict_seq, :client, :household, :village, :worker, :day, :outcome,
                      :relation, :hash, :now)
                    """)
                    .param("client", draft.clientId().toString())
                    .param("household", draft.household().value())
                    .param("village", village.value())
                    .param("worker", worker)
                    .param("day", draft.visitedOn())
                    .param("outcome", draft.outcome().name())
                    .param(
                            "relation",
                            draft.informed() == null ? null : draft.informed().name())
                    .param("hash", payloadHash(draft, worker))
                    .param("now", Times.sql(clock.instant()))
                    .update();
            audit.record(
                    "visit.conflict",
                    "household " + draft.household().value(),
                    village,
                    "client id " + draft.clientId() + " " + draft.visitedOn() + " " + draft.outcome());
        } catch (DuplicateKeyException keptBefore) {
            // Sent again: it is there.
        }
    }

    static byte[] payloadHash(VisitDraft draft, long worker) {
        var payload = draft.household().value() + "|" + worker + "|" + draft.visitedOn() + "|" + draft.outcome() + "|"
                + (draft.informed() == null ? "" : draft.informed());
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    private static Recorded recorded(ResultSet row, int index) throws SQLException {
        var at = Times.instant(row.getObject(10, LocalDateTime.class));
        var visitedOn = row.getObject(6, LocalDate.class);
        var relation = row.getString(8);
        return new Recorded(
                new Receipt(
                        DateTimeFormatter.BASIC_ISO_DATE.format(Times.dayOf(at)) + "-" + row.getLong(1),
                        UUID.fromString(row.getString(2)),
                        new HouseholdId(row.getLong(3)),
                        new DivisionId(row.getLong(4)),
                        new HouseholdNumber(row.getString(5)).shown(),
                        visitedOn,
                        VisitOutcome.valueOf(row.getString(7)),
                        relation == null ? null : Relation.valueOf(relation),
                        at,
                        visitedOn.isBefore(Times.dayOf(at))),
                row.getBytes(9),
                row.getLong(11));
    }
}
