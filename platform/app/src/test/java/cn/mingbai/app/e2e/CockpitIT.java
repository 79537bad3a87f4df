package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.print.PrintOptions;
import org.springframework.beans.factory.annotation.Autowired;

/** The desk of the district in a real browser: three clicks to a name and to a door, the keyboard, addresses, past days. */
class CockpitIT extends DemoDistrict {

    /** 玉潭镇. */
    private static final String TOWN = "220172102000";

    /** 友好村委会, in it. */
    private static final String VILLAGE = "220172102204";

    private static final Pattern REACHED = Pattern.compile("(\\d+)/(\\d+)");
    private static final int MOST_TABS = 120;

    @Autowired
    DivisionDirectory divisions;

    private Division division(String code) {
        return divisions.byCode(new DivisionCode(code), today()).orElseThrow();
    }

    private static LocalDate today() {
        return LocalDate.now(Times.ZONE);
    }

    private static By tile(String code) {
        return By.cssSelector("a.mb-tile[data-code='" + code + "']");
    }

    private static void at(Chromium browser, String path) {
        browser.until(current -> current.getCurrentUrl().contains(path));
        browser.settle();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void threeClicksLeadFromTheDistrictToANameAndToADoor(int width) {
        var town = "/district/" + division(TOWN).id().value();
        var village = "/district/" + division(VILLAGE).id().value();
        try (var officer = new Chromium(BASE, width)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/district");
            officer.see(By.cssSelector("#left li[data-left='HOUSEHOLDS']"));
            drawn(officer, "bars");
            drawn(officer, "lines");
            officer.screenshot("cockpit-district");
            officer.click(tile(TOWN));
            at(officer, town);
            drawn(officer, "lines");
            officer.screenshot("cockpit-town");
            assertThat(officer.driver().findElements(By.cssSelector(".mb-trail li")))
                    .as("the path at the top")
                    .hasSize(2);
            officer.click(tile(VILLAGE));
            at(officer, village);
            drawn(officer, "lines");
            officer.screenshot("cockpit-village");
            officer.click(By.id("to-names"));
            officer.see(By.id("people-total"));
            assertThat(officer.driver().findElements(By.cssSelector(".mb-table a[href*='/person/']")))
                    .isNotEmpty();
            officer.driver().navigate().back();
            at(officer, village);
            officer.click(By.id("to-doors"));
            officer.see(By.id("doors"));
            assertThat(officer.driver().findElements(By.cssSelector(".mb-table a[href*='household/']")))
                    .isNotEmpty();
            assertThat(officer.scrollsSideways()).isFalse();
        }
    }

    private static void drawn(Chromium browser, String kind) {
        browser.until(current -> !current.findElements(
                        By.cssSelector("mb-chart[data-kind='" + kind + "'][data-drawn] svg path"))
                .isEmpty());
        var sentence = browser.see(By.cssSelector("mb-chart[data-kind='" + kind + "']"))
                .getDomAttribute("aria-label");
        assertThat(sentence).isNotBlank();
    }

    @Test
    void theKeyboardAloneGoesTheSameWay() {
        var town = "/district/" + division(TOWN).id().value();
        var village = "/district/" + division(VILLAGE).id().value();
        try (var officer = new Chromium(BASE, 1280)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/district");
            officer.see(tile(TOWN));
            enter(officer, "a.mb-tile[data-code='" + TOWN + "']");
            at(officer, town);
            // Who comes by the keyboard goes on at the unit's name.
            officer.until(
                    current -> "unit".equals(current.switchTo().activeElement().getDomAttribute("id")));
            enter(officer, "a.mb-tile[data-code='" + VILLAGE + "']");
            at(officer, village);
            enter(officer, "#to-doors");
            officer.see(By.id("doors"));
        }
    }

    private static void enter(Chromium browser, String selector) {
        for (var tabs = 0; tabs < MOST_TABS; tabs++) {
            browser.press(Keys.TAB);
            if ((Boolean) Objects.requireNonNull(
                    browser.driver().executeScript("return document.activeElement.matches(arguments[0])", selector))) {
                browser.press(Keys.ENTER);
                return;
            }
        }
        throw new AssertionError(selector + " was not reached by " + MOST_TABS + " tabs");
    }

    @Test
    void anAddressThatIsSentOnShowsTheSame() {
        var day = today().minusDays(7);
        String address;
        String seen;
        try (var officer = new Chromium(BASE, 1280)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/district?day=" + day);
            officer.see(tile(TOWN));
            officer.click(By.cssSelector("#tiles .mb-choices a[href*='show=NAMED']"));
            at(officer, "show=NAMED");
            officer.click(tile(TOWN));
            at(officer, "/district/");
            officer.see(tile(VILLAGE));
            address = Objects.requireNonNull(officer.driver().getCurrentUrl());
            assertThat(address).contains("/district/" + division(TOWN).id().value(), "day=" + day, "show=NAMED");
            seen = shown(officer);
        }
        try (var other = new Chromium(BASE, 1280)) {
            other.signIn("district2", Chromium.PASSWORD);
            other.open(address);
            other.see(tile(VILLAGE));
            assertThat(shown(other)).isEqualTo(seen).contains(day.toString());
        }
    }

    private static String shown(Chromium browser) {
        browser.settle();
        return browser.see(By.id("left")).getText()
                + browser.see(By.id("tiles")).getText()
                + browser.see(By.id("units")).getText();
    }

    @Test
    void aPastDayShowsThatDayAsKnownThenOrNow() {
        var town = division(TOWN).id().value();
        var day = today().minusDays(20);
        try (var officer = new Chromium(BASE, 1280)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/district/" + town);
            var now = reached(officer);
            officer.open("/district/" + town + "?day=" + day);
            var then = reached(officer);
            officer.seeText(day + "还差");
            assertThat(then).as("reached by %s", day).isLessThan(now);
            assertThat(officer.driver().findElements(By.cssSelector("#left [data-left='PHONES']")))
                    .isEmpty();
            officer.open("/district/" + town + "?day=" + day + "&known=" + day);
            assertThat(reached(officer)).as("as known then").isLessThanOrEqualTo(then);
            officer.click(By.id("trend-numbers"));
            officer.see(By.cssSelector("#trend .mb-table"));
            assertThat(officer.see(By.cssSelector("#trend .mb-table tbody tr:last-child td"))
                            .getText())
                    .startsWith(day.toString());
            officer.screenshot("cockpit-past-day");
        }
    }

    @Test
    void itPrintsOnAsManySheetsAsItTakesWithPicturesAndTable() throws Exception {
        try (var officer = new Chromium(BASE, 1280)) {
            officer.signIn("district", Chromium.PASSWORD);
            officer.open("/district");
            drawn(officer, "bars");
            drawn(officer, "lines");
            var printed = Base64.getDecoder()
                    .decode(officer.driver().print(new PrintOptions()).getContent());
            try (var pdf = Loader.loadPDF(printed)) {
                assertThat(pdf.getNumberOfPages()).isBetween(2, 6);
                assertThat(new PDFTextStripper().getText(pdf))
                        .contains("今天还差", "走势", "两率对照", "玉潭镇", "点培训率看到人")
                        .doesNotContain("看每天的数字", "退出");
            }
        }
    }

    private static long reached(Chromium browser) {
        browser.settle();
        var cell = browser.see(By.cssSelector("#units tr[data-code='" + TOWN + "'] td:nth-child(4)"));
        var matcher = REACHED.matcher(Objects.requireNonNull(cell.getDomProperty("textContent")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
