package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.boards.BoardKind;
import cn.mingbai.materials.boards.BoardPlaceId;
import cn.mingbai.materials.boards.BoardPlaces;
import cn.mingbai.materials.boards.Boards;
import cn.mingbai.materials.boards.PlaceDetails;
import cn.mingbai.materials.boards.PlaceKind;
import cn.mingbai.materials.boards.PostingEntry;
import cn.mingbai.print.BoardSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A board's code over the real chain: what anybody sees, and what its village's worker does. */
class BoardFormModuleTest extends BeforeABrowser {

    @Autowired
    BoardPlaces places;

    @Autowired
    Boards boards;

    @Autowired
    LocalSettings settings;

    @Autowired
    Codes codes;

    @Autowired
    Attachments attachments;

    @Autowired
    AttachmentFiles files;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private World.FreshVillage village = new World.FreshVillage("", "", "");
    private BoardPlaceId place = new BoardPlaceId(0);
    private String token = "";
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void aPlace() {
        village = world.freshVillage();
        today = Times.today(clock);
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        settings.set(
                world.division(village.district()), SettingKey.PHONE_DISTRICT_ADVICE, "0431-84500001", "测试", today);
        settings.set(world.division(village.town()), SettingKey.PHONE_TOWN_REPORT, "0431-84500004", "测试", today);
        place = places.add(
                world.division(village.village()),
                new PlaceDetails("秘密东墙", PlaceKind.VILLAGE_OFFICE, BoardKind.BULLETIN, BoardSize.A2),
                today.minusDays(9));
        token = codes.token(CodeKind.BOARD, place.value());
        world.signOut();
    }

    @Test
    void anybodySeesThePolicyAndBothLevelsPhonesAndNoMore() {
        var page = browser.get("/B/" + token);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("扫码看政策，不用登录，不收费", "演示镇", "演示屯村", "谁能申请低保")
                .contains("tel:043184500001", "tel:043184500004", "href=\"/board/" + token + "\"")
                .doesNotContain("秘密东墙", "/visit/", "<script", "<form");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(browser.get("/b/" + token.toLowerCase(java.util.Locale.ROOT)).body())
                .isEqualTo(page.body());
        world.signIn(Role.TOWN_OFFICER, village.town());
        places.replaceCode(place, "测试");
        world.signOut();
        var revoked = browser.get("/B/" + token);
        assertThat(revoked.statusCode()).isEqualTo(404);
        for (var unknown : List.of("0".repeat(26), "x", "%27%20or%201=1", "%F0%A0%AE%B7", "A".repeat(2000))) {
            var answer = browser.get("/B/" + unknown);
            assertThat(answer.statusCode()).as(unknown).isEqualTo(404);
            assertThat(answer.body()).as(unknown).isEqualTo(revoked.body());
        }
    }

    @Test
    void leadsFromTheCodeThroughTheLogInToTheReceiptInThreeInputs() {
        assertThat(Browser.target(browser.get("/board/" + token))).isEqualTo("/login");
        assertThat(Browser.target(browser.signIn(worker(village.village()), LogIns.PASSWORD)))
                .isEqualTo("/board/" + token);
        var form = browser.get("/board/" + token);
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body()).contains("秘密东墙", "未张贴", "张贴了现行的 L26-").doesNotContain("<script", "style=");
        assertThat(inputs(form.body())).containsExactlyInAnyOrder("done", "phones", "day");
        var answer = send(form, Map.of("phones", "yes"));
        assertThat(answer.statusCode()).isBetween(302, 303);
        var receipt = browser.get(Browser.target(answer));
        assertThat(receipt.body()).contains("已登记", "回执号", "秘密东墙", "张贴").doesNotContain("type=\"file\"");
        assertThat(Browser.target(send(form, Map.of("phones", "yes")))).isEqualTo(Browser.target(answer));
        assertThat(history()).hasSize(1);
        assertThat(browser.get("/board/place/" + place.value()).body()).contains("在张贴", "还在，完好", "已撤下");
        var other = send(form, Map.of("phones", "no"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("两份都已留存");
    }

    @Test
    void whatWasTakenDownIsNotSaidToHang() {
        signedIn();
        var path = "/board/place/" + place.value();
        send(browser.get(path), Map.of("phones", "yes"));
        assertThat(standing(browser.get(path).body())).startsWith("在张贴：L26-").endsWith(today + " 张贴");
        send(browser.get(path), Map.of("done", "TAKEN_DOWN"));
        assertThat(standing(browser.get(path).body())).isEqualTo("已撤下");
    }

    private static String standing(String page) {
        var notice = Pattern.compile("id=\"standing\">(.*?)</p>").matcher(page);
        assertThat(notice.find()).isTrue();
        return notice.group(1).replaceAll("<[^>]*>", "");
    }

    @Test
    void whereNoTextIsInForceTheWorkerReadsWhomToAskAndFindsNoFormToFillInVain() {
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        var wall = places.add(
                world.division(village.village()),
                new PlaceDetails("办事大厅", PlaceKind.SERVICE_HALL, BoardKind.WALL, BoardSize.A1),
                today);
        world.signOut();
        var withdrawn = jdbc.sql(
                        "select id from policy_text_effect where code = 'wall-board' and superseded_at = '9999-12-31'")
                .query(Long.class)
                .list();
        jdbc.sql("update policy_text_effect set superseded_at = recorded_at where id in (:ids)")
                .param("ids", withdrawn)
                .update();
        try {
            signedIn();
            var page = browser.get("/board/place/" + wall.value());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("id=\"no-text\"", "请联系镇街").doesNotContain("<form");
        } finally {
            jdbc.sql("update policy_text_effect set superseded_at = '9999-12-31' where id in (:ids)")
                    .param("ids", withdrawn)
                    .update();
        }
    }

    @Test
    void aPlaceIsFoundByTheCodeTypedFromTheWall() {
        signedIn();
        var code = typedCode();
        assertThat(Browser.target(browser.get("/board?code=" + code.toLowerCase(java.util.Locale.ROOT))))
                .isEqualTo("/board/place/" + place.value());
        var wrong = browser.get(
                "/board?code=" + code.substring(0, 5) + (code.charAt(5) == '9' ? '8' : '9') + code.substring(6));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("校验符", "id=\"refused\"");
        var long10k = browser.get("/board?code=" + "B".repeat(5000));
        assertThat(long10k.statusCode()).isEqualTo(422);
        assertThat(long10k.body()).doesNotContain("B".repeat(30));
        assertThat(browser.get("/board?code=%3Cscript%3Ealert(1)%3C/script%3E").body())
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource({
        "done, ''",
        "done, BRIBED",
        "done, POSTED",
        "done, POSTED-x",
        "done, POSTED-999999999999999999",
        "done, POSTED-99999999999999999999999",
        "done, INTACT",
        "done, INTACT-1",
        "phones, ''",
        "phones, maybe",
        "day, 2999-01-01",
        "day, 1999-01-01",
        "day, yesterday",
        "day, ''",
        "clientId, 1",
        "clientId, ''"
    })
    void whatCannotBeTakenComesBackWithTheReasonAndNothingIsWritten(String field, String value) {
        signedIn();
        var form = browser.get("/board/place/" + place.value());
        var fields = new HashMap<>(Map.of("phones", "yes"));
        fields.put(field, value);
        var page = send(form, fields);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("id=\"refused\"", "秘密东墙");
        assertThat(history()).isEmpty();
    }

    @Test
    void aWorkerOfAnotherVillageReadsOnlyThatItIsAnother() {
        browser.signIn(worker(world.freshVillage().village()), LogIns.PASSWORD);
        var page = browser.get("/board/" + token);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("不属于您的单位").doesNotContain("秘密", "演示屯村");
        assertThat(browser.get("/board/place/" + place.value()).statusCode()).isEqualTo(404);
        assertThat(browser.get("/board?code=" + typedCode()).statusCode()).isEqualTo(404);
    }

    @Test
    void aPhotoGoesInWithoutItsPlaceAndABadOneComesBackWithASentence() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        boards.takePhotos(world.division(village.district()), true);
        world.signOut();
        signedIn();
        var receipt = browser.get(
                Browser.target(send(browser.get("/board/place/" + place.value()), Map.of("phones", "yes"))));
        assertThat(receipt.body()).contains("type=\"file\"", "可不附");
        for (var bad : List.of("改名为 .jpg 的文本文件".getBytes(StandardCharsets.UTF_8), new byte[0], new byte[] {
            (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1
        })) {
            var answer = photo(receipt, bad, "照片.jpg");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("id=\"refused\"", "type=\"file\"");
        }
        assertThat(photo(receipt, new byte[10 * 1024 * 1024 + 1], "大.jpg").statusCode())
                .isEqualTo(422);
        for (var size : new int[] {11 * 1024 * 1024 + 1, 13 * 1024 * 1024, 35 * 1024 * 1024}) {
            var answer = photo(receipt, new byte[size], "大.jpg");
            assertThat(answer.statusCode()).as(size + " bytes").isEqualTo(303);
            assertThat(browser.get(Browser.target(answer)).body()).contains("id=\"refused\"", "10", "type=\"file\"");
        }
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg", picture);
        var jpeg = picture.toByteArray();
        var gps = "Exif\0\0MM GPS 43;52 N 125;18 E".getBytes(StandardCharsets.US_ASCII);
        var taken = new ByteArrayOutputStream();
        taken.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1, 0, (byte) (gps.length + 2)});
        taken.writeBytes(gps);
        taken.write(jpeg, 2, jpeg.length - 2);
        assertThat(photo(receipt, taken.toByteArray(), "长".repeat(10_000) + ".jpg")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(history().getFirst().photo()).isNull();
        var answer = photo(receipt, taken.toByteArray(), "../../\u202E" + "长".repeat(100) + ".jpg");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(302, 303);
        assertThat(browser.get(Browser.target(answer)).body()).contains("id=\"has-photo\"");
        var stored = history().getFirst().photo();
        assertThat(stored).isNotNull();
        assertThat(attachments.find(stored).orElseThrow().fileName()).isEqualTo(typedCode() + "-" + today + ".jpg");
        var kept = asOfficer(() -> files.read(stored).bytes());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .startsWith("\u00FF\u00D8")
                .doesNotContain("Exif", "GPS");
    }

    private HttpResponse<String> photo(HttpResponse<String> receipt, byte[] bytes, String name) {
        var form = receipt.body().substring(receipt.body().indexOf("id=\"photo-form\""));
        var action = Pattern.compile("action=\"([^\"]+)\"").matcher(form);
        assertThat(action.find()).isTrue();
        var boundary = "b" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                        + Browser.value(form, "_csrf") + "\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return browser.send(HttpRequest.newBuilder(browser.uri(action.group(1)))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private HttpResponse<String> send(HttpResponse<String> form, Map<String, String> fields) {
        var all = new HashMap<String, String>();
        for (var name : List.of("_csrf", "clientId", "place", "day")) {
            all.put(name, Browser.value(form.body(), name));
        }
        var first = Pattern.compile("name=\"done\"[^>]*value=\"(POSTED-\\d+)\"").matcher(form.body());
        all.put("done", first.find() ? first.group(1) : "");
        all.putAll(fields);
        return browser.postBare("/board", all);
    }

    /** What a person fills in: every visible input by its name, once. */
    private static java.util.Set<String> inputs(String page) {
        return Pattern.compile("<(?:input|select|textarea)(?![^>]*type=\"hidden\")[^>]*name=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(java.util.stream.Collectors.toSet());
    }

    private String typedCode() {
        return asOfficer(() -> boards.one(place).line().place().code());
    }

    private List<PostingEntry> history() {
        return asOfficer(() -> boards.one(place).history());
    }

    private <T> T asOfficer(java.util.function.Supplier<T> call) {
        world.signIn(Role.TOWN_OFFICER, village.town());
        try {
            return call.get();
        } finally {
            world.signOut();
        }
    }

    private void signedIn() {
        browser.signIn(worker(village.village()), LogIns.PASSWORD);
    }

    private String worker(String code) {
        return logIns.worker(code);
    }
}
