package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.believability.Flag;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.devices.DeviceKeys;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.noticed.NoticedRows;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a phone asks by its own key: no session, nobody signed in. */
@Service
public class VisitApp {

    private static final String KEY = "the phone's key says whose it is";
    private static final int DAYS = 14;
    private static final int MOST_OPEN = 200;

    private final DeviceKeys keys;
    private final RecordsByKind intake;
    private final PackReader packs;
    private final AreaDirectory areas;
    private final VisitPhotos photos;
    private final VisitPositions positions;
    private final PolicyDirectory policies;
    private final ObjectProvider<PolicyQuestions> questions;
    private final NoticedRows noticed;
    private final DiskRoom room;
    private final JdbcClient jdbc;
    private final Clock clock;

    VisitApp(
            DeviceKeys keys,
            RecordsByKind intake,
            PackReader packs,
            AreaDirectory areas,
            VisitPhotos photos,
            VisitPositions positions,
            PolicyDirectory policies,
            ObjectProvider<PolicyQuestions> questions,
            NoticedRows noticed,
            DiskRoom room,
            JdbcClient jdbc,
            Clock clock) {
        this.keys = keys;
        this.intake = intake;
        this.packs = packs;
        this.areas = areas;
        this.photos = photos;
        this.positions = positions;
        this.policies = policies;
        this.questions = questions;
        this.noticed = noticed;
        this.room = room;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The answers to a call's records, in their order; those without a readable id come last. */
    public record Taken(Instant now, List<RecordResult> records) {}

    /**
     * Takes in what a phone recorded. Also a phone whose key has ended hands in what it recorded before.
     *
     * @param body {@code {"now": …, "records": [ … at most 100 … ]}}
     * @throws AccessRefused when the key is unknown: nobody would know whose records they are
     * @throws NoRoom when nothing can be stored now
     * @throws RuleViolation when the body is no JSON object with a list of records
     */
    @NotDivisionScoped(KEY)
    public Taken handIn(String key, byte[] body) {
        // Nothing of a stranger is read; what the phone is and may today is asked with its records.
        var device = intake.lately(key);
        if (room.refusesRows()) {
            // Asked before: those who were about to commit may have taken all places, and wait for room themselves.
            throw new NoRoom();
        }
        var handed = PhoneRecords.read(body);
        var answers = new ArrayList<>(intake.take(key, device, handed.now(), handed.records()));
        positions.keep(device, handed.records());
        handed.refused().forEach(id -> answers.add(new RecordResult(id, RecordStatus.REFUSED, null, null)));
        return new Taken(clock.instant(), List.copyOf(answers));
    }

    /**
     * What became of a photo.
     *
     * @param status {@link RecordStatus#RECEIVED} or {@link RecordStatus#AGAIN}
     * @param has how many photos of its record the server has
     */
    public record PhotoTaken(RecordStatus status, int has) {}

    /**
     * Takes a photo in that belongs to a record handed in before; also of a phone whose key has ended. The same again is
     * taken once.
     *
     * @param record the record's id
     * @param photo the photo's own id, made on the phone
     * @param bytes JPEG or PNG; only what is to be seen on it is kept
     * @throws AccessRefused when the key is unknown, or the district takes no photos
     * @throws NotFound when the worker handed in no such record
     * @throws Conflict when the record has enough photos, or the id stands for another one
     * @throws RuleViolation when it is no picture, or too large
     */
    @NotDivisionScoped(KEY)
    public PhotoTaken addPhoto(String key, UUID record, UUID photo, byte[] bytes) {
        return photos.take(device(key), record, photo, bytes);
    }

    /**
     * What the phone needs to work without a line.
     *
     * @throws AccessRefused when the key is unknown or has ended, or its worker serves no village and has nothing else to do
     *     with it today: the phone wipes
     *     what it has of households
     */
    @NotDivisionScoped(KEY)
    @Transactional(readOnly = true)
    public VisitPack pack(String key) {
        var device = device(key);
        var now = clock.instant();
        if (!device.inForce(now)) {
            throw new AccessRefused(
                    device.withdrawnAt() == null ? "households.phone.expired" : "households.phone.withdrawn");
        }
        var today = Times.dayOf(now);
        var villages = device.villages(today);
        var parts = new TreeMap<String, Object>();
        intake.parts().forEach((name, part) -> part.pack(device.person()).ifPresent(needed -> parts.put(name, needed)));
        if (villages.isEmpty() && parts.isEmpty()) {
            throw new AccessRefused("households.phone.no-post");
        }
        var worker = jdbc.sql("select name from person where id = :person")
                .param("person", device.person().value())
                .query(String.class)
                .single();
        var photo = villages.stream()
                .flatMap(village -> photos.takenBecause(village).stream())
                .findFirst();
        var position = villages.stream()
                .flatMap(village -> positions.keptBecause(village).stream())
                .findFirst();
        var pool =
                questions.getIfAvailable(() -> PolicyQuestions.NONE).on(today).orElse(null);
        return new VisitPack(
                now,
                worker,
                device.expiresAt(),
                policies.versions().stream()
                        .filter(version -> version.on(today))
                        .map(PolicyDirectory.Version::code)
                        .findFirst()
                        .orElse(null),
                photo.isPresent(),
                photo.orElse(null),
                position.isPresent(),
                position.orElse(null),
                villages.stream()
                        .sorted(Comparator.comparingLong(village -> village.value()))
                        .map(village ->
                                packs.village(village, areas.of(village, today).of(device.person()), pool))
                        .toList(),
                pool == null || villages.isEmpty() ? null : new VisitPack.Questions(pool.version(), pool.questions()),
                parts.isEmpty() ? null : parts);
    }

    /**
     * Notes that a phone was heard of, where there is room for it: what the phone asks for is told in any case.
     *
     * @param unsent how many records it says it has not handed in, 0 to 65,535; null when it says nothing of it
     * @throws AccessRefused when the key is unknown
     */
    @NotDivisionScoped(KEY)
    public void heard(String key, @Nullable Integer unsent) {
        if (room.refusesRows()) {
            return;
        }
        var now = Times.sql(clock.instant());
        // A phone that looks every half minute is one write a minute at most, unless it has something else to say. One
        // seen in the future was seen while the clock stood ahead, and would never be silent.
        jdbc.sql("""
                update device set seen_at = :now, unsent_at = if(:unsent is null, unsent_at, :now),
                  unsent = coalesce(:unsent, unsent)
                where id = :device and (seen_at is null or abs(timestampdiff(second, seen_at, :now)) > 60
                  or :unsent is not null and not unsent <=> :unsent)
                """)
                .param("now", now)
                .param("unsent", unsent)
                .param("device", device(key).id().value())
                .update();
    }

    /** How many records of one day, as the server counts them. */
    public record Day(LocalDate day, int visits, int meetings) {}

    /** A record that the town officer has not placed yet. */
    public record Waiting(String id, String receipt, Why why) {}

    /**
     * What the server has of this phone's worker from this phone.
     *
     * @param inForce whether the key is good for what is recorded now
     * @param days of the last fourteen days, by receipt, those on which something came
     * @param waiting the latest first, at most 200
     * @param flags what an inspector may look at first in the worker's records, the latest first
     */
    public record Standing(
            Instant now, boolean inForce, Instant expires, List<Day> days, List<Waiting> waiting, List<Flag> flags) {}

    /**
     * What the server has, for "phone has / server has".
     *
     * @throws AccessRefused when the key is unknown
     */
    @NotDivisionScoped(KEY)
    @Transactional(readOnly = true)
    public Standing standing(String key) {
        var device = device(key);
        var now = clock.instant();
        var from = Times.sql(
                Times.dayOf(now).minusDays(DAYS).atStartOfDay(Times.ZONE).toInstant());
        var days = jdbc.sql("""
                select day, sum(visits), sum(meetings) from (
                  select date(recorded_at + interval 8 hour) day, count(*) visits, 0 meetings from visit
                  where device_id = :device and recorded_at >= :from and meeting_id is null group by 1
                  union all select date(recorded_at + interval 8 hour), 0, count(*) from meeting
                  where device_id = :device and recorded_at >= :from group by 1) counted
                group by day order by day desc
                """)
                .param("device", device.id().value())
                .param("from", from)
                .query((row, index) -> new Day(row.getObject(1, LocalDate.class), row.getInt(2), row.getInt(3)))
                .list();
        var waiting = jdbc.sql("""
                select client_id, received_at, id, reason from record_to_match
                where device_id = :device and settled_at is null order by id desc limit :most
                """)
                .param("device", device.id().value())
                .param("most", MOST_OPEN)
                .query((row, index) -> new Waiting(
                        row.getString(1),
                        RecordRows.number(
                                'D', Times.instant(row.getObject(2, java.time.LocalDateTime.class)), row.getLong(3)),
                        Why.valueOf(row.getString(4))))
                .list();
        return new Standing(
                now,
                device.inForce(now),
                device.expiresAt(),
                days,
                waiting,
                noticed.of(device.person(), device.villages(Times.dayOf(now))));
    }

    private Device device(String key) {
        return keys.behind(key).orElseThrow(() -> new AccessRefused("households.phone.key-unknown"));
    }
}
