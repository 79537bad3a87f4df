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
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 待核对: what phones handed in and nobody but the town officer can place. */
@Service
public class RecordsToMatch {

    static final int REASON_LENGTH = 200;

    private static final String SELECT = """
            select r.id, r.client_id, r.payload_hash, r.device_id, r.worker_id, s.name, r.village_id, r.reason,
              r.content, r.happened_at, r.device_at, r.visited_on, r.clock_mark, r.received_at
            from record_to_match r join person s on s.id = r.worker_id
            where r.settled_at is null and
            """;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final HouseholdDirectory households;
    private final VisitBook visits;
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
            FactsWatch watch,
            Writes writes,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.households = households;
        this.visits = visits;
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
     * @param outcome how the visit ended, or null when it is no visit or cannot be read: then it can only be dismissed
     * @param said what it says of the household, if anything: the number as typed, or the number of the household whose id
     *     it names
     */
    public record Line(
            long id,
            String receipt,
            String worker,
            DivisionId village,
            Why why,
            @Nullable VisitOutcome outcome,
            String said,
            LocalDate visitedOn,
            Instant received) {}

    private record Row(
            long id,
            UUID client,
            byte[] hash,
            long device,
            PersonId worker,
            String name,
            DivisionId village,
            Why why,
            String content,
            Instant happenedAt,
            @Nullable Instant deviceAt,
            LocalDate visitedOn,
            @Nullable String mark,
            Instant received) {

        /** The record itself; a household ticked at a meeting is kept as two ids only. */
        @Nullable
        PhoneRecord record() {
            var read = PhoneRecords.read(("{\"records\":[" + content + "]}").getBytes(StandardCharsets.UTF_8));
            return read.records().isEmpty() ? null : read.records().getFirst();
        }

        @Nullable
        Long meeting() {
            var digits = content.startsWith("{\"meeting\":")
                    ? content.replaceAll("\\D+", " ").strip()
                    : "";
            return digits.isEmpty() ? null : Long.valueOf(digits.split(" ")[0]);
        }

        @Nullable
        VisitOutcome outcome() {
            if (meeting() != null) {
                return VisitOutcome.MEETING;
            }
            var record = record();
            return record != null && record.kind() == PhoneRecord.Kind.VISIT ? record.outcome() : null;
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

    /** The records that wait within reach, the first received first; at most 300. */
    @Transactional(readOnly = true)
    public List<Line> open() {
        var reach = access.require(Action.EDIT_LEDGER);
        return jdbc
                .sql(SELECT + Reach.covers("r.village_id") + " order by r.received_at, r.id limit 300")
                .params(reach.parameters())
                .query(this::row)
                .list()
                .stream()
                .map(row -> new Line(
                        row.id(),
                        RecordRows.number('D', row.received(), row.id()),
                        row.name(),
                        row.village(),
                        row.why(),
                        row.outcome(),
                        said(row, reach),
                        row.visitedOn(),
                        row.received()))
                .toList();
    }

    private String said(Row row, Reach reach) {
        var record = row.record();
        if (record == null) {
            return "";
        }
        if (record.number() != null) {
            return record.number();
        }
        return record.household() == null
                ? ""
                : households
                        .find(new HouseholdId(record.household()))
                        .filter(place -> within(place.village(), reach))
                        .map(Place::number)
                        .orElse("");
    }

    /**
     * Says which household a record is of: it becomes a visit of the worker's, on the day on which it was recorded.
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
                .orElseThrow(() -> new NotFound("households.number.unknown", typed.shown()));
        writes.inTransaction(() -> {
            var now = clock.instant();
            watch.around(List.of(place.household()), now, () -> {
                var row = locked(id, reach);
                var outcome = row.outcome();
                if (outcome == null) {
                    throw new RuleViolation("households.match.no-visit");
                }
                var record = row.record();
                var informed = record == null || !outcome.spoke() ? null : record.informed();
                var visit = visits.insertAll(
                                List.of(new NewVisit(
                                        row.why() == Why.DIFFERS
                                                ? UUID.nameUUIDFromBytes(
                                                        ("match|" + id).getBytes(StandardCharsets.UTF_8))
                                                : row.client(),
                                        place.household(),
                                        place.village(),
                                        row.worker(),
                                        row.visitedOn(),
                                        outcome,
                                        informed,
                                        row.hash(),
                                        new NewVisit.OfPhone(
                                                row.device(),
                                                row.meeting(),
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

    /**
     * Settles a record that is of no household.
     *
     * @param reason why, 1 to {@value #REASON_LENGTH} characters; its worker sees it
     * @throws NotFound when the record is out of reach or settled already
     */
    public void dismiss(long id, String reason) {
        var reach = access.require(Action.EDIT_LEDGER);
        var why = reason.strip();
        if (why.isEmpty() || why.length() > REASON_LENGTH) {
            throw new RuleViolation("households.reason.form", REASON_LENGTH);
        }
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

    private boolean within(DivisionId village, Reach reach) {
        return jdbc.sql("select 1 from division d where d.id = :village and " + Reach.covers("d.id"))
                .param("village", village.value())
                .params(reach.parameters())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private Row row(ResultSet row, int index) throws SQLException {
        var deviceAt = row.getObject(11, LocalDateTime.class);
        return new Row(
                row.getLong(1),
                UUID.fromString(row.getString(2)),
                row.getBytes(3),
                row.getLong(4),
                new PersonId(row.getLong(5)),
                Objects.requireNonNullElse(row.getString(6), ""),
                new DivisionId(row.getLong(7)),
                Why.valueOf(row.getString(8)),
                cipher.decrypt(row.getBytes(9)),
                Times.instant(row.getObject(10, LocalDateTime.class)),
                deviceAt == null ? null : Times.instant(deviceAt),
                row.getObject(12, LocalDate.class),
                row.getString(13),
                Times.instant(row.getObject(14, LocalDateTime.class)));
    }
}
