package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.courses.search.SearchProbe;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A village worker at the counter asks, reads out the card and asks again. */
class SearchIT extends DemoDistrict {

    private static final By FIELD = By.cssSelector("#search-field input");
    private static final By FIRST = By.cssSelector("#results article:first-child");
    private static final By CARD = By.cssSelector("article.mb-card");
    private static final int MANY_TABS = 25;

    @Autowired
    ApplicationContext context;

    @BeforeEach
    void theIndexIsThere() {
        new SearchProbe(context).awaitFresh();
    }

    @Test
    void aVillageWorkerAsksReadsOutTheCardAndComesBack() {
        try (var phone = new Chromium(BASE, 390)) {
            phone.signIn("outreach", Chromium.PASSWORD);
            phone.open("/search");
            phone.see(By.cssSelector("#results .mb-search-suggestions a"));
            keep(phone, "search-start");

            phone.see(FIELD).sendKeys("公示");
            phone.until(current ->
                    !current.findElements(By.cssSelector("#suggestions a")).isEmpty());
            assertThat(phone.see(By.cssSelector("#suggestions a")).getText()).contains("公示");
            phone.see(FIELD).sendKeys("几天");
            phone.until(ExpectedConditions.urlContains("q=%E5%85%AC%E7%A4%BA%E5%87%A0%E5%A4%A9"));
            phone.until(current -> current.findElement(FIRST).getText().contains("公示七天"));
            assertThat(phone.see(By.cssSelector("#results article:first-child mark"))
                            .getText())
                    .isNotBlank();
            keep(phone, "search");
            assertThat(phone.driver().findElements(By.cssSelector("#results article")))
                    .hasSize(8);
            phone.click(By.id("more"));
            phone.until(current ->
                    current.findElements(By.cssSelector("#results article")).size() > 8);

            phone.click(By.cssSelector("#results article:first-child .mb-links a"));
            var card = phone.see(CARD).getText();
            assertThat(card).contains("公示七天和结果公布", "七天", "条");
            assertThat(phone.see(By.cssSelector(".mb-card-phones a")).getDomAttribute("href"))
                    .startsWith("tel:");
            phone.settle();
            phone.snapshot("counter-card");
            assertThat(phone.scrollsSideways()).isFalse();
            // All of it on one screen: nobody scrolls with somebody waiting at the counter.
            assertThat(((Number)
                                    phone.driver()
                                            .executeScript(
                                                    "return document.querySelector('article.mb-card').getBoundingClientRect().bottom"))
                            .doubleValue())
                    .isLessThanOrEqualTo(844);

            phone.click(By.xpath("//article//a[.='回到查询结果']"));
            phone.until(current -> current.findElement(FIRST).getText().contains("公示七天"));
            assertThat(phone.see(FIELD).getDomProperty("value")).isEqualTo("公示几天");
        }
    }

    @Test
    void whereNothingIsFoundItOffersWhatComesNear() {
        try (var phone = new Chromium(BASE, 390)) {
            phone.signIn("outreach", Chromium.PASSWORD);
            phone.open("/search");
            phone.see(FIELD).sendKeys("魑近芾");
            phone.seeText("没有查到");
            keep(phone, "search-nothing");
            phone.click(By.cssSelector("#neighbours a"));
            phone.see(FIRST);
            assertThat(phone.see(FIELD).getDomProperty("value")).contains("近");
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        try (var desk = new Chromium(BASE, 1280)) {
            desk.signIn("outreach", Chromium.PASSWORD);
            desk.open("/search");
            desk.settle();
            desk.until(current -> "input".equals(active(desk).getTagName()));
            desk.press("第48条");
            desk.see(FIRST);
            desk.settle();
            keep(desk, "search");
            tabTo(desk, "窗口答复卡");
            desk.press(Keys.ENTER);
            desk.see(CARD);
            keep(desk, "counter-card");
            tabTo(desk, "回到查询结果");
            desk.press(Keys.ENTER);
            desk.see(FIRST);
            assertThat(desk.see(FIELD).getDomProperty("value")).isEqualTo("第48条");
        }
    }

    @Test
    void whatItIsNarrowedToStaysInTheAddress() {
        try (var desk = new Chromium(BASE, 1280)) {
            desk.signIn("outreach", Chromium.PASSWORD);
            desk.open("/search?q=%E5%85%AC%E7%A4%BA");
            desk.see(FIRST);
            choose(desk, 0, "公示", "course=06");
            choose(desk, 1, "2017", "layer=R17");
            desk.driver().navigate().refresh();
            desk.see(FIRST);
            desk.settle();
            assertThat(desk.driver().getCurrentUrl()).contains("course=06", "layer=R17");
            assertThat(desk.each(By.cssSelector("#results article .mb-badge"), WebElement::getText))
                    .isNotEmpty()
                    .allSatisfy(badge -> assertThat(badge).contains("2017"));
            keep(desk, "search-narrowed");
        }
    }

    @Test
    void whateverIsTypedStaysText() {
        var typed = "<img src=x onerror=alert(1)><script>alert(2)</script>公示";
        try (var desk = new Chromium(BASE, 1280)) {
            desk.signIn("outreach", Chromium.PASSWORD);
            desk.open("/search");
            desk.see(FIELD).sendKeys(typed);
            desk.until(ExpectedConditions.urlContains("onerror"));
            desk.see(FIRST);
            assertQuiet(desk);
            desk.driver().navigate().refresh();
            desk.see(FIRST);
            assertThat(desk.see(FIELD).getDomProperty("value")).isEqualTo(typed);
            assertQuiet(desk);
            desk.click(By.cssSelector("#results article:first-child .mb-links a"));
            desk.see(CARD);
            assertQuiet(desk);
            desk.open("/search/card?of=%3Cimg%20src%3Dx%20onerror%3Dalert(3)%3E&q=%3Cscript%3E");
            desk.seeText("没有");
            assertQuiet(desk);
        }
    }

    @Test
    void whatIsFoundAndTheCardAreThereForThoseWhoDoNotSeeThem() {
        try (var phone = new Chromium(BASE, 390)) {
            phone.signIn("outreach", Chromium.PASSWORD);
            for (var path : List.of(
                    "/search?q=%E5%85%AC%E7%A4%BA",
                    "/search?q=%E9%AD%91%E8%BF%91%E8%8A%BE",
                    "/search/card?of=point%3Anotice.seven-days%2FL26&q=%E5%85%AC%E7%A4%BA",
                    "/search/card?of=point%3Achange.hearing%2FL26")) {
                phone.open(path);
                phone.settle();
                phone.see(By.cssSelector(".mb-page"));
                var found = new AxeBuilder()
                        // The framework's own, outside every page.
                        .exclude("vaadin-connection-indicator")
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"))
                        .analyze(phone.driver());
                assertThat(found.getPasses())
                        .as("the checker looked at " + path)
                        .hasSizeGreaterThan(10);
                assertThat(found.getViolations().stream()
                                .flatMap(rule -> rule.getNodes().stream()
                                        .map(node -> rule.getId() + " (" + rule.getImpact() + "): " + node.getHtml()))
                                .toList())
                        .as(path)
                        .isEmpty();
            }
        }
    }

    private static void assertQuiet(Chromium browser) {
        browser.settle();
        assertThat(browser.driver().findElements(By.cssSelector("img[src=x]"))).isEmpty();
        try {
            var alert = browser.driver().switchTo().alert();
            throw new AssertionError("a script of a stranger ran: " + alert.getText());
        } catch (NoAlertPresentException none) {
            // As it should be.
            assertThat(none).isNotNull();
        }
    }

    /** Chooses what is called so, in the first or second of the two filters, and waits until the address says it. */
    private static void choose(Chromium browser, int filter, String name, String inAddress) {
        browser.click(By.xpath("(//*[contains(@class,'mb-search-filters')]//vaadin-select)[" + (filter + 1) + "]"));
        browser.clickShown(By.tagName("vaadin-select-item"), name);
        browser.until(ExpectedConditions.urlContains(inAddress));
    }

    private static WebElement active(Chromium browser) {
        return browser.driver().switchTo().activeElement();
    }

    private static void tabTo(Chromium browser, String words) {
        for (var tabs = 0; tabs < MANY_TABS; tabs++) {
            if (browser.until(current -> active(browser).getText()).equals(words)) {
                return;
            }
            browser.press(Keys.TAB);
        }
        throw new AssertionError("expected to reach " + words + " by the keyboard");
    }

    private static void keep(Chromium browser, String name) {
        browser.settle();
        browser.screenshot(name);
        assertThat(browser.scrollsSideways()).as(name).isFalse();
    }
}
