package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.time.Times;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Officers click every dialog in a real browser: once wrongly, to read the sentence and lose nothing, and once rightly, to
 * see what changed on the page and in the figures. Villages, towns and people are others than the whole chain's, and each
 * run uses numbers and names of its own, so that it can be repeated.
 */
class OfficersDialogsIT extends DemoDistrict {

    /** 东升村委会 and 胜利村委会 of 玉潭镇, one for each width. */
    private static final String DESK_VILLAGE = "220172102207";

    private static final String PHONE_VILLAGE = "220172102206";

    /** 建国村 of 玉潭镇: somebody is posted there and leaves again. */
    private static final String STAFF_VILLAGE = "建国村 玉潭镇";

    /** 德容街道, which lacks a report phone and goes on lacking it. */
    private static final String TOWN = "220172006000";

    private static final Pattern FRACTION = Pattern.compile("(\\d+)/(\\d+)");
    private static final Pattern COUNT = Pattern.compile("台账共([\\d,]+)户");
    private static final int NAMES = 5000;
    private static final By CONFIRM = By.cssSelector("vaadin-confirm-dialog [slot='confirm-button']");

    @Autowired
    DivisionDirectory divisions;

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void theLedgerFollowsWhatAnOfficerEntersAndSheetsThatAreRevokedOpenNothing(int width) throws Exception {
        var village = division(width < 600 ? PHONE_VILLAGE : DESK_VILLAGE);
        var run = System.currentTimeMillis() / 100;
        var number = "9" + run % 1_000_000_000;
        var head = "演示欧阳" + (char) ('一' + run % NAMES);
        var why = "核对信息" + run;
        try (var town = new Chromium(BASE, width)) {
            town.signIn("town", Chromium.PASSWORD);
            var before = dueOf(town, village);
            town.open("/households/" + village.id().value());
            town.settle();
            var held = held(town);

            addHousehold(town, number, head);
            assertThat(held(town)).as("households of the ledger").isEqualTo(held + 1);
            assertThat(dueOf(town, village)).as("due").isEqualTo(before + 1);

            town.open("/households/" + village.id().value());
            town.settle();
            fill(town, "head", head + Keys.ENTER);
            var shown = seeRow(town, number).getText();
            assertThat(shown).contains("应访").doesNotContain(head);
            var printed = Pattern.compile(number + "-[0-9A-Z]").matcher(shown);
            assertThat(printed.find()).isTrue();

            unmask(town, number, head, why);
            controlTotal(town, held + 3);
            revoke(town, village, printed.group());

            town.open("/households/" + village.id().value());
            town.settle();
            fill(town, "head", head + Keys.ENTER);
            changeState(town, number);
            assertThat(dueOf(town, village)).as("due without the empty house").isEqualTo(before);

            town.signOut();
            town.signIn("auditor", Chromium.PASSWORD);
            town.open("/audit?text=" + why);
            town.seeText("查看完整姓名或电话");
            assertThat(town.text()).contains("演示镇经办").doesNotContain(head);
        }
    }

    private static void addHousehold(Chromium town, String number, String head) {
        town.click(By.id("add"));
        fill(town, "new-number", "户口簿第三页");
        fill(town, "new-group", "临时一组");
        fill(town, "new-head", head);
        fill(town, "new-members", "2");
        fill(town, "new-phone", "19900001234");
        picture(town, "dialog-household-add");
        town.click(By.id("save-household"));
        says(town, "户号应为1至11位数字或字母");
        assertThat(valueOf(town, "new-head")).as("nothing is lost").isEqualTo(head);
        fill(town, "new-number", number);
        town.click(By.id("save-household"));
        says(town, "已保存");
        gone(town, By.id("save-household"));
    }

    private static void unmask(Chromium town, String number, String head, String why) {
        clickIn(town, number, "看姓名电话");
        town.click(By.id("unmask"));
        says(town, "请写明原因");
        fill(town, "unmask-reason", why);
        picture(town, "dialog-unmask");
        town.click(By.id("unmask"));
        town.seeText(head);
        town.seeText("19900001234");
        picture(town, "dialog-unmask-shown");
        town.click(By.xpath("//vaadin-button[normalize-space()='关闭']"));
        town.until(current -> !current.findElement(By.tagName("body")).getText().contains(head));
    }

    private static void controlTotal(Chromium town, int total) {
        town.click(By.id("set-control"));
        fill(town, "control-total", String.valueOf(total));
        picture(town, "dialog-control-total");
        town.click(By.id("save-control"));
        says(town, "并写明来源");
        fill(town, "control-source", "<b>公安户籍</b>");
        town.click(By.id("save-control"));
        gone(town, By.id("save-control"));
        town.seeText("对照户数" + total + "户（<b>公安户籍</b>");
        town.seeText("台账还少2户");
    }

    private static void changeState(Chromium town, String number) {
        clickIn(town, number, "改状态");
        town.click(By.id("new-state"));
        picture(town, "dialog-state-choice");
        town.click(By.xpath(
                "//vaadin-select[@id='new-state']//vaadin-select-list-box/vaadin-select-item[normalize-space()='空户']"));
        town.seeText("不计入应访，列为空户");
        town.click(By.id("confirm-state"));
        says(town, "请写明原因");
        fill(town, "reason", "长期无人居住");
        day(town, "from", "");
        town.click(By.id("confirm-state"));
        says(town, "请选一个日期");
        day(town, "from", today().plusDays(9).toString());
        town.click(By.id("confirm-state"));
        says(town, "日期应在");
        day(town, "from", today().toString());
        picture(town, "dialog-state");
        town.click(By.id("confirm-state"));
        gone(town, By.id("confirm-state"));
        assertThat(valueOf(town, "head")).as("the name searched for stays").isNotBlank();
        rowSays(town, number, "空户");
    }

    private void revoke(Chromium town, Division village, String shown) throws Exception {
        var page = "/print?place=" + village.id().value();
        town.open(page);
        town.settle();
        var wrong = shown.substring(0, shown.length() - 1) + (shown.endsWith("0") ? "1" : "0");
        fill(town, "single-number", wrong);
        town.click(By.id("single-find"));
        says(town, "的校验符不符");
        fill(town, "single-number", shown);
        town.click(By.id("single-find"));
        town.see(By.id("single-found"));
        town.click(By.id("single-print"));
        var link = town.until(
                current -> current.findElements(By.id("download-" + village.id().value())).stream()
                        .map(element -> element.getDomProperty("href"))
                        .filter(href -> href != null && !href.isBlank())
                        .findFirst()
                        .orElse(null));
        String address;
        try (var pdf = Loader.loadPDF(get(town, link).body())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            address = Chromium.decode(new PDFRenderer(pdf).renderImageWithDPI(0, 200));
        }
        var path = "/h/" + address.substring(address.lastIndexOf('/') + 1);
        assertThat(get(null, BASE + path).statusCode()).isEqualTo(200);

        town.open(page);
        town.settle();
        fill(town, "single-number", shown);
        town.click(By.id("single-find"));
        town.click(By.id("single-revoke"));
        town.click(CONFIRM);
        says(town, "请写明原因");
        fillArea(town, "reason", "宣传单被人捡走");
        picture(town, "dialog-revoke");
        town.click(CONFIRM);
        says(town, "已作废");
        var answer = get(null, BASE + path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("这张码没有登记，或者已经作废")
                .doesNotContain(village.name());
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void aLocalValueIsSetWithSourceAndDay(int width) {
        var phone = "0431-%08d".formatted(System.currentTimeMillis() / 100 % 100_000_000);
        try (var officer = new Chromium(BASE, width)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/settings/" + division(TOWN).id().value());
            officer.settle();
            var sum = sum(officer);
            officer.click(By.id("set-phone-town-advice"));
            fillArea(officer, "setting-value", "打电话给我");
            fill(officer, "setting-source", "<i>街道来函</i>");
            officer.click(By.id("setting-save"));
            says(officer, "应为电话号码，读到的是“打电话给我”");
            assertThat(valueOf(officer, "setting-source")).isEqualTo("<i>街道来函</i>");
            picture(officer, "dialog-setting");
            fillArea(officer, "setting-value", phone);
            fill(officer, "setting-source", "");
            officer.click(By.id("setting-save"));
            says(officer, "的出处");
            fill(officer, "setting-source", "<i>街道来函</i>");
            officer.click(By.id("setting-save"));
            gone(officer, By.id("setting-save"));
            var row = seeRow(officer, phone);
            assertThat(row.getDomProperty("textContent")).contains("镇街咨询电话", "本单位", "<i>街道来函</i>");
            assertThat(sum(officer))
                    .as("what is missing stays missing")
                    .isEqualTo(sum)
                    .contains("还缺");
        }
    }

    @Test
    void somebodyIsAddedPostedOnceMoreAndLeaves() {
        var number = "RW" + System.currentTimeMillis() / 100 % 1_000_000_000;
        var name = "演示欧阳甲";
        try (var officer = new Chromium(BASE, 390)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/people");
            officer.settle();
            officer.click(By.id("people-add"));
            labelled(officer, "工号", "220172199001011234");
            labelled(officer, "姓名", name);
            labelled(officer, "电话", "19900004321");
            officer.click(By.id("dialog-save"));
            says(officer, "不能是身份证号");
            labelled(officer, "工号", "district");
            officer.click(By.id("dialog-save"));
            says(officer, "请把单位、职务和日期选全");
            choose(officer, "单位", "玉潭镇 长春", null);
            choose(officer, "职务", "镇街", "镇街经办人");
            dayLabelled(officer, "任职日期", today().minusDays(30).toString());
            officer.click(By.id("dialog-save"));
            says(officer, "已有人使用");
            labelled(officer, "工号", number);
            picture(officer, "dialog-person-add");
            officer.click(By.id("dialog-save"));
            says(officer, "已新增");

            officer.open("/people?q=" + number);
            officer.settle();
            rowSays(officer, number, name, "玉潭镇", "镇街经办人");
            act(officer, number, "新增任职");
            choose(officer, "单位", "建国村", STAFF_VILLAGE);
            choose(officer, "职务", "B角", "宣传员B角");
            dayLabelled(officer, "任职日期", today().minusDays(20).toString());
            picture(officer, "dialog-posting-add");
            officer.click(By.id("dialog-save"));
            says(officer, "已新增任职");
            officer.until(current -> rows(officer, number).size() == 2);

            act(officer, number, "办理离任");
            dayLabelled(officer, "最后一天", today().minusDays(100).toString());
            officer.click(By.id("dialog-save"));
            says(officer, "早于任职日");
            dayLabelled(officer, "最后一天", today().minusDays(1).toString());
            picture(officer, "dialog-posting-end");
            officer.click(By.id("dialog-save"));
            says(officer, "已办理离任");
            officer.until(current -> rows(officer, number).size() == 1);
            act(officer, number, "办理离任");
            officer.click(By.id("dialog-save"));
            officer.until(current -> rows(officer, number).isEmpty());
            officer.seeText("没有找到。请换一个姓名、工号或单位。");
        }
    }

    @Test
    void aRequirementIsAddedAndEnded() {
        var basis = "演示通知" + System.currentTimeMillis() / 100;
        try (var officer = new Chromium(BASE, 390)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/requirements");
            officer.settle();
            fill(officer, "requirement-basis", basis);
            officer.click(By.id("requirement-save"));
            says(officer, "请选一个日期");
            day(officer, "requirement-due", today().minusDays(1).toString());
            officer.click(By.id("requirement-save"));
            says(officer, "请至少选一个职务和一门课程");
            check(officer, "requirement-duties", "区经办人");
            check(officer, "requirement-courses", "01");
            officer.click(By.id("requirement-save"));
            says(officer, "早于起算日");
            assertThat(valueOf(officer, "requirement-basis")).isEqualTo(basis);
            day(officer, "requirement-due", today().plusDays(60).toString());
            officer.click(By.id("requirement-save"));
            says(officer, "已保存");
            rowSays(officer, basis, "区经办人", "01", today().plusDays(60).toString());

            clickIn(officer, basis, "停止");
            officer.seeText("停止这项要求？");
            picture(officer, "dialog-requirement-end");
            confirm(officer, "不停止");
            assertThat(rows(officer, basis)).hasSize(1);
            clickIn(officer, basis, "停止");
            confirm(officer, "停止要求");
            officer.until(current -> rows(officer, basis).isEmpty());
        }
    }

    @Test
    void aRoleIsGrantedAndRevoked() {
        var holder = "YS0003";
        try (var admin = new Chromium(BASE, 390)) {
            admin.signIn("security", Chromium.PASSWORD);
            admin.open("/accounts");
            admin.settle();
            assertThat(rows(admin, holder)).isEmpty();
            admin.click(By.id("grant"));
            labelled(admin, "工号", "' or 1=1 --");
            picture(admin, "dialog-grant");
            dialogButton(admin, "授予职责");
            says(admin, "请选好职责和单位");
            choose(admin, "职责", "督导", "督导");
            choose(admin, "单位", "220172008000", null);
            dialogButton(admin, "授予职责");
            says(admin, "读到的是“' or 1=1 --”");
            labelled(admin, "工号", "YS999999");
            dialogButton(admin, "授予职责");
            says(admin, "没有工号为“YS999999”的人员");
            labelled(admin, "工号", holder);
            dialogButton(admin, "授予职责");
            says(admin, "已授予");
            rowSays(admin, holder, "督导");

            clickIn(admin, holder, "收回");
            admin.seeText("收回职责");
            picture(admin, "dialog-role-revoke");
            confirm(admin, "取消");
            assertThat(rows(admin, holder)).hasSize(1);
            clickIn(admin, holder, "收回");
            confirm(admin, "收回");
            admin.until(current -> rows(admin, holder).isEmpty());
        }
    }

    @Test
    void aDayOfLongAgoShowsThePlaceUnderItsOldNameAndTheLanguageGoesThereAndBack() {
        try (var town = new Chromium(BASE, 1280)) {
            town.signIn("district", Chromium.PASSWORD);
            town.open("/divisions");
            town.settle();
            rowSays(town, "220172007202", "虹桥村");
            day(town, "divisions-day", "2020-01-01");
            rowSays(town, "220172007001", "虹桥社区");
            assertThat(rows(town, "虹桥村")).isEmpty();
            assertThat(town.driver().getCurrentUrl()).endsWith("?day=2020-01-01");
            day(town, "divisions-day", "去年");
            assertThat(rows(town, "虹桥社区")).as("what is no day changes nothing").hasSize(1);
            day(town, "divisions-day", today().toString());
            rowSays(town, "220172007202", "虹桥村");

            town.click(By.id("language"));
            town.seeText("Divisions");
            town.settle();
            assertThat(town.text()).contains("Sign out").doesNotContain("退出");
            town.click(By.id("language"));
            town.seeText("区划");
            town.settle();
            assertThat(town.text()).contains("退出").doesNotContain("Sign out");
        }
    }

    @Test
    void aSecondCampaignAtTheSameTimeIsRefusedAndItsFormFitsAPhone() {
        try (var officer = new Chromium(BASE, 390)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/campaign");
            officer.settle();
            assertThat(rows(officer, "当前")).hasSize(1);
            officer.click(By.id("campaign-open"));
            picture(officer, "dialog-campaign");
            officer.click(By.id("campaign-save"));
            says(officer, "请填全名称、文号、依据和各阶段名称");
            fill(officer, "campaign-name", "演示的另一个行动");
            fill(officer, "campaign-number", "演示文号〔2026〕99号");
            fillArea(officer, "campaign-note", "以村户籍台账为准");
            labelled(officer, "阶段名称", "宣传阶段");
            officer.click(By.id("campaign-save"));
            says(officer, "与已有的行动时间重叠");
            assertThat(valueOf(officer, "campaign-name")).isEqualTo("演示的另一个行动");
            dialogButton(officer, "取消");
            gone(officer, By.id("campaign-save"));
            assertThat(officer.text()).doesNotContain("演示的另一个行动");

            officer.open("/divisions");
            officer.settle();
            officer.click(By.cssSelector("#divisions-day [slot=toggle-button], #divisions-day input"));
            officer.until(current -> current.findElements(By.cssSelector("vaadin-date-picker-overlay-content")).stream()
                    .anyMatch(WebElement::isDisplayed));
            officer.snapshot("dialog-calendar");
            var calendar = Objects.requireNonNull(officer.see(By.cssSelector("vaadin-date-picker-overlay-content"))
                    .getDomProperty("textContent"));
            assertThat(calendar).contains("今天", "取消").doesNotContain("Today");
        }
    }

    // What a hand does with Vaadin's fields.

    private static void fill(Chromium browser, String id, String text) {
        retype(browser.see(By.cssSelector("#" + id + " input")), text);
    }

    private static void fillArea(Chromium browser, String id, String text) {
        retype(browser.see(By.cssSelector("#" + id + " textarea")), text);
    }

    private static void labelled(Chromium browser, String label, String text) {
        retype(browser.see(By.xpath(field("vaadin-text-field", label))), text);
    }

    private static void retype(WebElement input, String text) {
        input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        input.sendKeys(text);
    }

    private static String field(String tag, String label) {
        return "//vaadin-dialog//" + tag + "[label[normalize-space()='" + label + "']]//input";
    }

    /** Chooses from a box by typing; {@code item} null: whatever is left first. */
    private static void choose(
            Chromium browser, String label, String typed, @org.jspecify.annotations.Nullable String item) {
        var input = browser.see(By.xpath(field("vaadin-combo-box", label)));
        browser.until(current -> input.isEnabled());
        retype(input, typed);
        browser.click(By.xpath(
                item == null
                        ? "//vaadin-combo-box-item[contains(.,'" + typed + "')]"
                        : "//vaadin-combo-box-item[normalize-space()='" + item + "']"));
        browser.settle();
    }

    private static void check(Chromium browser, String group, String words) {
        browser.click(By.xpath("//*[@id='" + group + "']//vaadin-checkbox[label[starts-with(normalize-space(),'" + words
                + "')]]/label"));
    }

    private static void day(Chromium browser, String id, String day) {
        setDay(browser, browser.see(By.id(id)), day);
    }

    private static void dayLabelled(Chromium browser, String label, String day) {
        setDay(
                browser,
                browser.see(By.xpath("//vaadin-dialog//vaadin-date-picker[label[normalize-space()='" + label + "']]")),
                day);
    }

    /** Types a day at a desk; on a phone, where the calendar fills the screen, sets it as a tap would. */
    private static void setDay(Chromium browser, WebElement picker, String day) {
        var wide = ((Number) browser.driver().executeScript("return window.innerWidth")).intValue() > 600;
        if (wide) {
            retype(picker.findElement(By.tagName("input")), day + Keys.ENTER);
        } else {
            browser.driver().executeScript("arguments[0].value = arguments[1]", picker, day);
        }
        browser.settle();
    }

    /** Chooses from a row's menu, which slides in: a tap on something that moves lands beside it and shuts the menu. */
    private static void act(Chromium browser, String row, String action) {
        gone(browser, By.id("dialog-save"));
        browser.settle();
        browser.click(By.xpath(row(row) + "//vaadin-menu-bar-button"));
        var item = By.xpath("//vaadin-menu-bar-item[normalize-space()='" + action + "']");
        var before = new AtomicReference<Rectangle>();
        browser.until(current -> {
            var now = current.findElement(item).getRect();
            return now.getHeight() > 0 && now.equals(before.getAndSet(now));
        });
        browser.click(item);
        browser.see(By.id("dialog-save"));
    }

    private static void dialogButton(Chromium browser, String words) {
        browser.click(By.xpath("//vaadin-dialog//vaadin-button[normalize-space()='" + words + "']"));
    }

    private static void confirm(Chromium browser, String words) {
        browser.click(By.xpath("//vaadin-confirm-dialog//vaadin-button[normalize-space()='" + words + "']"));
        gone(browser, By.xpath("//vaadin-confirm-dialog//vaadin-button[normalize-space()='" + words + "']"));
    }

    private static void clickIn(Chromium browser, String words, String button) {
        browser.settle();
        browser.click(By.xpath(row(words) + "//vaadin-button[normalize-space()='" + button + "']"));
    }

    private static String row(String words) {
        return "//table//tbody/tr[contains(.,\"" + words + "\")]";
    }

    private static String valueOf(Chromium browser, String id) {
        return Objects.requireNonNull(browser.see(By.id(id)).getDomProperty("value"));
    }

    private static List<WebElement> rows(Chromium browser, String words) {
        return browser.driver().findElements(By.xpath(row(words)));
    }

    private static WebElement seeRow(Chromium browser, String words) {
        browser.settle();
        return browser.see(By.xpath(row(words)));
    }

    private static void rowSays(Chromium browser, String words, String... parts) {
        browser.until(current -> rows(browser, words).stream()
                .map(row -> Objects.requireNonNull(row.getDomProperty("textContent")))
                .anyMatch(text -> List.of(parts).stream().allMatch(text::contains)));
    }

    private static void says(Chromium browser, String sentence) {
        browser.until(current -> current.findElements(By.tagName("vaadin-notification-card")).stream()
                .anyMatch(card -> Objects.requireNonNull(card.getDomProperty("textContent"))
                        .contains(sentence)));
    }

    private static void gone(Chromium browser, By what) {
        browser.until(current -> current.findElements(what).isEmpty());
        browser.settle();
    }

    /** Keeps a picture of an open dialog, which must lie within the screen with all it holds. */
    private static void picture(Chromium browser, String name) {
        browser.settle();
        browser.snapshot(name);
        assertThat((List<?>) browser.driver().executeScript("""
                return [...document.querySelectorAll('vaadin-dialog *, vaadin-confirm-dialog *')]
                    .filter(part => { const box = part.getBoundingClientRect();
                        return box.width > 1 && (box.left < -1 || box.right > window.innerWidth + 1); })
                    .map(part => part.tagName + ' ' + part.textContent.slice(0, 40));
                """))
                .as("parts of %s beyond the screen's edge", name)
                .isEmpty();
        assertThat(browser.scrollsSideways()).as(name).isFalse();
    }

    /** What the page says on the whole of a unit's values, wherever it is scrolled to. */
    private static String sum(Chromium browser) {
        return Objects.requireNonNull(browser.see(By.id("settings-sum")).getDomProperty("textContent"));
    }

    private static int held(Chromium browser) {
        browser.settle();
        var matcher = COUNT.matcher(browser.see(By.id("holds")).getText());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1).replace(",", ""));
    }

    /** How many households are due there, on the page of the village's town. */
    private static long dueOf(Chromium browser, Division village) {
        browser.open("/district/" + Objects.requireNonNull(village.parent()).value());
        browser.settle();
        var row = browser.see(By.cssSelector("tr[data-code='" + village.code().value() + "']"));
        var matcher = FRACTION.matcher(
                Objects.requireNonNull(row.findElements(By.tagName("td")).get(3).getDomProperty("textContent")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(2));
    }

    private static HttpResponse<byte[]> get(@org.jspecify.annotations.Nullable Chromium browser, String address)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).header("Accept-Language", "zh-CN");
        if (browser != null) {
            request.header(
                    "Cookie",
                    browser.driver().manage().getCookies().stream()
                            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private Division division(String code) {
        return divisions.byCode(new DivisionCode(code), today()).orElseThrow();
    }

    private static LocalDate today() {
        return LocalDate.now(Times.ZONE);
    }
}
