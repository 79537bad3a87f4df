package cn.mingbai.households.visits;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes visits and informed members; runs in its caller's transaction. */
@Component
@Internal
public class VisitBook {

    private static final String VISIT = """
            select v.id, v.client_id, v.household_id, v.village_id, h.number, v.visited_on, v.outcome, v.relation,
              v.payload_hash, v.recorded_at, v.worker_id
            from visit v join household h on h.id = v.household_id
            """;

    private static final String VISIT_WITH_ENTRY = VISIT.replace(
            "v.worker_id\n",
            "v.worker_id, case when v.device_id is not null then 'PHONE' when v.entered_by is null then 'PAGE'"
                    + " else 'PAPER' end\n");
    private static final String INSERT =
            "insert into visit (id, client_id, household_id, village_id, worker_id, visited_on, outcome, relation,"
                    + " policy_version, payload_hash, recorded_at, device_id, meeting_id, happened_at, device_at,"
                    + " clock_mark, entry_seconds, member, member_hash)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final FactsWatch watch;
    private final VisitIds ids;
    private final Statements statements;
    private final PolicyDirectory policies;
    private final FieldCipher cipher;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    VisitBook(
            JdbcClient jdbc,
            JdbcTemplate batches,
            FactsWatch watch,
            VisitIds ids,
            Statements statements,
            PolicyDirectory policies,
            FieldCipher cipher,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.watch = watch;
        this.ids = ids;
        this.statements = statements;
        this.policies = policies;
        this.cipher = cipher;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** A visit as recorded. */
    record Recorded(Receipt receipt, byte[] payloadHash, long worker) {}

    /**
     * Inserts a visit of the caller's and the statement it makes.
     *
     * @throws DuplicateKeyException when the client id is known
     */
    void insert(VisitDraft draft, DivisionId village) {
        var now = clock.instant();
        var worker = access.caller().person();
        watch.around(List.of(draft.household()), now, () -> {
            var id = insert(draft, village, worker, now);
            audit.record(
                    "visit.record",
                    "household " + draft.household().value(),
                    village,
                    "visit " + id + " on " + draft.visitedOn() + " " + draft.outcome());
        });
    }

    private long insert(VisitDraft draft, DivisionId village, PersonId worker, Instant now) {
        var visit = new NewVisit(
                draft.clientId(),
                draft.household(),
                village,
                worker,
                draft.visitedOn(),
                draft.outcome(),
                draft.informed(),
                payloadHash(draft, worker.value()),
                null);
        return insertAll(List.of(visit), now)[0];
    }

    /**
     * Inserts visits and the statements they make; whoever calls it holds their households locked and keeps the figures
     * in step ({@link FactsWatch}).
     *
     * @return the ids, in the order of the visits
     * @throws DuplicateKeyException when a client id is known
     */
    public long[] insertAll(List<NewVisit> visits, Instant now) {
        return insertAll(visits, policies.versions(), now).ids();
    }

    /**
     * What was inserted.
     *
     * @param ids in the order of the visits
     */
    public record Inserted(long[] ids, VisitsWatch.Change change) {}

    /**
     * Inserts visits and the statements they make like {@link #insertAll(List, Instant)}, for who keeps the figures in step
     * by {@link VisitsWatch}.
     *
     * @param versions the policy calendar
     */
    public Inserted insertAll(List<NewVisit> visits, List<PolicyDirectory.Version> versions, Instant now) {
        var ids = this.ids.take(visits.size());
        var rows = new ArrayList<Row>();
        var statements = new ArrayList<Statements.Made>();
        for (var i = 0; i < ids.length; i++) {
            var visit = visits.get(i);
            var policy = versions.stream()
                    .filter(version -> version.on(visit.visitedOn()))
                    .map(PolicyDirectory.Version::code)
                    .findFirst()
                    .orElse(null);
            rows.add(new Row(ids[i], visit, policy));
            if (visit.informed() != null) {
                statements.add(Statements.Made.named(
                        visit.household().value(),
                        visit.visitedOn(),
                        visit.informed(),
                        policy,
                        ids[i],
                        visit.worker().value()));
            }
        }
        if (!rows.isEmpty()) {
            batches.batchUpdate(INSERT, rows, rows.size(), (statement, row) -> set(statement, row, now));
        }
        return new Inserted(
                ids,
                new VisitsWatch.Change(
                        visits.stream()
                                .map(visit -> new VisitsWatch.Told(
                                        visit.household().value(), visit.visitedOn(), visit.outcome()))
                                .toList(),
                        this.statements.write(statements, now)));
    }

    private record Row(long id, NewVisit visit, @Nullable String policy) {}

    private void set(PreparedStatement statement, Row row, Instant now) throws SQLException {
        var visit = row.visit();
        var phone = visit.phone();
        var member = phone == null ? null : phone.member();
        new Bulk(statement)
                .set(row.id())
                .set(visit.clientId().toString())
                .set(visit.household().value())
                .set(visit.village().value())
                .set(visit.worker().value())
                .set(visit.visitedOn())
                .set(visit.outcome())
                .set(visit.informed())
                .set(row.policy())
                .set(visit.payloadHash())
                .set(now)
                .setOrNull(phone == null ? null : (Long) phone.device())
                .setOrNull(phone == null ? null : phone.meeting())
                .set(phone == null ? null : phone.happenedAt())
                .set(phone == null ? null : phone.deviceAt())
                .set(phone == null ? null : phone.clockMark())
                .setOrNull(
                        phone == null || phone.seconds() == null
                                ? null
                                : (Long) phone.seconds().longValue())
                .set(member == null ? null : cipher.encrypt(member))
                .set(member == null ? null : cipher.searchHash(member));
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
        return jdbc.sql(VISIT + " where v.household_id = :household and v.superseded_at = '9999-12-31'"
                        + " order by v.visited_on desc, v.id desc limit 1")
                .param("household", household.value())
                .query(VisitBook::recorded)
                .optional();
    }

    /**
     * Inserts what a worker noted on paper, entered by the caller.
     *
     * @throws DuplicateKeyException when the client id is known
     */
    void insertPaper(VisitDraft draft, DivisionId village, PersonId worker) {
        var now = clock.instant();
        var enteredBy = access.caller().person().value();
        watch.around(List.of(draft.household()), now, () -> {
            var id = insert(draft, village, worker, now);
            jdbc.sql("update visit set entered_by = :by where id = :id")
                    .param("by", enteredBy)
                    .param("id", id)
                    .update();
            audit.record(
                    "visit.paper",
                    "household " + draft.household().value(),
                    village,
                    "visit " + id + " of person " + worker.value() + " on " + draft.visitedOn() + " "
                            + draft.outcome());
        });
    }

    /** How a visit came here. */
    enum Entry {
        /** From a phone. */
        PHONE,
        /** From the plain form. */
        PAGE,
        /** From paper (补录). */
        PAPER
    }

    /** A visit that stands. */
    record Standing(Receipt receipt, Entry entry) {}

    /** The visits of a household on a day that stand, the first recorded first. */
    List<Standing> on(HouseholdId household, LocalDate day) {
        return jdbc.sql(VISIT_WITH_ENTRY
                        + " where v.household_id = :household and v.visited_on = :day"
                        + " and v.superseded_at = '9999-12-31' order by v.id")
                .param("household", household.value())
                .param("day", day)
                .query(VisitBook::standing)
                .list();
    }

    /** What a person entered from paper since an instant within reach and did not take back, the last first. */
    List<Standing> entered(PersonId by, Instant since, Reach reach, int limit) {
        return jdbc.sql(VISIT_WITH_ENTRY + " where v.entered_by = :by and v.recorded_at >= :since"
                        + " and v.device_id is null and v.superseded_at = '9999-12-31' and "
                        + Reach.covers("v.village_id") + " order by v.id desc limit :limit")
                .param("by", by.value())
                .param("since", Times.sql(since))
                .param("limit", limit)
                .params(reach.parameters())
                .query(VisitBook::standing)
                .list();
    }

    private static Standing standing(ResultSet row, int index) throws SQLException {
        return new Standing(recorded(row, index).receipt(), Entry.valueOf(row.getString(12)));
    }

    /**
     * Takes an entry back, with what it said of the informed member; the figures follow.
     *
     * @throws NotFound when it was taken back since it was read
     */
    void takeBack(Standing entry) {
        var now = clock.instant();
        var receipt = entry.receipt();
        watch.around(List.of(receipt.household()), now, () -> {
            var id = jdbc.sql(
                            "select id from visit where client_id = :client and superseded_at = '9999-12-31' for update")
                    .param("client", receipt.clientId().toString())
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> new NotFound("core.access.not-found"));
            jdbc.sql("update visit set superseded_at = :now where id = :id")
                    .param("now", Times.sql(now))
                    .param("id", id)
                    .update();
            statements.takeBack(receipt.household().value(), receipt.recordedAt(), now);
            audit.record(
                    "visit.take-back",
                    "household " + receipt.household().value(),
                    receipt.village(),
                    "visit " + id + " on " + receipt.visitedOn() + " " + receipt.outcome());
        });
    }

    /**
     * Keeps, for the town officer, what came with a client id that stands for another content; the same again is kept once.
     */
    void keepConflict(VisitDraft draft, DivisionId village) {
        var worker = access.caller().person().value();
        try {
            var said = "{\"id\":\"" + draft.clientId() + "\",\"kind\":\"visit\",\"household\":"
                    + draft.household().value() + ",\"outcome\":\"" + draft.outcome() + "\""
                    + (draft.informed() == null ? "" : ",\"informed\":\"" + draft.informed() + "\"") + "}";
            jdbc.sql("""
                    insert into record_to_match (id, client_id, payload_hash, worker_id, village_id, kind, reason,
                      happened_at, visited_on, received_at, said)
                    values (next value for record_to_match_seq, :client, :hash, :worker, :village, 'VISIT', 'DIFFERS',
                      :now, :day, :now, :said)
                    """)
                    .param("client", draft.clientId().toString())
                    .param("hash", payloadHash(draft, worker))
                    .param("worker", worker)
                    .param("village", village.value())
                    .param("now", Times.sql(clock.instant()))
                    .param("day", draft.visitedOn())
                    .param("said", said)
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

    /** What a worker may note down: the day a visit was recorded and a running number. */
    public static String number(Instant recordedAt, long visit) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(Times.dayOf(recordedAt)) + "-" + visit;
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
                        number(at, row.getLong(1)),
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
