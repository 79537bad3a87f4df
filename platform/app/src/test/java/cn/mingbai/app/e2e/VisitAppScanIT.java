package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.sheets.BlankNumber;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An outreach worker's phone before a door: the camera sees a sheet that was really printed, the number is mistyped, the
 * sheet is another village's, or a blank one; and photos follow on a weak line. No test depends on another.
 */
class VisitAppScanIT extends DemoDistrict {

    private static final int PHONE = 390;
    private static final int NARROW = 360;
    private static final String WORKER = "outreach";
    private static final String VILLAGE = "220172102204";
    private static final String OTHER_VILLAGE = "220172102205";
    private static final List<Integer> DPI = List.of(150, 130, 170, 200);

    /** The line carries as many photos as {@code photos} in the session store says, and then no more. */
    private static final String WEAK_LINE = """
            (() => {
              const truly = window.fetch;
              window.fetch = async (path, ...rest) => {
                if (String(path).includes('/photo')) {
                  const left = Number(sessionStorage.getItem('photos') ?? 1);
                  if (left < 1) throw new TypeError('gone');
                  sessionStorage.setItem('photos', String(left - 1));
                }
                return truly(path, ...rest);
              };
            })();
            """;

    @Autowired
    Codes codes;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    JdbcClient jdbc;

    private record Door(long id, String number) {}

    private DivisionId village(String code) {
        return divisions
                .byCode(new DivisionCode(code), LocalDate.now(Times.ZONE))
                .orElseThrow()
                .id();
    }

    /** A household of a village that is on its list, by its place there. */
    private Door household(String village, int place) {
        return jdbc.sql("select h.id, h.number from household h join household_state s on s.household_id = h.id"
                        + " and s.superseded_at = '9999-12-31' and s.valid_to = '9999-12-31' and s.state = 'DUE'"
                        + " where h.village_id = ? order by h.number limit 1 offset ?")
                .params(village(village).value(), place)
                .query((row, index) -> new Door(row.getLong(1), new HouseholdNumber(row.getString(2)).shown()))
                .single();
    }

    private BlankNumber freeBlank(int place) {
        return jdbc.sql("select b.number from blank_sheet b where b.village_id = ? and not exists (select 1 from"
                        + " blank_binding g where g.blank_id = b.id and g.superseded_at = '9999-12-31')"
                        + " order by b.number limit 1 offset ?")
                .params(village(VILLAGE).value(), place)
                .query((row, index) -> new BlankNumber(row.getInt(1)))
                .single();
    }

    /** Films the sheet of the demo village's print on which this is printed. */
    private Path film(String printed) throws Exception {
        try (var officer = new Chromium(BASE, 1280)) {
            officer.signIn("town", Chromium.PASSWORD);
            var batch = Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(
                            () -> jdbc.sql(
                                            "select batch_id from print_village where village_id = ? and done_at is not null"
                                                    + " order by batch_id desc limit 1")
                                    .params(village(VILLAGE).value())
                                    .query(Long.class)
                                    .optional(),
                            Optional::isPresent)
                    .orElseThrow();
            var link = BASE + "/printed/" + batch + "/" + village(VILLAGE).value();
            var text = new PDFTextStripper();
            try (var pdf = Loader.loadPDF(officer.download(link))) {
                for (var page = 0; page < pdf.getNumberOfPages(); page++) {
                    text.setStartPage(page + 1);
                    text.setEndPage(page + 1);
                    if (text.getText(pdf).contains(printed)) {
                        return film(new PDFRenderer(pdf), page);
                    }
                }
            }
        }
        throw new AssertionError("expected a sheet with " + printed);
    }

    private static Path film(PDFRenderer pages, int page) throws IOException {
        for (var dpi : DPI) {
            var picture = pages.renderImageWithDPI(page, dpi);
            try {
                var points = new QRCodeReader()
                        .decode(
                                new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture))),
                                Map.of(DecodeHintType.TRY_HARDER, true))
                        .getResultPoints();
                return FakeCamera.film(
                        picture,
                        Arrays.stream(points)
                                .mapToDouble(each -> each.getX())
                                .average()
                                .orElseThrow(),
                        Arrays.stream(points)
                                .mapToDouble(each -> each.getY())
                                .average()
                                .orElseThrow());
            } catch (ReaderException unlucky) {
                // At another size this reader finds it; the phone's reader is another one.
            }
        }
        throw new AssertionError("expected a code on page " + page);
    }

    /** Registers the phone at the screen that is asked for, and stands before it. */
    private static void begin(Chromium phone, String screen) {
        phone.open("/V/#" + screen);
        phone.click(By.id("sign-in"));
        phone.see(By.name("username"));
        phone.signIn(WORKER, Chromium.PASSWORD);
        phone.click(By.id("register-go"));
        phone.until(current -> !current.getCurrentUrl().contains("#register"));
    }

    private static void offline(Chromium phone, boolean offline) {
        phone.driver().executeCdpCommand("Network.enable", Map.of());
        phone.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private static void recordInPerson(Chromium phone) {
        phone.click(By.cssSelector("[data-outcome=IN_PERSON]"));
        phone.click(By.cssSelector("[data-relation=HEAD]"));
        phone.see(By.id("kept"));
    }

    private int visits(Door door) {
        return jdbc.sql("select count(*) from visit where household_id = ? and device_id is not null")
                .params(door.id())
                .query(Integer.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(ints = {NARROW, PHONE})
    void aPrintedSheetBeforeTheCameraIsTheHouseholdAndThreeTapsRecordTheVisit(int width) throws Exception {
        var door = household(VILLAGE, width == NARROW ? 3 : 4);
        var before = visits(door);
        try (var phone = Chromium.withCamera(BASE, width, film(door.number()))) {
            begin(phone, "scan");
            phone.see(By.id("ask"));
            assertThat(phone.text()).contains("对吗", door.number());
            assertThat(phone.see(By.id("ask")).getText()).as("masked").contains("*");
            assertThat(phone.scrollsSideways()).isFalse();
            phone.snapshot("visit-app-scanned");
            phone.click(By.id("right"));
            recordInPerson(phone);
            phone.see(By.cssSelector("#receipt.state-sent"));
            phone.snapshot("visit-app-scanned-kept");
            assertThat(visits(door)).isEqualTo(before + 1);
            assertThat(phone.driver().manage().logs().get("browser").getAll().stream()
                            .map(entry -> entry.getMessage())
                            .filter(message -> message.contains("Content Security Policy")))
                    .isEmpty();
        }
    }

    @Test
    void aNumberWithOneWrongCharacterIsRefusedWithAHintWhichOneItMayBe() {
        var door = household(VILLAGE, 5);
        var symbols = door.number().replace("-", "");
        var place = symbols.length() - 2;
        var wrong =
                symbols.substring(0, place) + (symbols.charAt(place) == '7' ? '8' : '7') + symbols.substring(place + 1);
        try (var phone = new Chromium(BASE, PHONE)) {
            begin(phone, "scan");
            phone.see(By.id("no-camera"));
            var field = phone.see(By.id("number"));
            field.sendKeys(wrong, Keys.ENTER);
            phone.see(By.cssSelector("#number-said .notice-error"));
            assertThat(phone.see(By.id("number-said")).getText())
                    .contains("有一位写错了", "第 " + (place + 1) + " 位", door.number());
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("visit-app-number-refused");
            phone.until(current -> current.findElements(By.cssSelector("#number-said .near")).stream()
                            .filter(each -> each.getText().contains(door.number()))
                            .findFirst()
                            .orElse(null))
                    .click();
            phone.see(By.id("ask"));
            assertThat(phone.text()).contains(door.number());

            phone.open("/V/#scan");
            phone.see(By.id("number")).sendKeys("三组12号", Keys.ENTER);
            phone.until(current ->
                    current.findElement(By.id("number-said")).getText().contains("校验码"));
        }
    }

    @Test
    void aForbiddenCameraIsSaidPlainlyWithTheOtherWays() {
        try (var phone = Chromium.withForbiddenCamera(BASE, NARROW)) {
            begin(phone, "scan");
            phone.see(By.cssSelector("#no-camera[data-problem=refused]"));
            assertThat(phone.text()).contains("许可", "户号", "名单", "扫一扫");
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("visit-app-camera-refused");
        }
    }

    @Test
    void anotherVillagesCodeIsRefusedWithoutANameAndTheOwnOpensFromAnyScanner() {
        var stranger = household(OTHER_VILLAGE, 0);
        var own = household(VILLAGE, 6);
        try (var phone = new Chromium(BASE, PHONE)) {
            // As WeChat or the phone's own scanner opens it: the page for everybody, and on it the worker's way.
            phone.open("/H/" + codes.token(CodeKind.HOUSEHOLD, own.id()));
            phone.click(By.id("outreach"));
            phone.click(By.id("sign-in"));
            phone.see(By.name("username"));
            phone.signIn(WORKER, Chromium.PASSWORD);
            phone.click(By.id("register-go"));
            phone.see(By.id("ask"));
            assertThat(phone.text()).as("back at that door").contains(own.number());

            phone.open("/H/" + codes.token(CodeKind.HOUSEHOLD, stranger.id()));
            phone.click(By.id("outreach"));
            phone.see(By.id("elsewhere"));
            assertThat(phone.text()).contains("不属于本村").doesNotContain(stranger.number(), "*");
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("visit-app-elsewhere");
        }
    }

    @Test
    void aBlankSheetIsBoundOnTheSpotWithoutALineAndIsThatHouseholdFromThenOn() throws Exception {
        var blank = freeBlank(0);
        var door = household(VILLAGE, 7);
        try (var phone = Chromium.withCamera(BASE, PHONE, film(blank.shown()))) {
            begin(phone, "home");
            phone.see(By.id("scan"));
            phone.until(current -> ((org.openqa.selenium.JavascriptExecutor) current)
                            .executeScript("return navigator.serviceWorker.controller !== null")
                    == Boolean.TRUE);
            phone.click(By.id("scan"));
            phone.until(current -> current.getCurrentUrl().contains("#blank"));
            offline(phone, true);
            phone.see(By.id("number")).sendKeys(door.number(), Keys.ENTER);
            phone.see(By.id("ask"));
            assertThat(phone.text()).contains(blank.shown(), "对吗");
            phone.snapshot("visit-app-blank");
            phone.click(By.id("right"));
            recordInPerson(phone);
            phone.see(By.cssSelector("#receipt.state-waiting"));

            // The same sheet once more, still without a line: it is that household's now.
            phone.open("/V/#scan");
            phone.see(By.id("ask"));
            assertThat(phone.text()).contains(door.number());
            assertThat(bound(blank)).isNull();

            offline(phone, false);
            phone.open("/V/#records");
            phone.until(current -> current.findElements(By.id("waiting")).isEmpty()
                    && current.findElements(By.id("sent")).size() == 1);
            assertThat(bound(blank)).isEqualTo(door.id());
        }
    }

    private @org.jspecify.annotations.Nullable Long bound(BlankNumber blank) {
        return jdbc.sql("select g.household_id from blank_binding g join blank_sheet b on b.id = g.blank_id"
                        + " where b.village_id = ? and b.number = ? and g.superseded_at = '9999-12-31'")
                .params(village(VILLAGE).value(), blank.value())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    @Test
    void aHouseholdThatNoListHasIsRecordedWithHowItWasFound() {
        try (var phone = new Chromium(BASE, PHONE)) {
            begin(phone, "found");
            phone.click(By.id("found-keep"));
            phone.see(By.cssSelector("#said .notice-error"));
            phone.type(By.id("group"), "三组");
            phone.type(By.id("head"), "演示新户");
            phone.type(By.id("evidence"), "新搬来，邻居说的");
            phone.click(By.cssSelector("input[name=outcome][value=IN_PERSON]"));
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("visit-app-found");
            phone.click(By.id("found-keep"));
            phone.see(By.cssSelector("#receipt.state-sent"));
        }
    }

    /** Case 11 of the field. */
    @Test
    void photosComeAfterTheirRecordAndTwoOfThreeIsSaid() throws Exception {
        var door = household(VILLAGE, 8);
        jdbc.sql("insert into local_setting (id, division_id, setting_key, value, source, valid_from, valid_to,"
                        + " recorded_at, superseded_at) select next value for local_setting_seq, a.ancestor_id,"
                        + " 'visit.photo', '开通：新增户留影备查（演示）', 'test', current_date, '9999-12-31', utc_timestamp(6),"
                        + " '9999-12-31' from division_ancestor a join division_version v on v.division_id = a.ancestor_id"
                        + " and v.level = 'COUNTY' and v.superseded_at = '9999-12-31' and v.valid_to = '9999-12-31'"
                        + " where a.descendant_id = ? and a.valid_to = '9999-12-31'")
                .params(village(VILLAGE).value())
                .update();
        try (var phone = new Chromium(BASE, PHONE)) {
            phone.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WEAK_LINE));
            begin(phone, "household&id=" + door.id());
            phone.driver().executeScript("sessionStorage.setItem('photos', '2')");
            phone.click(By.id("right"));
            recordInPerson(phone);
            assertThat(phone.see(By.id("photo")).getText()).contains("可不附", "新增户留影备查");
            for (var size : List.of(800, 5000, 1600)) {
                var shown =
                        phone.each(By.id("photo-state"), WebElement::getText).getFirst();
                // The field itself is hidden behind its button.
                var photo = photo(size).toString();
                phone.until(current -> {
                    current.findElement(By.id("photo-file")).sendKeys(photo);
                    return true;
                });
                phone.until(current -> !current.findElement(By.id("photo-state"))
                                .getText()
                                .equals(shown)
                        && current.findElement(By.id("photo-state")).getText().contains("张"));
            }
            phone.until(current ->
                    current.findElement(By.id("photo-state")).getText().contains("已上传 2 张，共 3 张"));
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("visit-app-photos");
            var row = jdbc.sql("select count(*) from visit_photo p join visit v on v.client_id = p.record_id"
                            + " where v.household_id = ?")
                    .params(door.id());
            assertThat(row.query(Integer.class).single()).isEqualTo(2);

            // The page was closed meanwhile: what is left is still on the phone, and the records say so.
            phone.driver().executeScript("sessionStorage.setItem('photos', '0')");
            phone.open("/V/");
            phone.open("/V/#records");
            phone.until(
                    current -> current.findElement(By.tagName("body")).getText().contains("已上传 2 张，共 3 张"));
            phone.driver().executeScript("sessionStorage.setItem('photos', '9')");
            phone.driver().navigate().refresh();
            phone.until(
                    current -> current.findElement(By.tagName("body")).getText().contains("照片已上传 3 张"));
            var largest = jdbc.sql("select max(a.size) from attachment a join visit_photo p on p.attachment_id = a.id")
                    .query(Integer.class)
                    .single();
            assertThat(largest).isLessThan(700_000);
        } finally {
            jdbc.sql("delete from local_setting where setting_key = 'visit.photo'")
                    .update();
        }
    }

    /** A picture of noise, as large as a camera's. */
    private static Path photo(int side) throws IOException {
        var random = new Random(side);
        var picture = new BufferedImage(side, side * 3 / 4, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < picture.getHeight(); y += 8) {
            for (var x = 0; x < side; x += 8) {
                var pen = picture.createGraphics();
                pen.setColor(new Color(random.nextInt(0x1000000)));
                pen.fillRect(x, y, 8, 8);
                pen.dispose();
            }
        }
        var file = Files.createTempFile("photo", ".jpg");
        ImageIO.write(picture, "jpg", file.toFile());
        return Objects.requireNonNull(file);
    }
}
