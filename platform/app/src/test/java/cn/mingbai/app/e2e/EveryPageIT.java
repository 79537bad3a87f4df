package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/**
 * Opens every page of every role with the demo district's data, on a desk and on a phone, and keeps a picture of each in
 * {@code target/screenshots}.
 */
class EveryPageIT extends DemoDistrict {

    private static final List<String> LOG_INS =
            List.of("admin", "security", "district", "district2", "town", "staff", "outreach", "inspector", "auditor");
    /** Pages of a district officer that no menu names: they are reached from others. */
    private static final List<String> BESIDE_THE_MENU = List.of(
            "outreach",
            "phones",
            "cards",
            "paper-entry",
            "phone-file",
            "household-ledgers",
            "records-to-match",
            "campaign-closing",
            "village-changes",
            "noticed-doors",
            "inspections",
            "inspection-plan",
            "board-columns");

    private static final List<String> NOT_THE_PAGE = List.of("系统出了差错", "没有这个页面", "没有找到，或不在您的范围内");
    private static final Pattern RAW_KEY = Pattern.compile(
            "\\b(core|courses|quizzes|households|materials|district)\\.[a-z][a-z-]*(\\.[a-zA-Z_-]+)*\\b");

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void everyPageOpensInWordsAndFitsItsWidth(int width) {
        var seen = new LinkedHashSet<String>();
        try (var browser = new Chromium(BASE, width)) {
            browser.open("/login");
            check(browser, "login", seen);
            browser.open("/first-login");
            check(browser, "first-login", seen);
            for (var logIn : LOG_INS) {
                browser.signOut();
                browser.signIn(logIn, Chromium.PASSWORD);
                for (var path : browser.menu()) {
                    if (path.isEmpty() || !seen.contains(name(path))) {
                        browser.open("/" + path.replaceFirst("^/", ""));
                        check(browser, path.isEmpty() ? "home-" + logIn : name(path), seen);
                    }
                }
                follow(browser, logIn, seen);
            }
        }
        assertThat(seen).hasSizeGreaterThan(25);
    }

    /** From each role's pages on to what they open: a unit, a lesson, a household. */
    private void follow(Chromium browser, String logIn, LinkedHashSet<String> seen) {
        switch (logIn) {
            case "district" -> {
                chain(browser, "/district", "district-town", ".mb-table a[href*='district/']", seen);
                chain(browser, "/training-rate", "training-rate-town", ".mb-table a[href*='training-rate/']", seen);
                chain(browser, null, "training-rate-village", ".mb-table a[href*='training-rate/']", seen);
                chain(browser, "/coverage", "coverage-town", ".mb-table a[href*='coverage/']", seen);
                chain(browser, null, "coverage-village", ".mb-table a[href*='coverage/']", seen);
                var village = browser.driver().getCurrentUrl().replaceFirst(".*/", "");
                for (var address : List.of("households/", "blank-sheets/", "print?place=", "stubs?village=")) {
                    browser.open("/" + address + village);
                    check(browser, address.replaceFirst("[/?].*", "") + "-village", seen);
                }
                browser.open("/people/import");
                check(browser, "people-import", seen);
                for (var path : BESIDE_THE_MENU) {
                    browser.open("/" + path);
                    check(browser, path, seen);
                }
            }
            case "staff" -> {
                chain(browser, "/courses", "course", "a[href*='courses/01']", seen);
                chain(browser, null, "lesson", "a[href*='courses/01/1.']", seen);
            }
            case "outreach" -> {
                browser.open("/visit");
                check(browser, "visit-list", seen);
                chain(browser, null, "visit-form", "a[href*='visit/household/']", seen);
            }
            // Whoever sees a job run need not be one who reads what came of it.
            case "admin" -> assertThat(results(browser)).isEmpty();
            case "town" -> assertThat(results(browser)).isNotEmpty();
            default -> {}
        }
    }

    private static List<String> results(Chromium browser) {
        browser.open("/jobs");
        browser.seeText("任务");
        browser.settle();
        return browser.each(
                By.cssSelector(".mb-table a[href*='print-batches/']"),
                link -> String.valueOf(link.getDomProperty("href")));
    }

    private void chain(
            Chromium browser,
            @org.jspecify.annotations.Nullable String from,
            String name,
            String link,
            LinkedHashSet<String> seen) {
        if (from != null) {
            browser.open(from);
        }
        browser.settle();
        var target = browser.until(current -> {
            var links = current.findElements(By.cssSelector(link)).stream()
                    .map(element -> element.getDomProperty("href"))
                    .filter(href -> href != null && !href.equals(current.getCurrentUrl()))
                    .toList();
            return links.isEmpty() ? null : links.getLast();
        });
        browser.open(target);
        check(browser, name, seen);
    }

    private void check(Chromium browser, String name, LinkedHashSet<String> seen) {
        browser.settle();
        browser.screenshot(name);
        var text = browser.text();
        assertThat(RAW_KEY.matcher(text).results().map(result -> result.group()).toList())
                .as("untranslated words on %s", name)
                .isEmpty();
        assertThat(text).as(name).isNotBlank().doesNotContain(NOT_THE_PAGE);
        assertThat(browser.scrollsSideways()).as("%s scrolls sideways", name).isFalse();
        seen.add(name);
    }

    private static String name(String path) {
        return path.replaceAll("^/|/$", "").replace('/', '-');
    }
}
