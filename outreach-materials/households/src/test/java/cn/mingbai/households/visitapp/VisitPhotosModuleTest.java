package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.attachments.PhotoFile;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdFiles;
import cn.mingbai.households.ledger.HouseholdId;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Case 11 of the field: three photos, one of them huge, on a weak line. */
@SpringBootTest(classes = TestApplication.class)
class VisitPhotosModuleTest {

    private static final long SEED = 20261126;

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    Devices devices;

    @Autowired
    LocalSettings settings;

    @Autowired
    HouseholdFiles files;

    @Autowired
    AttachmentFiles attachments;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private HouseholdId household;
    private PersonId worker;
    private Phone phone;
    private Instant now;

    @BeforeEach
    void aRegisteredPhone() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        worker = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        now = clock.instant();
        phone = registered(worker);
        photos("开通：新增户请留影备查（演示）");
    }

    @AfterEach
    void asBefore() {
        photos("不开通");
        world.signOut();
    }

    private Phone registered(PersonId person) {
        return new Phone(
                app,
                households.registered(person, now.minus(Duration.ofDays(2))).key());
    }

    private void photos(String value) {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        settings.set(world.division(World.DISTRICT), SettingKey.VISIT_PHOTO, value, "测试", Times.today(clock));
        world.signOut();
    }

    private UUID visited() {
        var id = UUID.randomUUID();
        phone.handIn(now, Phone.visit(id, now, household.value(), "IN_PERSON", null));
        return id;
    }

    private VisitApp.PhotoTaken send(UUID record, UUID photo, byte[] bytes) {
        return app.addPhoto(phone.key(), record, photo, bytes);
    }

    private void refuses(String key, UUID record, UUID photo, byte[] bytes) {
        assertThatExceptionOfType(MingbaiException.class)
                .isThrownBy(() -> send(record, photo, bytes))
                .satisfies(refused -> assertThat(refused.key()).isEqualTo(key));
    }

    @Test
    void threePhotosComeAfterTheirRecordEachOnceAndTheServerSaysHowManyItHas() throws Exception {
        var record = visited();
        var first = UUID.randomUUID();
        var huge = UUID.randomUUID();
        assertThat(send(record, first, picture(800, 600))).isEqualTo(new VisitApp.PhotoTaken(RecordStatus.RECEIVED, 1));
        assertThat(send(record, huge, picture(5000, 3800)))
                .isEqualTo(new VisitApp.PhotoTaken(RecordStatus.RECEIVED, 2));
        // The answer to the second was lost: the phone knows of one, sends again, and hears of two.
        assertThat(send(record, huge, picture(5000, 3800))).isEqualTo(new VisitApp.PhotoTaken(RecordStatus.AGAIN, 2));
        send(record, UUID.randomUUID(), picture(400, 300));
        refuses("households.phone.photo-enough", record, UUID.randomUUID(), picture(40, 30));
        assertThat(kept(record)).isEqualTo(3);
        var largest = jdbc.sql("select max(a.size) from attachment a join visit_photo p on p.attachment_id = a.id"
                        + " where p.record_id = ?")
                .params(record.toString())
                .query(Integer.class)
                .single();
        assertThat(largest).isLessThanOrEqualTo(PhotoFile.MAX_RESULT);
    }

    @Test
    void aPhotoSentFiveTimesAtOnceIsOneAndFourAtOnceAreThree() throws Exception {
        var record = visited();
        var photo = UUID.randomUUID();
        var bytes = picture(300, 200);
        atOnce(5, ignored -> send(record, photo, bytes));
        assertThat(kept(record)).isOne();
        atOnce(4, ignored -> {
            try {
                send(record, UUID.randomUUID(), bytes);
            } catch (MingbaiException enough) {
                assertThat(enough.key()).isEqualTo("households.phone.photo-enough");
            }
        });
        assertThat(kept(record)).isEqualTo(VisitPhotos.MOST);
    }

    private interface Call {
        void make(int number) throws Exception;
    }

    private static void atOnce(int times, Call call) throws Exception {
        var start = new CountDownLatch(1);
        var ended = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(times)) {
            for (var i = 0; i < times; i++) {
                var number = i;
                ended.add(threads.submit(() -> {
                    start.await();
                    call.make(number);
                    return number;
                }));
            }
            start.countDown();
        }
        for (var one : ended) {
            one.get();
        }
    }

    @Test
    void ofAPhotoIsKeptWhatIsToBeSeenAndOnlyOfficersSeeIt() throws Exception {
        var record = visited();
        send(record, UUID.randomUUID(), TakenPhoto.withExif(picture(640, 480), 6, ByteOrder.LITTLE_ENDIAN));
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var photo = files.photos(household).getFirst();
        assertThat(photo.day()).isEqualTo(Times.dayOf(now));
        var id = new AttachmentId(
                Long.parseLong(photo.path().substring(photo.path().indexOf('/') + 1)));
        var bytes = attachments.read(id).bytes();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("Exif", TakenPhoto.DEVICE, "GPS");
        // Held upright: what lay on its side stands.
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(480);
        world.signIn(worker);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> attachments.read(id));
    }

    @Test
    void aPhotoOfAMeetingIsSeenAtTheHouseholdsThatWereThere() {
        var id = UUID.randomUUID();
        phone.handIn(
                now,
                "{\"id\":\"" + id + "\",\"kind\":\"meeting\",\"at\":\"" + now + "\",\"village\":"
                        + village.id().value() + ",\"place\":\"村部\",\"households\":[" + household.value() + "]}");
        send(id, UUID.randomUUID(), picture(64, 48));
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(files.photos(household)).hasSize(1);
    }

    @Test
    void aPhotoOfAHouseholdThatNoListHadIsSeenInItsFile() {
        var id = UUID.randomUUID();
        phone.handIn(
                now,
                "{\"id\":\"" + id + "\",\"kind\":\"found\",\"at\":\"" + now + "\",\"village\":"
                        + village.id().value() + ",\"group\":\"三组\",\"head\":\"赵六\"}");
        assertThat(send(id, UUID.randomUUID(), picture(64, 48)).has()).isOne();
        var found = jdbc.sql("select household_id from household_found where client_id = ?")
                .params(id.toString())
                .query(Long.class)
                .single();
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(files.photos(new HouseholdId(found))).hasSize(1);
        assertThat(files.photos(household)).isEmpty();
    }

    @Test
    void aPhotoOfARecordThatWaitsForTheOfficerIsKeptForIt() {
        var id = UUID.randomUUID();
        phone.handIn(now, Phone.visit(id, now, 999_999_999L, "IN_PERSON", null));
        assertThat(send(id, UUID.randomUUID(), picture(64, 48)).has()).isOne();
    }

    @Test
    void aPhotoBeforeItsRecordWaitsOnThePhoneAndAnothersRecordIsNobodys() {
        var record = UUID.randomUUID();
        refuses("households.phone.photo-before-record", record, UUID.randomUUID(), picture(64, 48));
        var visited = visited();
        var stranger = registered(world.person(Duty.OUTREACH_B, village.code().value(), LocalDate.of(2024, 1, 1)));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> app.addPhoto(stranger.key(), visited, UUID.randomUUID(), picture(64, 48)));
        assertThat(kept(visited)).isZero();
    }

    @Test
    void aPhotoIsTakenOnlyWhileTheDistrictSaysWhatForAndThePackTellsTheWorker() {
        assertThat(app.pack(phone.key()).photo()).isTrue();
        assertThat(app.pack(phone.key()).photoWhy()).isEqualTo("新增户请留影备查（演示）");
        assertThat(app.pack(phone.key()).position()).isFalse();
        photos("不开通");
        assertThat(app.pack(phone.key()).photo()).isFalse();
        assertThat(app.pack(phone.key()).photoWhy()).isNull();
        var record = visited();
        refuses("households.phone.photo-off", record, UUID.randomUUID(), picture(64, 48));
        assertThat(kept(record)).isZero();
        assertThat(jdbc.sql("select count(*) from visit where client_id = ?")
                        .params(record.toString())
                        .query(Integer.class)
                        .single())
                .as("the record stands without its photo")
                .isOne();
    }

    @Test
    void aWithdrawnPhoneStillHandsInThePhotosOfItsRecords() {
        var record = visited();
        world.signIn(worker);
        devices.withdrawOwn(devices.own().getFirst().device(), "换手机");
        world.signOut();
        assertThat(send(record, UUID.randomUUID(), picture(64, 48)).has()).isOne();
    }

    @Test
    void whatIsNoPhotoIsRefusedAndTheSameIdIsNotTwoPhotos() {
        var record = visited();
        refuses("core.photo.none", record, UUID.randomUUID(), new byte[0]);
        refuses("core.photo.type", record, UUID.randomUUID(), "<svg onload='x'/>".getBytes(StandardCharsets.UTF_8));
        refuses("core.photo.unreadable", record, UUID.randomUUID(), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
        var photo = UUID.randomUUID();
        send(record, photo, picture(64, 48));
        refuses("households.phone.photo-differs", record, photo, picture(48, 64));
        var other = visited();
        refuses("households.phone.photo-differs", other, photo, picture(64, 48));
        assertThat(kept(record)).isOne();
    }

    @Test
    void aPositionIsKeptOnlyWhereTheDistrictSaysWhatForAndNoVisitDependsOnIt() {
        var off = visitAt("{\"lat\":43.852301,\"lon\":125.301204,\"accuracy\":12,\"system\":\"WGS84\"}");
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        settings.set(
                world.division(World.DISTRICT), SettingKey.VISIT_POSITION, "开通：边远屯核对路线（演示）", "测试", Times.today(clock));
        world.signOut();
        try {
            assertThat(app.pack(phone.key()).positionWhy()).isEqualTo("边远屯核对路线（演示）");
            var on = visitAt("{\"lat\":43.852301,\"lon\":125.301204,\"accuracy\":12,\"system\":\"WGS84\"}");
            assertThat(positions(off)).isZero();
            assertThat(positions(on)).isOne();
            for (var hostile : new String[] {
                "null",
                "\"here\"",
                "[43.8,125.3]",
                "{\"lat\":943.8,\"lon\":125.3,\"accuracy\":12,\"system\":\"WGS84\"}",
                "{\"lat\":1e400,\"lon\":125.3,\"accuracy\":12,\"system\":\"WGS84\"}",
                "{\"lat\":43.8,\"lon\":125.3,\"accuracy\":-1,\"system\":\"WGS84\"}",
                "{\"lat\":43.8,\"lon\":125.3,\"accuracy\":12,\"system\":\"MARS\"}"
            }) {
                assertThat(positions(visitAt(hostile))).as(hostile).isZero();
            }
            assertThat(jdbc.sql("select cast(content as char) from visit_position where record_id = ?")
                            .params(on.toString())
                            .query(String.class)
                            .single())
                    .doesNotContain("43.85");
        } finally {
            world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
            settings.set(world.division(World.DISTRICT), SettingKey.VISIT_POSITION, "不开通", "测试", Times.today(clock));
            world.signOut();
        }
    }

    private UUID visitAt(String position) {
        var id = UUID.randomUUID();
        var record = Phone.visit(id, now, household.value(), "IN_PERSON", null);
        assertThat(phone.handIn(now, record.substring(0, record.length() - 1) + ",\"position\":" + position + "}")
                        .status())
                .isEqualTo(RecordStatus.RECEIVED);
        return id;
    }

    private int positions(UUID record) {
        return jdbc.sql("select count(*) from visit_position where record_id = ?")
                .params(record.toString())
                .query(Integer.class)
                .single();
    }

    private int kept(UUID record) {
        return jdbc.sql("select count(*) from visit_photo where record_id = ?")
                .params(record.toString())
                .query(Integer.class)
                .single();
    }

    /** A picture of noise, which no JPEG makes small. */
    private static byte[] picture(int width, int height) {
        var random = new Random(SEED);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < height; y += 4) {
            for (var x = 0; x < width; x += 4) {
                var colour = new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)).getRGB();
                for (var i = 0; i < 16; i++) {
                    if (x + i % 4 < width && y + i / 4 < height) {
                        picture.setRGB(x + i % 4, y + i / 4, colour);
                    }
                }
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpg", out);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return out.toByteArray();
    }
}
