package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.testing.World;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;

/** An officer changes what a board says beside the print of it, a second one looks and approves, and it is in force. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TextsIT extends DemoDistrict {

    private static final String ADDED = "先到窗口问一声，不白跑。";

    @Autowired
    World world;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    PostingDirectory postings;

    @Test
    @Order(1)
    void aChangedTextIsSeenInPrintReviewedAndInForce() {
        try (var writer = new Chromium(BASE, 1280);
                var second = new Chromium(BASE, 390)) {
            writer.signIn("district", Chromium.PASSWORD);
            writer.open("/texts/wall-board");
            writer.click(By.id("edit"));
            drawn(writer);
            prepend(writer, "## 先问一声\n\n先打{{phone.mayor}}问<b>一声</b>。\n\n");
            writer.until(current -> text(writer, "findings").contains("phone.mayor")
                    && text(writer, "findings").contains("第3行"));
            keep(writer, "texts-fault");
            writer.open("/texts/wall-board/edit");
            drawn(writer);
            prepend(writer, "## 先问一声\n\n" + ADDED + "\n\n");
            writer.until(current -> text(writer, "findings").contains("可以送审"));
            drawn(writer);
            keep(writer, "texts-edit");
            writer.click(By.id("tab-changes"));
            writer.until(current -> text(writer, "changes").contains(ADDED));
            writer.click(By.id("submit"));
            writer.see(By.cssSelector("#reason textarea")).sendKeys("群众白跑了几趟");
            keep(writer, "texts-submit");
            writer.click(By.cssSelector("vaadin-confirm-dialog [slot='confirm-button']"));
            writer.until(current -> !current.getCurrentUrl().endsWith("/edit"));
            assertThat(writer.see(By.id("work")).getText()).contains("等第二个人审核", "群众白跑了几趟");

            second.signIn("district2", Chromium.PASSWORD);
            second.open("/texts/wall-board/edit");
            second.see(By.id("text-body"));
            assertThat(second.text()).contains("群众白跑了几趟");
            second.click(By.id("tab-preview"));
            drawn(second);
            keep(second, "texts-review");
            second.click(By.id("tab-changes"));
            second.until(current -> text(second, "changes").contains(ADDED));
            keep(second, "texts-review-changes");
            approve();
            writer.open("/texts/wall-board");
            assertThat(writer.see(By.id("state")).getText()).contains("第2版");
            assertThat(writer.see(By.id("reading")).getText()).contains(ADDED);
            keep(writer, "texts-in-force");
        }
    }

    @Test
    @Order(2)
    void screenReadersFindHeadingsLandmarksAndWords() {
        try (var browser = new Chromium(BASE, 390)) {
            browser.signIn("district", Chromium.PASSWORD);
            for (var path : List.of("/texts", "/texts/leaflet", "/texts/bulletin-board", "/texts/leaflet/edit")) {
                browser.open(path);
                browser.settle();
                browser.see(By.cssSelector(".mb-page"));
                var found = new AxeBuilder()
                        .exclude("vaadin-connection-indicator")
                        .exclude("vaadin-tabs")
                        // The browser's own viewer of PDF.
                        .exclude("#preview-frame")
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"))
                        .analyze(browser.driver());
                assertThat(found.getViolations().stream()
                                .flatMap(rule -> rule.getNodes().stream()
                                        .map(node -> rule.getId() + " (" + rule.getImpact() + "): " + node.getHtml()))
                                .toList())
                        .as(path)
                        .isEmpty();
            }
        }
    }

    private static void prepend(Chromium browser, String words) {
        var field = browser.see(By.cssSelector("#text-body textarea"));
        field.sendKeys(Keys.chord(Keys.CONTROL, Keys.HOME));
        field.sendKeys(words);
    }

    /** The printer's file has arrived in the page. */
    private static void drawn(Chromium browser) {
        browser.until(current -> text(browser, "preview-status").contains("已是最新"));
    }

    private static String text(Chromium browser, String id) {
        return Objects.requireNonNullElse(browser.see(By.id(id)).getDomProperty("textContent"), "");
    }

    private static void keep(Chromium browser, String name) {
        browser.settle();
        browser.screenshot(name);
        assertThat(browser.scrollsSideways()).as(name).isFalse();
    }

    private void approve() {
        world.signIn(postings.byStaffNumber("district2").orElseThrow());
        var open = approvals.pending(Locale.CHINA).stream()
                .filter(pending -> pending.approval().subject().equals("text wall-board"))
                .findFirst()
                .orElseThrow()
                .approval()
                .id();
        approvals.decide(Set.of(open), true, "");
        world.signOut();
    }
}
