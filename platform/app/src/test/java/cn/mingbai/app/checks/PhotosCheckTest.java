package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.FieldPhones;
import cn.mingbai.app.LogIns;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** What people hand in as files and photos: how much is read, what is kept, and who gets it back. */
@CheckTest(17)
class PhotosCheckTest {

    private static final long SEED = 17;
    private static final int MB = 1024 * 1024;

    /** What lies in the buffers of both ends of a line within one machine. */
    private static final long ON_THE_WAY = 20L * MB;

    private static final Set<String> STRANGE = Set.of(
            "../",
            "..\\",
            "/etc/",
            "C:\\",
            "\0",
            "\r\n",
            "\u202E",
            "\u200B",
            "%2e%2e%2f",
            "|",
            "<",
            ">",
            "\"",
            ":",
            "*",
            "?",
            ";rm -rf",
            "$(id)",
            "CON",
            ".",
            " ",
            "长",
            "𠮷",
            "\u2028",
            "\uD800",
            "\t",
            "\u007F",
            "..%c0%af");

    @LocalServerPort
    int port;

    @Value("${mingbai.data}")
    Path data;

    @Value("${server.tomcat.max-swallow-size}")
    DataSize swallowed;

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    Attachments attachments;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    LocalSettings settings;

    @Autowired
    RosterChanges changes;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private FieldPhones place;
    private String town = "";

    @BeforeEach
    void place() {
        place = new FieldPhones(context, 1);
        town = place.code.substring(0, 9) + "000";
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void noNameOfAFileLeavesTheStoreOrStaysAsItCame() throws IOException {
        world.signIn(Role.TOWN_OFFICER, town);
        var random = new Random(SEED);
        var pieces = List.copyOf(new TreeSet<>(STRANGE));
        var files = filesOnDisk();
        var first = jdbc.sql("select next value for attachment_seq")
                .query(Long.class)
                .single();
        for (var i = 0; i < 500; i++) {
            var name = random.ints(1 + random.nextInt(5), 0, pieces.size())
                            .mapToObj(pieces::get)
                            .collect(Collectors.joining("a"))
                    + (random.nextBoolean() ? ".pdf" : ".jsp");
            try {
                var stored = store(name, pdf(), world.division(town));
                assertThat(stored.fileName())
                        .as(name)
                        .doesNotContain(
                                "/", "\\", "\0", "\r", "\n", "\u202E", "\u2028", "<", ">", "\"", ":", "*", "?", "|")
                        .doesNotStartWith(".")
                        .endsWith(".pdf")
                        .hasSizeLessThan(250);
            } catch (RuleViolation nameless) {
                assertThat(nameless.key()).isEqualTo("core.attachment.name");
            }
        }
        assertThat(jdbc.sql("select count(*) from attachment where id > ? and file_name is not null")
                        .param(first)
                        .query(Integer.class)
                        .single())
                .as("names in clear")
                .isZero();
        assertThat(filesOnDisk()).as("files beside the database").isEqualTo(files);
    }

    private Set<String> filesOnDisk() throws IOException {
        try (var all = Files.walk(data)) {
            return all.map(path -> data.relativize(path).toString())
                    .filter(path ->
                            !path.startsWith("mariadb") && !path.startsWith("log") && !path.startsWith("search"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void whatIsNotWhatItSaysIsRefusedOrDrawnAnew() throws IOException {
        world.signIn(Role.TOWN_OFFICER, town);
        var refused = 0;
        var kept = 0;
        for (var file : polyglots()) {
            try {
                var stored = store("photo.jpg", file, world.division(town));
                var bytes = read(stored);
                var text = new String(bytes, StandardCharsets.ISO_8859_1);
                assertThat(stored.mediaType()).isIn("image/jpeg", "image/png", "application/pdf");
                if (stored.isPicture()) {
                    assertThat(text)
                            .doesNotContain("<script", "<?php", "<svg", "PK\u0003\u0004", "Exif", "GPS", "http:");
                }
                kept++;
            } catch (MingbaiException notTaken) {
                assertThat(notTaken.key()).startsWith("core.");
                refused++;
            }
        }
        assertThat(refused + kept).isGreaterThanOrEqualTo(100);
        assertThat(refused).isGreaterThan(40);
        assertThat(kept).isGreaterThan(20);
    }

    private List<byte[]> polyglots() {
        var files = new ArrayList<byte[]>();
        var scripts = List.of(
                "<script>alert(1)</script>",
                "<?php system($_GET[1]); ?>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<html><body onload=alert(1)>",
                "PK\u0003\u0004archive",
                "%PDF-1.7 /JavaScript",
                "#!/bin/sh\nid",
                "MZ\u0090\0",
                "GIF89a/*",
                "<?xml version='1.0'?><!DOCTYPE x SYSTEM 'http://127.0.0.1/'>");
        var marks = List.of(
                "",
                "\u00FF\u00D8\u00FF",
                "\u0089PNG\r\n\u001A\n",
                "GIF89a",
                "RIFF0000WEBP",
                "BM",
                "PK\u0003\u0004",
                "\0\0\0 ftypheic");
        for (var script : scripts) {
            for (var mark : marks) {
                files.add((mark + script).getBytes(StandardCharsets.ISO_8859_1));
            }
            // Pictures that are whole, with something behind or within.
            files.add(Mutants.joined(picture("jpeg"), script.getBytes(StandardCharsets.ISO_8859_1)));
            files.add(Mutants.joined(picture("png"), script.getBytes(StandardCharsets.ISO_8859_1)));
            files.add(commented(picture("jpeg"), script));
            files.add(Mutants.joined(
                    TakenPhoto.withExif(picture("jpeg"), 3, ByteOrder.BIG_ENDIAN),
                    script.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return files;
    }

    private static byte[] commented(byte[] jpeg, String comment) {
        var length = comment.length() + 2;
        return Mutants.joined(
                Arrays.copyOf(jpeg, 2),
                new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) (length >> 8), (byte) length},
                comment.getBytes(StandardCharsets.ISO_8859_1),
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    @Test
    void aPhotoOfAPhoneKeepsNothingOfPlaceAndDevice() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, place.district);
        settings.set(world.division(place.district), SettingKey.VISIT_PHOTO, "开通：留影备查", "测试", LocalDate.now());
        world.signOut();
        var key = place.phone();
        var record = UUID.randomUUID();
        var http = HttpClient.newHttpClient();
        assertThat(send(
                                http,
                                key,
                                "/V/records",
                                FieldPhones.body(List.of(FieldPhones.visit(record, place.households.getFirst())))
                                        .getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("RECEIVED");
        var taken = TakenPhoto.withExif(picture("jpeg"), 6, ByteOrder.BIG_ENDIAN);
        var answer = send(http, key, "/V/records/" + record + "/photo?photo=" + UUID.randomUUID(), taken);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var stored = jdbc.sql("select attachment_id from visit_photo where record_id = ?")
                .param(record.toString())
                .query(Long.class)
                .single();
        var raw = jdbc.sql("select content from attachment_part where attachment_id = ?")
                .param(stored)
                .query(byte[].class)
                .single();
        assertThat(new String(raw, StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif", "GPS", "JFIF", TakenPhoto.DEVICE);
        quotaReached(() -> {
            var more = send(http, key, "/V/records/" + record + "/photo?photo=" + UUID.randomUUID(), taken);
            assertThat(more.statusCode())
                    .as("the phone keeps it and comes again")
                    .isEqualTo(429);
            assertThat(more.body()).contains("quota");
            return more;
        });
        var officer = new Browser(port);
        officer.signIn(logIn(world.person(Role.TOWN_OFFICER, town)), LogIns.PASSWORD);
        var seen = officer.get("/attachments/" + stored);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(seen.body()).contains("JFIF").doesNotContain("Exif", "GPS", TakenPhoto.DEVICE);
    }

    /** While nobody may store a byte more. */
    private void quotaReached(Callable<?> meanwhile) throws Exception {
        var target = AopTestUtils.<Attachments>getTargetObject(attachments);
        var usual = Objects.requireNonNull(ReflectionTestUtils.getField(target, "sizeADay"));
        ReflectionTestUtils.setField(target, "sizeADay", DataSize.ofBytes(1));
        try {
            meanwhile.call();
        } finally {
            ReflectionTestUtils.setField(target, "sizeADay", usual);
        }
    }

    private HttpResponse<String> send(HttpClient http, String key, String path, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(new Browser(port).uri(path))
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aPhotosAddressIsOfNoUseToAnybodyElse() {
        world.signIn(Role.TOWN_OFFICER, town);
        var photo = store("现场.jpg", picture("jpeg"), world.division(town));
        var path = "/attachments/" + photo.id().value();
        var own = world.person(Role.TOWN_OFFICER, town);
        var browser = new Browser(port);
        assertThat(browser.get(path).statusCode()).as("nobody").isBetween(302, 303);
        browser.signIn(logIn(own), LogIns.PASSWORD);
        var answer = browser.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("public");

        var other = new Browser(port);
        other.signIn(logIn(world.person(Role.TOWN_OFFICER, World.OTHER_TOWN)), LogIns.PASSWORD);
        assertThat(other.get(path).statusCode()).as("another town").isEqualTo(404);
        var learner = new Browser(port);
        learner.signIn(logIn(world.person(Role.STAFF, place.code)), LogIns.PASSWORD);
        assertThat(learner.get(path).statusCode()).as("a learner").isEqualTo(404);

        transactions.executeWithoutResult(status -> {
            jdbc.sql("update role_grant set valid_to = valid_from where person_id = ?")
                    .param(own.value())
                    .update();
            changes.note(own);
        });
        assertThat(browser.get(path).statusCode()).as("after the role ended").isIn(302, 303, 403, 404);
        transactions.executeWithoutResult(status -> attachments.destroy(photo.id()));
        other.forget();
        other.signIn(logIn(world.person(Role.TOWN_OFFICER, town)), LogIns.PASSWORD);
        assertThat(other.get(path).statusCode()).as("destroyed").isEqualTo(404);
    }

    @Test
    void onePersonsQuotaEndsAndNothingMoreIsKept() {
        world.signIn(Role.TOWN_OFFICER, town);
        var target = AopTestUtils.<Attachments>getTargetObject(attachments);
        var usual = Objects.requireNonNull(ReflectionTestUtils.getField(target, "sizeADay"));
        try {
            ReflectionTestUtils.setField(target, "sizeADay", DataSize.ofBytes(10L * pdf().length));
            var kept = 0;
            for (var i = 0; i < 30; i++) {
                try {
                    store("a" + i + ".pdf", pdf(), world.division(town));
                    kept++;
                } catch (RuleViolation enough) {
                    assertThat(enough.key()).isEqualTo(Attachments.QUOTA);
                }
            }
            assertThat(kept).isEqualTo(10);
        } finally {
            ReflectionTestUtils.setField(target, "sizeADay", usual);
        }
    }

    @Test
    void aBodyWithoutEndIsCutAtItsLimit() throws Exception {
        assertThat(swallowed.toBytes()).as("what is read after a refusal").isBetween(0L, 64L * 1024);
        var key = place.phone();
        var bearer = "Authorization: Bearer " + key;
        var photo = "/V/records/" + UUID.randomUUID() + "/photo?photo=" + UUID.randomUUID();
        assertThat(cut("POST", photo, 2L * MB, bearer)).isEqualTo(413);
        assertThat(cut("POST", "/V/records", MB / 2, bearer)).isEqualTo(413);
        assertThat(cut("POST", "/login", 2L * MB, "Content-Type: application/x-www-form-urlencoded"))
                .isBetween(400, 499);

        var browser = new Browser(port);
        browser.signIn(logIn(world.person(Role.TOWN_OFFICER, town)), LogIns.PASSWORD);
        var cookie = "Cookie: JSESSIONID=" + browser.session();
        var page = new VaadinPage(browser, "people/import");
        // The framework answers for itself when its reading fails.
        assertThat(cut("POST", page.path(), 4L * MB, cookie, "Content-Type: application/json"))
                .isIn(0, 200, 413);
        var rows = jdbc.sql("select count(*) from person").query(Long.class).single();
        var answered = cut("POST", page.file(), 10L * MB, cookie, "Content-Type: text/csv", "X-Filename: a.csv");
        assertThat(answered).as("the upload's answer").isNotEqualTo(200).isLessThan(500);
        assertThat(page.call("{\"type\":\"event\",\"node\":1,\"event\":\"ui-poll\",\"data\":{}}"))
                .as("the sentence with the limit")
                .contains("没有收下", "10MB");
        var small = browser.send(HttpRequest.newBuilder(browser.uri(page.file()))
                .header("X-Filename", "a.csv")
                .POST(HttpRequest.BodyPublishers.ofString("工号,姓名\n1,2\n"))
                .build());
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(page.call("{\"type\":\"event\",\"node\":1,\"event\":\"ui-poll\",\"data\":{}}"))
                .as("a file within the limit is looked at")
                .contains("工号、姓名", "职务");
        assertThat(cut(
                        "POST",
                        "/board/photo/" + UUID.randomUUID(),
                        12L * MB,
                        cookie,
                        "Content-Type: multipart/form-data; boundary=b"))
                .isBetween(300, 499);
        assertThat(jdbc.sql("select count(*) from person").query(Long.class).single())
                .isEqualTo(rows);
    }

    /** Sends a body in chunks, without end; answers the status, 0 when the line was cut before one came. */
    private int cut(String method, String path, long limit, String... headers) throws Exception {
        var most = limit + ON_THE_WAY + 40L * MB;
        var written = 0L;
        try (var socket = new Socket("localhost", port)) {
            socket.setSendBufferSize(16 * 1024);
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port
                            + "\r\nTransfer-Encoding: chunked\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            var multipart = String.join("", headers).contains("multipart");
            var begun = multipart
                    ? "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n"
                    : "";
            if (multipart) {
                out.write((Integer.toHexString(begun.length()) + "\r\n" + begun + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            var block = ("8000\r\n" + "a".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            var status = new int[1];
            var reader = Thread.ofVirtual().start(() -> {
                try {
                    var head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                    if (head.length() == 12) {
                        status[0] = Integer.parseInt(head.substring(9));
                    }
                } catch (IOException | NumberFormatException none) {
                    // Cut without a word.
                }
            });
            try {
                while (written < most) {
                    out.write(block);
                    written += block.length;
                }
            } catch (SocketException cut) {
                // As it should be.
            }
            reader.join(20_000);
            assertThat(written).as("bytes that %s took, of %d", path, most).isLessThan(limit + ON_THE_WAY);
            return status[0];
        }
    }

    private String logIn(PersonId person) {
        return new LogIns(world, accounts).of(person);
    }

    private Attachment store(String name, byte[] bytes, DivisionId division) {
        return Objects.requireNonNull(
                transactions.execute(status -> attachments.store(name, bytes, Action.VIEW_TRAINED_PEOPLE, division)));
    }

    private byte[] read(Attachment stored) {
        return context.getBean(cn.mingbai.core.attachments.AttachmentFiles.class)
                .read(stored.id())
                .bytes();
    }

    private static byte[] pdf() {
        return ("%PDF-1.7 " + "signed ".repeat(20)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] picture(String format) {
        var picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 40).forEach(y -> picture.setRGB(y, y, 0xFF0000));
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return out.toByteArray();
    }
}
