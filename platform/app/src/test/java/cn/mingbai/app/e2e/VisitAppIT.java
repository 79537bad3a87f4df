package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.BindingCards;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Visits recorded on a phone under everything that goes wrong with phones. Each test is a browser of its own and counts what
 * came from its own registration, so that they may run in any order.
 */
class VisitAppIT extends DemoDistrict {

    private static final int PHONE = 390;
    private static final String WORKER = "outreach";
    private static final String NAME = "演示宣传员";

    @Autowired
    PostingDirectory postings;

    @Autowired
    BindingCards cards;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private PersonId person() {
        return postings.byStaffNumber(WORKER).orElseThrow();
    }

    private DivisionId village() {
        return postings.of(person(), LocalDate.now(Times.ZONE)).getFirst().division();
    }

    /** Households of the worker's village, from a place of the list on. */
    private List<Long> households(int from, int count) {
        return jdbc.sql("""
                select h.id from household h join household_state s on s.household_id = h.id
                  and s.superseded_at = '9999-12-31' and s.valid_to = '9999-12-31' and s.state = 'DUE'
                where h.village_id = :village order by h.id limit :count offset :from
                """)
                .param("village", village().value())
                .param("count", count)
                .param("from", from)
                .query(Long.class)
                .list();
    }

    /** The workers to whom the visits of these registrations belong, one for each visit. */
    private List<Long> workers(long... devices) {
        return jdbc.sql("select worker_id from visit where device_id in (:devices) order by id")
                .param("devices", java.util.Arrays.stream(devices).boxed().toList())
                .query(Long.class)
                .list();
    }

    private int visits(long device) {
        return workers(device).size();
    }

    @Test
    void thirtyVisitsRecordedWithoutALineAllArriveAfterThePageWasClosed() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            browser.screenshot("visit-app-home");
            var device = phone.device();
            var doors = households(0, 30);
            assertThat(doors).hasSize(30);

            phone.offline(true);
            for (var i = 0; i < doors.size(); i++) {
                if (i % 5 == 4) {
                    phone.ended(doors.get(i), "LEFT_SHEET");
                } else {
                    phone.met(doors.get(i), i % 2 == 0 ? "HEAD" : "SPOUSE");
                }
            }
            phone.seeState("已存手机，30 条待上传；有信号时打开即可");
            browser.screenshot("visit-app-kept");

            // Closed like an app, without a farewell, and opened again where there is still no line.
            phone.between("line", "gone");
            browser.driver().get("about:blank");
            phone.offline(true);
            browser.open("/V/");
            phone.seeState("30 条待上传");
            phone.go("#records");
            browser.see(By.id("waiting"));
            browser.screenshot("visit-app-records-waiting");
            assertThat(visits(device)).isZero();

            phone.between("line", "");
            phone.offline(false);
            browser.until(current -> visits(device) == 30);
            phone.seeState(VisitAppSteps.ALL_SENT);
            assertThat(workers(device)).containsOnly(person().value());
            assertThat(phone.kept("records"))
                    .hasSize(30)
                    .allSatisfy(row -> assertThat(row.get("state")).isEqualTo("sent"))
                    .allSatisfy(row -> assertThat((String) row.get("receipt")).matches("\\d{8}-\\d+"));
            phone.go("#standing");
            browser.see(By.id("same"));
            browser.seeText("30 次走访");
            browser.screenshot("visit-app-standing");
        }
    }

    @Test
    void anotherWorkerOnTheSamePhoneSeesThatRecordsWaitAndSendsThemUnderNobodyElsesName() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var first = phone.device();
            var doors = households(30, 4);
            phone.offline(true);
            phone.met(doors.get(0), "HEAD");
            phone.met(doors.get(1), "CHILD");
            phone.ended(doors.get(2), "REFUSED");
            browser.driver().get("about:blank");

            phone.offline(false);
            browser.driver().executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*/V/records")));
            var other = otherWorker();
            phone.bindBy(code(other));
            var second = phone.device();
            assertThat(second).isNotEqualTo(first);
            browser.seeText("还有 3 条是 " + NAME + " 记的");
            browser.screenshot("visit-app-second-user");
            phone.met(doors.get(3), "HEAD");
            phone.go("#records");
            browser.see(By.id("waiting"));
            assertThat(browser.driver().findElements(By.cssSelector("li.record")))
                    .as("the second worker reads only what is theirs")
                    .hasSize(1);
            assertThat(phone.kept("packs"))
                    .hasSize(1)
                    .allMatch(pack -> pack.get("person").equals(other.value()));

            browser.driver().executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));
            phone.sendNow();
            browser.until(current -> workers(first, second).size() == 4);
            assertThat(workers(first)).hasSize(3).containsOnly(person().value());
            assertThat(workers(second)).hasSize(1).containsOnly(other.value());
            phone.seeState(VisitAppSteps.ALL_SENT);
            // Nothing waits for the first worker any more: neither their key nor their records stay on the phone.
            browser.until(current -> phone.kept("phones").size() == 1);
            assertThat(phone.kept("records")).hasSize(1);
        }
    }

    /** Another outreach worker of the same village, so that the same doors are theirs too. */
    private PersonId otherWorker() {
        return postings.outreachWorkers(village(), LocalDate.now(Times.ZONE)).stream()
                .map(PostingDirectory.Contact::person)
                .filter(each -> !each.equals(person()))
                .findFirst()
                .orElseThrow();
    }

    private String code(PersonId worker) {
        var address =
                Objects.requireNonNull(transactions.execute(status -> cards.address(worker, village(), person())));
        return address.substring(address.lastIndexOf('/') + 1);
    }

    @Test
    void aMeetingOfSixtyHouseholdsIsOneRecordWithAllOfAGroupTickedAtOnce() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            phone.offline(true);
            phone.go("#meeting");
            browser.type(By.id("place"), "村部会议室");
            var groups = browser.driver().findElements(By.cssSelector("details.group"));
            var ticked = 0;
            for (var group : groups) {
                if (ticked >= 50) {
                    break;
                }
                browser.click(group.findElement(By.tagName("summary")));
                var boxes = boxes(browser, group);
                if (ticked + boxes.size() <= 60) {
                    browser.click(group.findElement(By.className("whole")));
                    ticked += boxes.size();
                }
            }
            var next = groups.stream()
                    .filter(group -> group.getDomAttribute("open") == null)
                    .findFirst()
                    .orElseThrow();
            browser.click(next.findElement(By.tagName("summary")));
            for (var box : boxes(browser, next)) {
                if (ticked < 60) {
                    browser.driver().executeScript("arguments[0].click()", box);
                    ticked++;
                }
            }
            assertThat(browser.see(By.id("count")).getText()).isEqualTo("已勾 60 户");
            browser.snapshot("visit-app-meeting");
            phone.fitsThumbs();

            // Half way through, the page is closed: the ticks are still there.
            browser.driver().get("about:blank");
            browser.open("/V/#meeting");
            browser.until(
                    current -> current.findElement(By.id("count")).getText().equals("已勾 60 户"));
            browser.click(By.id("meeting-keep"));
            browser.see(By.id("kept"));
            phone.offline(false);
            browser.until(current -> visits(device) == 60);
            assertThat(jdbc.sql("select count(*) from meeting where device_id = :device")
                            .param("device", device)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            browser.until(
                    current -> current.findElement(By.id("receipt")).getText().matches("已上传，回执 \\d{8}-M\\d+"));
        }
    }

    @Test
    void everyStepOfARecordFitsAPhoneOf360PixelsAndTakesAtMostThreeTaps() {
        try (var browser = new Chromium(BASE, 360)) {
            var phone = new VisitAppSteps(browser);
            browser.open("/V/");
            browser.see(By.id("sign-in"));
            phone.fitsThumbs();
            browser.screenshot("visit-app-start");
            phone.registerAs(WORKER);
            phone.fitsThumbs();
            var door = households(36, 1).getFirst();
            phone.go("#list");
            browser.click(By.cssSelector("details.group summary"));
            phone.fitsThumbs();
            phone.go("#household&id=" + door);
            assertThat(browser.see(By.id("ask")).getText()).matches("\\S+ \\S+\\*\\S+家，对吗？");
            phone.fitsThumbs();
            browser.screenshot("visit-app-ask");
            browser.click(By.id("right"));
            browser.see(By.id("how"));
            phone.fitsThumbs();
            browser.screenshot("visit-app-how");
            browser.click(By.cssSelector("[data-outcome=IN_PERSON]"));
            browser.see(By.id("who"));
            phone.fitsThumbs();
            browser.screenshot("visit-app-who");
            browser.click(By.cssSelector("[data-relation=SPOUSE]"));
            browser.see(By.id("kept"));
            phone.fitsThumbs();
            browser.until(
                    current -> current.findElement(By.id("receipt")).getText().startsWith("已上传，回执"));
            // Three questions at the door, which confirm what the household knows.
            browser.click(By.id("ask-questions"));
            browser.see(By.id("questions-keep"));
            phone.fitsThumbs();
            browser.screenshot("visit-app-questions");
            browser.driver().executeScript("""
                    document.querySelectorAll('#screen fieldset')
                      .forEach((one) => one.querySelector('input[type=radio]').click());
                    """);
            browser.click(By.id("questions-keep"));
            browser.until(
                    current -> current.findElement(By.id("receipt")).getText().startsWith("已上传，回执"));
            phone.fitsThumbs();
            for (var screen :
                    List.of("#evening", "#meeting", "#records", "#standing", "#settings", "#list&show=away")) {
                phone.go(screen);
                browser.see(By.cssSelector("#screen h1"));
                phone.fitsThumbs();
            }
            phone.go("#settings");
            browser.click(By.id("large"));
            browser.click(By.id("language-en"));
            browser.seeText("Settings and help");
            phone.fitsThumbs();
            phone.go("#home");
            browser.seeText("This evening's round");
            phone.fitsThumbs();
            browser.screenshot("visit-app-home-large-english");
        }
    }

    @Test
    void aWithdrawnPhoneWipesItsListAndStillHandsInWhatItHad() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            var doors = households(40, 2);
            phone.offline(true);
            phone.met(doors.get(0), "HEAD");
            phone.met(doors.get(1), "HEAD");
            end(device, "withdrawn_at");
            phone.offline(false);
            phone.go("#home");
            assertThat(browser.see(By.id("ended")).getText()).contains("已停用");
            browser.screenshot("visit-app-withdrawn");
            assertThat(phone.kept("packs")).isEmpty();
            browser.until(current -> visits(device) == 2);
            // The server has them before the phone has its answer.
            browser.until(current ->
                    current.findElement(By.id("ended-queue")).getText().contains("没有待上传"));
            assertThat(phone.kept("records")).allMatch(row -> "sent".equals(row.get("state")));
        }
    }

    @Test
    void fortyVisitsQueuedBeforeTheRegistrationRanOutAllCountAndSigningInAgainGoesOn() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            phone.offline(true);
            for (var door : households(45, 40)) {
                phone.ended(door, "LEFT_SHEET");
            }
            phone.seeState("40 条待上传");
            // The session of the log-in is long over, and the key runs out before there is a line again.
            browser.driver().manage().deleteAllCookies();
            end(device, "expires_at");
            browser.driver().get("about:blank");
            phone.offline(false);
            browser.open("/V/");
            browser.until(current -> visits(device) == 40);
            assertThat(browser.see(By.id("ended")).getText()).contains("到期");
            assertThat(phone.kept("packs")).isEmpty();
            assertThat(jdbc.sql("select count(*) from record_to_match where device_id = :device")
                            .param("device", device)
                            .query(Integer.class)
                            .single())
                    .isZero();

            browser.click(By.id("again"));
            phone.registerAs(WORKER);
            assertThat(phone.device()).isNotEqualTo(device);
            browser.see(By.id("list"));
        }
    }

    private void end(long device, String column) {
        jdbc.sql("update device set " + column + " = :now where id = :device")
                .param("now", Times.sql(Instant.now()))
                .param("device", device)
                .update();
    }

    @Test
    void threeFastTapsAndTwoTabsAreOneRecord() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            var doors = households(90, 2);
            phone.offline(true);
            phone.openDoor(doors.getFirst());
            browser.click(By.cssSelector("[data-outcome=IN_PERSON]"));
            browser.see(By.id("who"));
            browser.driver().executeScript("""
                    const one = document.querySelector('[data-relation=HEAD]');
                    one.click(); one.click(); one.click();
                    """);
            browser.see(By.id("kept"));
            assertThat(phone.kept("records")).hasSize(1);

            // A second tab of the same browser shows what the first recorded, and both send at once.
            var former = browser.driver().getWindowHandle();
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.open("/V/");
            browser.see(By.id("list"));
            browser.driver().switchTo().window(former);
            phone.ended(doors.get(1), "NOT_FOUND");
            phone.offline(false);
            browser.until(current -> visits(device) == 2);
            phone.seeState(VisitAppSteps.ALL_SENT);
            assertThat(phone.kept("records")).hasSize(2).allMatch(row -> "sent".equals(row.get("state")));
        }
    }

    @Test
    void aGuestNetworksPageAndARefusalForAskingTooOftenAreNoAnswersAndAFullPhoneSaysSo() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            var doors = households(94, 6);
            var foreign = List.of("portal", "empty", "other", "often");
            for (var i = 0; i < foreign.size(); i++) {
                phone.between("line", foreign.get(i));
                phone.ended(doors.get(i), "LEFT_SHEET");
                phone.sendNow();
                browser.see(By.id("no-line"));
                assertThat(phone.kept("records"))
                        .as(foreign.get(i))
                        .hasSize(i + 1)
                        .allMatch(row -> "waiting".equals(row.get("state")));
            }
            assertThat(visits(device)).isZero();

            // What cannot go out is carried to the office: each record in the list with its number.
            browser.click(By.id("export-list"));
            var list = Objects.requireNonNull(browser.see(By.id("as-text")).getDomProperty("value"));
            assertThat(list).contains("未上传的走访记录，共 4 条", NAME, "没人在家，已留单");
            assertThat(list.lines().filter(line -> line.matches(".*\\d{6}-[0-9A-Z]  .*")))
                    .hasSize(4);
            browser.screenshot("visit-app-export");

            phone.between("store", "full");
            phone.openDoor(doors.get(4));
            browser.click(By.cssSelector("[data-outcome=NOT_FOUND]"));
            browser.see(By.id("not-kept"));
            browser.see(By.id("unkept"));
            browser.screenshot("visit-app-full");
            phone.between("line", "");
            phone.sendNow();
            browser.until(current -> visits(device) == 5);
            phone.seeState(VisitAppSteps.ALL_SENT);
        }
    }

    /** The households of a group that was just opened: they come a moment after it. */
    private static List<WebElement> boxes(Chromium browser, WebElement group) {
        return browser.until(current -> {
            var boxes = group.findElements(By.cssSelector("input[type=checkbox]:not(.whole)"));
            return boxes.isEmpty() ? null : boxes;
        });
    }

    @Test
    void aServerWithoutRoomLeavesTheRecordsOnThePhoneAndThePhoneSaysSo() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            phone.between("line", "room");
            phone.ended(households(94, 1).getFirst(), "LEFT_SHEET");
            phone.sendNow();
            phone.seeState("服务器空间不足，1 条已存手机");
            assertThat(browser.see(By.id("server-full")).getText()).contains("不会丢", "自动上传");
            assertThat(browser.driver().findElements(By.id("no-line"))).isEmpty();
            assertThat(phone.kept("records")).allMatch(row -> "waiting".equals(row.get("state")));
            browser.screenshot("visit-app-server-full");

            phone.between("line", "");
            phone.sendNow();
            browser.until(current -> visits(device) == 1);
            phone.seeState(VisitAppSteps.ALL_SENT);
            assertThat(browser.driver().findElements(By.id("server-full"))).isEmpty();
        }
    }

    @Test
    void aRecordIsTakenBackBeforeItIsSentAndSigningOffLeavesNoHouseholdBehind() {
        try (var browser = new Chromium(BASE, PHONE)) {
            var phone = new VisitAppSteps(browser);
            phone.registerAs(WORKER);
            var device = phone.device();
            var doors = households(100, 2);
            phone.ended(doors.get(0), "REFUSED");
            browser.click(By.id("take-back"));
            browser.see(By.id("right"));
            assertThat(phone.kept("records")).isEmpty();

            phone.offline(true);
            phone.met(doors.get(1), "HEAD");
            phone.go("#settings");
            browser.click(By.id("leave"));
            assertThat(browser.see(By.id("leave-ask")).getText()).contains("1 条没上传的会留着");
            browser.click(By.id("leave-go"));
            browser.see(By.id("sign-in"));
            assertThat(phone.kept("packs")).isEmpty();
            phone.go("#list");
            browser.see(By.id("sign-in"));
            browser.seeText("还有 1 条是 " + NAME + " 记的");
            phone.offline(false);
            browser.until(current -> visits(device) == 1);
        }
    }
}
