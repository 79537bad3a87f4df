package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.attachments.PhotoFile;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.ledger.Writes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Photos of visits and meetings: voluntary, only where the district takes them and said what for. A photo comes after its
 * record and apart from it, so that no picture ever holds a record back; each may be sent as often as it takes.
 */
@Component
class VisitPhotos {

    /** The most photos of one record. */
    static final int MOST = 3;

    private final JdbcClient jdbc;
    private final SettingDirectory settings;
    private final Attachments attachments;
    private final Writes writes;
    private final Audit audit;
    private final Clock clock;

    VisitPhotos(
            JdbcClient jdbc,
            SettingDirectory settings,
            Attachments attachments,
            Writes writes,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.attachments = attachments;
        this.writes = writes;
        this.audit = audit;
        this.clock = clock;
    }

    /** The reason for which photos are taken at a village today; empty where none are. */
    Optional<String> takenBecause(DivisionId village) {
        return Optional.ofNullable(settings.inForce(village, Times.today(clock)).get(SettingKey.VISIT_PHOTO))
                .flatMap(SettingKey::onBecause);
    }

    private record OfRecord(DivisionId village, LocalDate day) {}

    /**
     * Keeps what is to be seen on a photo.
     *
     * @param record the id of the record that the same worker handed in before
     * @param photo the photo's own id, made on the phone
     * @param bytes JPEG or PNG
     * @return what the server has of this record's photos
     * @throws NotFound when the worker handed in no such record
     * @throws AccessRefused when the district takes no photos
     * @throws Conflict when the record has {@value #MOST} photos, or the id stands for another photo
     * @throws RuleViolation when it is no picture, or too large
     */
    VisitApp.PhotoTaken take(Device device, UUID record, UUID photo, byte[] bytes) {
        var of = recordOf(device, record).orElseThrow(() -> new NotFound("households.phone.photo-before-record"));
        var sent = sha256(bytes);
        var before = known(photo, record, sent);
        if (before.isPresent()) {
            return before.get();
        }
        if (takenBecause(of.village()).isEmpty()) {
            throw new AccessRefused("households.phone.photo-off");
        }
        if (count(record) >= MOST) {
            throw new Conflict("households.phone.photo-enough", MOST);
        }
        var plain = PhotoFile.plain(bytes);
        try {
            return writes.inTransaction(() -> {
                // One phone's photos queue here, so that two at once do not pass the limit.
                jdbc.sql("select id from device where id = :id for update")
                        .param("id", device.id().value())
                        .query(Long.class)
                        .single();
                if (count(record) >= MOST) {
                    throw new Conflict("households.phone.photo-enough", MOST);
                }
                var stored = attachments.storePhoto(
                        of.day() + ".jpg", plain, Action.EDIT_LEDGER, of.village(), device.person());
                jdbc.sql("""
                        insert into visit_photo (id, client_id, record_id, device_id, attachment_id, sent, recorded_at)
                        values (next value for visit_photo_seq, :photo, :record, :device, :attachment, :sent, :now)
                        """)
                        .param("photo", photo.toString())
                        .param("record", record.toString())
                        .param("device", device.id().value())
                        .param("attachment", stored.id().value())
                        .param("sent", sent)
                        .param("now", Times.sql(clock.instant()))
                        .update();
                audit.recordFor(
                        device.person(),
                        "visit.photo",
                        "phone " + device.id().value(),
                        of.village(),
                        "attachment " + stored.id().value() + " with record " + record);
                return new VisitApp.PhotoTaken(RecordStatus.RECEIVED, count(record));
            });
        } catch (DuplicateKeyException sentAtTheSameTime) {
            return known(photo, record, sent).orElseThrow(() -> sentAtTheSameTime);
        }
    }

    /** The answer to a photo that is there already. */
    private Optional<VisitApp.PhotoTaken> known(UUID photo, UUID record, byte[] sent) {
        return jdbc.sql("select record_id, sent from visit_photo where client_id = :photo")
                .param("photo", photo.toString())
                .query((row, index) ->
                        row.getString(1).equals(record.toString()) && Arrays.equals(row.getBytes(2), sent))
                .optional()
                .map(same -> {
                    if (!same) {
                        throw new Conflict("households.phone.photo-differs");
                    }
                    return new VisitApp.PhotoTaken(RecordStatus.AGAIN, count(record));
                });
    }

    private int count(UUID record) {
        return jdbc.sql("select count(*) from visit_photo where record_id = :record")
                .param("record", record.toString())
                .query(Integer.class)
                .single();
    }

    private Optional<OfRecord> recordOf(Device device, UUID record) {
        return jdbc
                .sql("""
                select village_id, visited_on from visit where client_id = :record and worker_id = :worker
                union all select village_id, held_on from meeting where client_id = :record and worker_id = :worker
                union all select h.village_id, f.found_on from household_found f join household h on h.id = f.household_id
                where f.client_id = :record and f.recorded_by = :worker
                union all select village_id, visited_on from record_to_match
                where client_id = :record and worker_id = :worker
                """)
                .param("record", record.toString())
                .param("worker", device.person().value())
                .query((row, index) -> new OfRecord(new DivisionId(row.getLong(1)), row.getObject(2, LocalDate.class)))
                .list()
                .stream()
                .findFirst();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
