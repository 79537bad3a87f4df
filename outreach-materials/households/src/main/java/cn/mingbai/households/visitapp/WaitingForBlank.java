package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.devices.DeviceId;
import cn.mingbai.households.devices.DeviceKeys;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.BlankGiven;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.visits.NewVisit;
import cn.mingbai.households.visits.VisitBook;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Visits and answers that came by the code of a blank sheet before anybody said whose it is: the phone that gave the sheet
 * away was still without a line. They are placed in the transaction in which the sheet is given, with the day on which they
 * were recorded, and nobody has to look at them. Whoever did not serve the household's village on that day stays with the officer.
 */
@Component
@Internal
class WaitingForBlank {

    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final DeviceKeys keys;
    private final HouseholdDirectory households;
    private final VisitBook visits;
    private final Confirmations confirmations;
    private final ObjectProvider<PolicyQuestions> questions;
    private final FactsWatch watch;
    private final Audit audit;

    WaitingForBlank(
            JdbcClient jdbc,
            FieldCipher cipher,
            DeviceKeys keys,
            HouseholdDirectory households,
            VisitBook visits,
            Confirmations confirmations,
            ObjectProvider<PolicyQuestions> questions,
            FactsWatch watch,
            Audit audit) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.keys = keys;
        this.households = households;
        this.visits = visits;
        this.confirmations = confirmations;
        this.questions = questions;
        this.watch = watch;
        this.audit = audit;
    }

    private record Row(
            long id,
            UUID client,
            byte[] hash,
            DeviceId device,
            String content,
            Instant happenedAt,
            @Nullable Instant deviceAt,
            LocalDate day,
            @Nullable String mark) {}

    @EventListener
    void given(BlankGiven given) {
        resolve(given.blank(), given.household(), given.by(), given.at());
    }

    /**
     * Places what waits for a sheet, in the caller's transaction.
     *
     * @param by who gave it to the household
     */
    void resolve(BlankId blank, HouseholdId household, PersonId by, Instant now) {
        var waiting = jdbc.sql("""
                select id, client_id, payload_hash, device_id, content, happened_at, device_at, visited_on, clock_mark
                from record_to_match where blank_id = :blank and settled_at is null and reason = 'UNKNOWN_HOUSEHOLD'
                order by happened_at, id limit :most for update
                """)
                .param("blank", blank.value())
                .param("most", MOST)
                .query(this::row)
                .list();
        if (!waiting.isEmpty()) {
            watch.around(List.of(household), now, () -> waiting.forEach(row -> place(row, household, by, now)));
        }
    }

    private void place(Row row, HouseholdId household, PersonId by, Instant now) {
        var device = keys.byId(row.device()).orElse(null);
        var village = households.villageOn(household, row.day()).orElse(null);
        var read = PhoneRecords.read(("{\"records\":[" + row.content() + "]}").getBytes(StandardCharsets.UTF_8));
        if (device == null
                || village == null
                || !device.serves(village, row.day())
                || read.records().isEmpty()) {
            return;
        }
        var record = read.records().getFirst();
        var became = record.kind() == PhoneRecord.Kind.VISIT
                ? visit(row, record, household, village, device, now)
                : record.kind() == PhoneRecord.Kind.CONFIRM
                        ? confirm(row, record, household, village, device, now)
                        : null;
        if (became == null) {
            return;
        }
        jdbc.sql("update record_to_match set settled_at = :now, settled_by = :by, settled_why = '', visit_id = :visit"
                        + " where id = :id")
                .param("now", Times.sql(now))
                .param("by", by.value())
                .param("visit", became.visit())
                .param("id", row.id())
                .update();
        audit.recordFor(by, "record.match", "record " + row.id(), village, "blank sheet given, " + became.said());
    }

    /** What a record became. */
    private record Became(@Nullable Long visit, String said) {}

    private Became visit(
            Row row, PhoneRecord record, HouseholdId household, DivisionId village, Device device, Instant now) {
        var outcome = Objects.requireNonNull(record.outcome());
        var informed = outcome.spoke() ? record.informed() : null;
        var visit = visits.insertAll(
                        List.of(new NewVisit(
                                row.client(),
                                household,
                                village,
                                device.person(),
                                row.day(),
                                outcome,
                                informed,
                                row.hash(),
                                new NewVisit.OfPhone(
                                        row.device().value(),
                                        null,
                                        row.happenedAt(),
                                        row.deviceAt(),
                                        row.mark(),
                                        record.seconds(),
                                        informed == null ? null : record.member()))),
                        now)[0];
        return new Became(visit, "visit " + visit);
    }

    private @Nullable Became confirm(
            Row row, PhoneRecord record, HouseholdId household, DivisionId village, Device device, Instant now) {
        var confirm = Objects.requireNonNull(record.confirm());
        var right = questions.getIfAvailable(() -> PolicyQuestions.NONE).right(confirm.version(), confirm.answers());
        return right.isEmpty()
                ? null
                : new Became(
                        null,
                        "confirmation "
                                + confirmations
                                        .insertAll(
                                                List.of(new Confirmations.OfPhone(
                                                        row.client(),
                                                        household,
                                                        village,
                                                        device.person(),
                                                        row.device().value(),
                                                        confirm.how(),
                                                        confirm.version(),
                                                        right.getAsInt(),
                                                        row.day(),
                                                        row.happenedAt(),
                                                        row.deviceAt(),
                                                        row.mark(),
                                                        row.hash())),
                                                now)
                                        .ids()
                                        .getFirst());
    }

    private Row row(ResultSet row, int index) throws SQLException {
        var deviceAt = row.getObject(7, LocalDateTime.class);
        return new Row(
                row.getLong(1),
                UUID.fromString(row.getString(2)),
                row.getBytes(3),
                new DeviceId(row.getLong(4)),
                cipher.decrypt(row.getBytes(5)),
                Times.instant(row.getObject(6, LocalDateTime.class)),
                deviceAt == null ? null : Times.instant(deviceAt),
                row.getObject(8, LocalDate.class),
                row.getString(9));
    }
}
