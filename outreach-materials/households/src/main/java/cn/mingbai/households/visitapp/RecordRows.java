package cn.mingbai.households.visitapp;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.visits.MultiRow;
import cn.mingbai.households.visits.VisitBook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes what phones handed in, in the caller's transaction. */
@Component
class RecordRows {

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    RecordRows(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /** What is there already under a record's id. */
    record Known(
            char table,
            long id,
            byte[] hash,
            long worker,
            Instant recordedAt,
            @Nullable Long visit,
            @Nullable Why why) {

        boolean is(byte[] other, long person) {
            return worker == person && Arrays.equals(hash, other);
        }

        String receipt() {
            return number(table, recordedAt, id);
        }
    }

    /**
     * A day and a running number that tells its kind: bare a visit, M a meeting, B a blank sheet, C answers to three
     * questions, F a household found, D what is to be matched.
     */
    static String number(char table, Instant recordedAt, long id) {
        if (table == 'V') {
            return VisitBook.number(recordedAt, id);
        }
        return DateTimeFormatter.BASIC_ISO_DATE.format(Times.dayOf(recordedAt)) + "-" + table + id;
    }

    /** All that is there under these ids; plain reads. */
    Map<UUID, List<Known>> known(Collection<UUID> ids) {
        var known = new HashMap<UUID, List<Known>>();
        if (ids.isEmpty()) {
            return known;
        }
        // The ids are sent once, and looked up in this order whatever the database guesses of the tables.
        jdbc.sql("""
                with wanted as (
                  select cast(j.id as uuid) id from json_table(:ids, '$[*]' columns (id char(36) path '$')) j
                )
                select t.client_id, 'V', t.id, t.payload_hash, t.worker_id, t.recorded_at, null, null
                from wanted w straight_join visit t on t.client_id = w.id
                union all select t.client_id, 'M', t.id, t.payload_hash, t.worker_id, t.recorded_at, null, null
                from wanted w straight_join meeting t on t.client_id = w.id
                union all select t.client_id, 'B', t.id, t.payload_hash, t.recorded_by, t.recorded_at, null, null
                from wanted w straight_join blank_binding t on t.client_id = w.id
                union all select t.client_id, 'C', t.id, t.payload_hash, t.worker_id, t.recorded_at, null, null
                from wanted w straight_join confirmation t on t.client_id = w.id
                union all select t.client_id, 'F', t.id, t.payload_hash, t.recorded_by, t.recorded_at, null, null
                from wanted w straight_join household_found t on t.client_id = w.id
                union all select t.client_id, 'D', t.id, t.payload_hash, t.worker_id, t.received_at, t.visit_id, t.reason
                from wanted w straight_join record_to_match t on t.client_id = w.id
                """)
                .param(
                        "ids",
                        "[\""
                                + String.join(
                                        "\",\"",
                                        ids.stream()
                                                .distinct()
                                                .map(UUID::toString)
                                                .toList()) + "\"]")
                .query(row -> {
                    var visit = row.getObject(7, Long.class);
                    var why = row.getString(8);
                    known.computeIfAbsent(UUID.fromString(row.getString(1)), id -> new ArrayList<>())
                            .add(new Known(
                                    row.getString(2).charAt(0),
                                    row.getLong(3),
                                    row.getBytes(4),
                                    row.getLong(5),
                                    Times.instant(row.getObject(6, LocalDateTime.class)),
                                    visit,
                                    why == null ? null : Why.valueOf(why)));
                });
        return known;
    }

    /**
     * A record that the town officer has to place.
     *
     * @param blank the blank sheet whose code it names and that nobody has yet, or null
     */
    record ToMatch(
            Device device,
            UUID id,
            byte[] hash,
            DivisionId village,
            PhoneRecord.@Nullable Kind kind,
            Why why,
            @Nullable BlankId blank,
            String content,
            @Nullable Instant deviceAt,
            PhoneClock.Reading time) {}

    /** Keeps records for the town officer; the answer holds their ids in this order. */
    List<Long> keep(List<ToMatch> records, Instant received) {
        var ids = new ArrayList<Long>();
        var rows = new ArrayList<Object[]>();
        for (var record : records) {
            var id = next("record_to_match_seq");
            ids.add(id);
            var mark = record.time().mark();
            rows.add(new Object[] {
                id,
                record.id().toString(),
                record.hash(),
                record.device().id().value(),
                record.device().person().value(),
                record.village().value(),
                record.kind() == null ? "?" : record.kind().name(),
                record.why().name(),
                cipher.encrypt(record.content()),
                Times.sql(record.time().happenedAt()),
                record.deviceAt() == null ? null : Times.sql(record.deviceAt()),
                record.time().visitedOn(),
                mark == null ? null : mark.name(),
                Times.sql(received),
                record.blank() == null ? null : record.blank().value()
            });
        }
        MultiRow.insert(
                jdbc,
                "insert into record_to_match (id, client_id, payload_hash, device_id, worker_id, village_id, kind,"
                        + " reason, content, happened_at, device_at, visited_on, clock_mark, received_at, blank_id) values ",
                "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        return ids;
    }

    /** The id of a meeting that is about to be written. */
    long nextMeeting() {
        return next("meeting_seq");
    }

    /** Writes a meeting. */
    void meeting(
            long id, PhoneRecord record, DivisionId village, Device device, PhoneClock.Reading time, Instant received) {
        var mark = time.mark();
        jdbc.sql("""
                insert into meeting (id, client_id, village_id, worker_id, device_id, held_on, place, ticked,
                  payload_hash, happened_at, device_at, clock_mark, recorded_at)
                values (:id, :client, :village, :worker, :device, :day, :place, :ticked, :hash, :happened, :device_at,
                  :mark, :now)
                """)
                .param("id", id)
                .param("client", record.id().toString())
                .param("village", village.value())
                .param("worker", device.person().value())
                .param("device", device.id().value())
                .param("day", time.visitedOn())
                .param("place", record.place())
                .param("ticked", record.ticked().size())
                .param("hash", record.hash())
                .param("happened", Times.sql(time.happenedAt()))
                .param("device_at", record.at() == null ? null : Times.sql(record.at()))
                .param("mark", mark == null ? null : mark.name())
                .param("now", Times.sql(received))
                .update();
    }

    /** Notes to which household a blank sheet was given, and answers the id of the note. */
    long bind(
            PhoneRecord record,
            BlankId blank,
            long household,
            Device device,
            PhoneClock.Reading time,
            Instant received) {
        var id = next("blank_binding_seq");
        jdbc.sql("""
                insert into blank_binding (id, blank_id, household_id, bound_on, recorded_at, superseded_at,
                  recorded_by, client_id, payload_hash)
                values (:id, :blank, :household, :day, :now, '9999-12-31', :by, :client, :hash)
                """)
                .param("id", id)
                .param("blank", blank.value())
                .param("household", household)
                .param("day", time.visitedOn())
                .param("now", Times.sql(received))
                .param("by", device.person().value())
                .param("client", record.id().toString())
                .param("hash", record.hash())
                .update();
        return id;
    }

    private long next(String sequence) {
        return jdbc.sql("select next value for " + sequence).query(Long.class).single();
    }

    /** The id of a household's tick at a meeting. */
    static UUID tick(UUID meeting, long household) {
        return UUID.nameUUIDFromBytes((meeting + "|" + household).getBytes(StandardCharsets.UTF_8));
    }

    /** A household ticked at a meeting, as it is kept when the town officer has to place it. */
    record Tick(long meeting, long household) {

        private static final Pattern FORM = Pattern.compile("\\{\"meeting\":(\\d+),\"household\":(\\d+)}");

        String content() {
            return "{\"meeting\":" + meeting + ",\"household\":" + household + "}";
        }

        /** The tick that was kept so, or nothing when it is something else. */
        static Optional<Tick> of(String content) {
            var matcher = FORM.matcher(content);
            return matcher.matches()
                    ? Optional.of(new Tick(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        }
    }
}
