package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Reason;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.visits.NewVisit;
import cn.mingbai.households.visits.VisitBook;
import cn.mingbai.households.visits.VisitOutcome;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 待核对: what phones and forms handed in and nobody but the town officer can place. */
@Service
public class RecordsToMatch {

    private static final String SELECT = """
            select r.id, r.client_id, r.payload_hash, r.device_id, r.worker_id, s.name, r.village_id, r.reason,
              r.content, r.happened_at, r.device_at, r.visited_on, r.clock_mark, r.received_at, r.said
            from record_to_match r join person s on s.id = r.worker_id
            where r.settled_at is null and
            """;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final HouseholdDirectory households;
    private final VisitBook visits;
    private final Confirmations confirmations;
    private final ObjectProvider<PolicyQuestions> questions;
    private final FactsWatch watch;
    private final Writes writes;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    RecordsToMatch(
            JdbcClient jdbc,
            FieldCipher cipher,
            HouseholdDirectory households,
            VisitBook visits,
            Confirmations confirmations,
            ObjectProvider<PolicyQuestions> questions,
            FactsWatch watch,
            Writes writes,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.households = households;
        this.visits = visits;
        this.confirmations = confirmations;
        this.questions = questions;
        this.watch = watch;
        this.writes = writes;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A record that waits.
     *
     * @param worker the name of who recorded it
     * @param outcome how the visit ended, or null when it is no visit or cannot be read
     * @param answered whether it holds answers to the three questions; what holds neither can only be dismissed
     * @param said what it says of the household, if anything: the number as typed, or the number of the household whose id
     *     it names
     * @param saidIn the village in whose list that number stands
     */
    public record Line(
            long id,
            String receipt,
            String worker,
            DivisionId village,
            Why why,
            @Nullable VisitOutcome outcome,
            boolean answered,
            String said,
            DivisionId saidIn,
            LocalDate visitedOn,
            Instant received) {}

    /**
     * A record as it is kept.
     *
     * @param record what was handed in, or null when it cannot be read; one from a form on the page reads the same
     * @param tick the household ticked at a meeting, kept as two ids only; what a phone sends has an id and cannot look so
     */
    private record Row(
            long id,
            UUID client,
            byte[] hash,
            @Nullable Long device,
            PersonId worker,
            String name,
            DivisionId village,
            Why why,
            @Nullable PhoneRecord record,
            Optional<RecordRows.Tick> tick,
            Instant happenedAt,
            @Nullable Instant deviceAt,
            LocalDate visitedOn,
            @Nullable String mark,
            Instant received) {

        /** The household whose id it names, or null. */
        @Nullable
        Long household() {
            return record == null ? tick.map(RecordRows.Tick::household).orElse(null) : record.household();
        }

        PhoneRecord.@Nullable Confirm confirm() {
            return record == null ? null : record.confirm();
        }

        @Nullable
        VisitOutcome outcome() {
            if (tick.isPresent()) {
                return VisitOutcome.MEETING;
            }
            return record != null
                            && (record.kind() == PhoneRecord.Kind.VISIT || record.kind() == PhoneRecord.Kind.FOUND)
                    ? record.outcome()
                    : null;
        }
    }

    /** How many records wait within reach. */
    @Transactional(readOnly = true)
    public int count() {
        var reach = access.require(Action.EDIT_LEDGER);
        return jdbc.sql("select count(*) from record_to_match r where r.settled_at is null and "
                        + Reach.covers("r.village_id"))
                .params(reach.parameters())
                .query(Integer.class)
                .single();
    }

    /** The ids of the records that wait within reach. */
    List<Long> waiting() {
        var reach = access.require(Action.EDIT_LEDGER);
        return jdbc.sql("select r.id from record_to_match r where r.settled_at is null and "
                        + Reach.covers("r.village_id") + " order by r.id")
                .params(reach.parameters())
                .query(Long.class)
                .list();
    }

    /** The records that wait within reach, the first received first; at most 300. */
    @Transactional(readOnly = true)
    public List<Line> open() {
        var reach = access.require(Action.EDIT_LEDGER);
        var rows = jdbc.sql(SELECT + Reach.covers("r.village_id") + " order by r.received_at, r.id limit 300")
                .params(reach.parameters())
                .query(this::row)
                .list();
        var known =
                known(rows.stream().map(Row::household).filter(Objects::nonNull).toList(), reach);
        return rows.stream()
                .map(row -> {
                    var said = said(row, known);
                    return new Line(
                            row.id(),
                            RecordRows.number('D', row.received(), row.id()),
                            row.name(),
                            row.village(),
                            row.why(),
                            row.outcome(),
                            row.confirm() != null,
                            said.number(),
                            said.village(),
                            row.visitedOn(),
                            row.received());
                })
                .toList();
    }

    private record Named(DivisionId village, String number) {}

    private static Named said(Row row, Map<Long, Named> known) {
        var record = row.record();
        return record != null && record.number() != null
                ? new Named(row.village(), record.number())
                : Objects.requireNonNullElse(known.get(row.household()), new Named(row.village(), ""));
    }

    /** Those of these households that are within reach. */
    private Map<Long, Named> known(List<Long> households, Reach reach) {
        var known = new HashMap<Long, Named>();
        if (!households.isEmpty()) {
            jdbc.sql("select h.id, h.village_id, h.number from household h where h.id in (:ids) and "
                            + Reach.covers("h.village_id"))
                    .param("ids", households)
                    .params(reach.parameters())
                    .query(row -> {
                        known.put(
                                row.getLong(1),
                                new Named(
                                        new DivisionId(row.getLong(2)), new HouseholdNumber(row.getString(3)).shown()));
                    });
        }
        return known;
    }

    /**
     * Says which household a record is of: it becomes a visit of the worker's, or the household's answers, on the day on
     * which it was recorded.
     *
     * @param village where the household is
     * @param number its number with check character
     * @return the household, masked
     * @throws NotFound when the record is out of reach or settled already, or the village has no such household
     * @throws RuleViolation when the check character does not fit, or the record is no visit that can be read
     */
    public Place match(long id, DivisionId village, String number) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        var typed = HouseholdNumber.typed(number);
        var place = households
                .byNumber(village, typed)
                .flatMap(households::find)
                .filter(found ->
                        !known(List.of(found.household().value()), reach).isEmpty())
                .orElseThrow(() -> new NotFound("households.number.unknown", typed.shown()));
        writes.inTransaction(() -> {
            var now = clock.instant();
            watch.around(List.of(place.household()), now, () -> {
                var row = locked(id, reach);
                var outcome = row.outcome();
                if (outcome == null && row.confirm() != null) {
                    confirm(row, place, now);
                    return;
                }
                if (outcome == null) {
                    throw new RuleViolation("households.match.no-visit");
                }
                var record = row.record();
                var informed = record == null || !outcome.spoke() ? null : record.informed();
                var visit = visits.insertAll(
                                List.of(new NewVisit(
                                        clientId(row),
                                        place.household(),
                                        place.village(),
                                        row.worker(),
                                        row.visitedOn(),
                                        outcome,
                                        informed,
                                        row.hash(),
                                        row.device() == null
                                                ? null
                                                : new NewVisit.OfPhone(
                                                        row.device(),
                                                        row.tick()
                                                                .map(RecordRows.Tick::meeting)
                                                                .orElse(null),
                                                        row.happenedAt(),
                                                        row.deviceAt(),
                                                        row.mark(),
                                                        record == null ? null : record.seconds(),
                                                        record == null || informed == null ? null : record.member()))),
                                now)[0];
                settle(id, now, "", visit);
                audit.record("record.match", "record " + id, row.village(), "visit " + visit);
            });
        });
        return place;
    }

    private void confirm(Row row, Place place, Instant now) {
        var confirm = Objects.requireNonNull(row.confirm());
        var right = questions.getIfAvailable(() -> PolicyQuestions.NONE).right(confirm.version(), confirm.answers());
        if (right.isEmpty()) {
            throw new RuleViolation("households.match.no-visit");
        }
        var id = confirmations
                .insertAll(
                        List.of(new Confirmations.OfPhone(
                                clientId(row),
                                place.household(),
                                place.village(),
                                row.worker(),
                                Objects.requireNonNull(row.device(), "expected answers to come from a phone"),
                                confirm.how(),
                                confirm.version(),
                                right.getAsInt(),
                                row.visitedOn(),
                                row.happenedAt(),
                                row.deviceAt(),
                                row.mark(),
                                row.hash())),
                        now)
                .ids()
                .getFirst();
        settle(row.id(), now, "", null);
        audit.record("record.match", "record " + row.id(), row.village(), "confirmation " + id);
    }

    /** What differs from the first record under its id becomes a record of its own. */
    private static UUID clientId(Row row) {
        return row.why() == Why.DIFFERS
                ? UUID.nameUUIDFromBytes(("match|" + row.id()).getBytes(StandardCharsets.UTF_8))
                : row.client();
    }

    /**
     * Settles a record that is of no household.
     *
     * @param reason why, 1 to {@value Reason#LENGTH} characters; its worker sees it
     * @throws NotFound when the record is out of reach or settled already
     */
    public void dismiss(long id, String reason) {
        var reach = access.require(Action.EDIT_LEDGER);
        var why = Reason.checked(reason);
        writes.inTransaction(() -> {
            var row = locked(id, reach);
            settle(id, clock.instant(), why, null);
            audit.record("record.dismiss", "record " + id, row.village(), why);
        });
    }

    private void settle(long id, Instant now, String why, @Nullable Long visit) {
        jdbc.sql("update record_to_match set settled_at = :now, settled_by = :by, settled_why = :why,"
                        + " visit_id = :visit where id = :id")
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .param("why", why)
                .param("visit", visit)
                .param("id", id)
                .update();
    }

    private Row locked(long id, Reach reach) {
        return jdbc.sql(SELECT + "r.id = :id and " + Reach.covers("r.village_id") + " for update")
                .param("id", id)
                .params(reach.parameters())
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private static @Nullable PhoneRecord read(String content) {
        var read = PhoneRecords.read(("{\"records\":[" + content + "]}").getBytes(StandardCharsets.UTF_8));
        return read.records().isEmpty() ? null : read.records().getFirst();
    }

    private Row row(ResultSet row, int index) throws SQLException {
        var content = row.getString(15) == null ? cipher.decrypt(row.getBytes(9)) : row.getString(15);
        var deviceAt = row.getObject(11, LocalDateTime.class);
        return new Row(
                row.getLong(1),
                UUID.fromString(row.getString(2)),
                row.getBytes(3),
                row.getObject(4, Long.class),
                new PersonId(row.getLong(5)),
                Objects.requireNonNullElse(row.getString(6), ""),
                new DivisionId(row.getLong(7)),
                Why.valueOf(row.getString(8)),
                read(content),
                RecordRows.Tick.of(content),
                Times.instant(row.getObject(10, LocalDateTime.class)),
                deviceAt == null ? null : Times.instant(deviceAt),
                row.getObject(12, LocalDate.class),
                row.getString(13),
                Times.instant(row.getObject(14, LocalDateTime.class)));
    }
}
