package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An officer writes a new version of a lesson in the browser, a second one changes it meanwhile and then reviews it, and
 * whoever had passed the old version finds the re-check on the learner's page and passes it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthoringIT extends DemoDistrict {

    private static final String POINT = "共同生活的家庭成员";
    private static final int ZOOMED = 195;

    @Autowired
    TrainingRecords records;

    @Autowired
    PostingDirectory postings;

    @Autowired
    AttemptKeys keys;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    @Order(1)
    void aNewVersionIsWrittenReviewedPublishedAndOwedAsARecheck() {
        passedBefore("staff");
        try (var author = new Chromium(BASE, 1280);
                var second = new Chromium(BASE, 390)) {
            author.signIn("district", Chromium.PASSWORD);
            author.open("/courses");
            author.click(By.id("to-authoring"));
            author.see(By.id("begin-01"));
            keep(author, "authoring");
            author.click(By.id("begin-01"));
            author.see(By.id("write-1.2"));
            keep(author, "authoring-version");
            author.click(By.id("write-1.2"));
            write(author);
            keep(author, "authoring-lesson");
            author.click(By.id("tab-changes"));
            seeAddition(author);
            keep(author, "authoring-changes");

            second.signIn("district2", Chromium.PASSWORD);
            second.open(author.driver().getCurrentUrl());
            var title = second.see(By.cssSelector("#lesson-title input"));
            title.sendKeys("（改）");
            second.until(current ->
                    current.findElement(By.id("save-status")).getText().contains("已自动保存"));
            keep(second, "authoring-lesson");
            second.click(By.id("tab-preview"));
            second.see(By.cssSelector("#preview h2"));
            keep(second, "authoring-preview");
            second.click(By.id("tab-changes"));
            seeAddition(second);
            keep(second, "authoring-changes");

            append(author, "甲又写了一句。");
            author.see(By.id("conflict-mine"));
            assertThat(author.see(By.id("conflict")).getText()).contains("演示区复核", "没有丢");
            keep(author, "authoring-conflict");
            author.click(By.id("conflict-mine"));
            author.until(current ->
                    current.findElement(By.id("save-status")).getText().contains("已自动保存"));
            assertThat(bodyOf(author)).contains("甲又写了一句。");

            author.open("/authoring/01/2/publish");
            assertThat(author.see(By.id("changed")).getText()).contains("1.2");
            choosePoint(author);
            author.until(
                    current -> current.findElement(By.id("effect")).getText().contains("要做一次简短复测"));
            assertThat(author.see(By.id("effect")).getText()).contains(POINT, "道题考到");
            keep(author, "authoring-publish");
            author.click(By.id("send"));
            author.until(current -> current.findElements(By.tagName("vaadin-notification-card")).stream()
                    .anyMatch(card -> Objects.requireNonNull(card.getDomProperty("textContent"))
                            .contains("写明原因")));
            author.see(By.cssSelector("#publish-reason textarea")).sendKeys("赡养人的算法按新规定改" + Keys.TAB);
            author.click(By.id("send"));
            author.see(By.id("take-back"));

            second.open("/authoring/01/2/publish");
            second.see(By.id("approve"));
            assertThat(second.text()).contains("演示区经办", "赡养人的算法按新规定改", POINT);
            keep(second, "authoring-review");
            second.click(By.id("approve"));
            second.seeText("这一版已经发布");
        }
        try (var learner = new Chromium(BASE, 390)) {
            learner.signIn("staff", Chromium.PASSWORD);
            learner.open("/courses");
            assertThat(learner.see(By.id("to-do")).getText()).contains("复测", POINT, "还有 30 天");
            keep(learner, "learner");
            learner.open("/courses/01");
            assertThat(learner.see(By.id("recheck")).getText()).contains(POINT);
            assertThat(learner.see(By.id("changed-since")).getText()).contains("1.2");
            keep(learner, "learner-course");
            learner.click(By.id("start-recheck"));
            answerAll(learner);
            learner.see(By.id("passed"));
            assertThat(learner.text()).contains("复测通过");
            keep(learner, "recheck-result");
            learner.open("/courses/01");
            learner.see(By.id("course-state"));
            assertThat(learner.driver().findElements(By.id("recheck"))).isEmpty();
        }
    }

    @Test
    @Order(2)
    void readingGoesOnWhereItStoppedOnAnotherDevice() {
        try (var phone = new Chromium(BASE, 390)) {
            phone.signIn("outreach", Chromium.PASSWORD);
            phone.open("/courses/01/1.3");
            phone.settle();
            phone.driver().executeScript("""
                    const text = document.querySelector('.mb-lesson-text');
                    text.children[Math.floor(text.children.length / 2)].scrollIntoView();
                    """);
            // What is told after the pause of scrolling must have arrived before the page is left.
            phone.until(current -> position("outreach", "1.3") > 100);
        }
        try (var desk = new Chromium(BASE, 1280)) {
            desk.signIn("outreach", Chromium.PASSWORD);
            desk.open("/courses");
            desk.settle();
            keep(desk, "learner");
            desk.open("/courses/01");
            desk.click(By.id("go-on"));
            desk.until(current -> current.getCurrentUrl().contains("continue"));
            desk.settle();
            desk.until(current -> ((Number)
                                    desk.driver()
                                            .executeScript(
                                                    "return document.querySelector('.mb-lesson-text').getBoundingClientRect().top"))
                            .doubleValue()
                    < -50);
            desk.snapshot("lesson-continued");
            desk.open("/courses/01");
            desk.click(By.id("read-all"));
            desk.see(By.id("read-on"));
            keep(desk, "learner-course");
        }
    }

    /** A phone of 390 px at 200 %: as wide as 195 px. */
    @Test
    @Order(3)
    void whatIsReadFitsAPhoneAtTwiceItsSize() {
        try (var zoomed = new Chromium(BASE, ZOOMED)) {
            zoomed.signIn("outreach", Chromium.PASSWORD);
            for (var path : List.of(
                    "/courses",
                    "/courses/01",
                    "/courses/01/1.1",
                    "/courses/01/1.2",
                    "/courses/01/1.3",
                    "/courses/01/1.4")) {
                zoomed.open(path);
                zoomed.settle();
                zoomed.see(By.cssSelector(".mb-page"));
                zoomed.screenshot("zoomed" + path.replace('/', '-'));
                assertThat(zoomed.scrollsSideways()).as(path).isFalse();
                assertThat((List<?>) zoomed.driver().executeScript("""
                        return [...document.querySelectorAll('.mb-page *')].filter(part => {
                          const box = part.getBoundingClientRect();
                          return box.width > 1 && box.right > window.innerWidth + 1; })
                          .map(part => part.tagName + ' ' + part.textContent.slice(0, 40));
                        """))
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @Test
    @Order(4)
    void screenReadersFindHeadingsLandmarksAndWords() {
        try (var learner = new Chromium(BASE, 390)) {
            learner.signIn("outreach", Chromium.PASSWORD);
            for (var path : List.of("/courses", "/courses/01", "/courses/01/1.2")) {
                isAccessible(learner, path);
            }
            learner.signOut();
            learner.signIn("district", Chromium.PASSWORD);
            for (var path :
                    List.of("/authoring", "/authoring/01/2", "/authoring/01/2/1.2", "/authoring/01/2/publish")) {
                isAccessible(learner, path);
            }
        }
    }

    private static void isAccessible(Chromium browser, String path) {
        browser.open(path);
        browser.settle();
        browser.see(By.cssSelector(".mb-page"));
        var found = new AxeBuilder()
                // The framework's own, outside every page.
                .exclude("vaadin-connection-indicator")
                // Its list of tabs holds scroll buttons of its own.
                .exclude("vaadin-tabs")
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"))
                .analyze(browser.driver());
        assertThat(found.getPasses()).as("the checker looked at " + path).hasSizeGreaterThan(10);
        assertThat(found.getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + " (" + rule.getImpact() + "): " + node.getHtml()))
                        .toList())
                .as(path)
                .isEmpty();
    }

    private static void write(Chromium author) {
        append(author, "\n\n## 新规定\n\n赡养人的收入另算 [L26 21]。");
        assertThat(author.see(By.id("preview")).getText()).contains("新规定");
        // As people save: the browser's own dialog must not come.
        author.see(By.cssSelector("#lesson-body textarea")).sendKeys(Keys.chord(Keys.CONTROL, "s"));
        author.until(current -> current.findElements(By.tagName("vaadin-notification-card")).stream()
                .anyMatch(card -> Objects.requireNonNull(card.getDomProperty("textContent"))
                        .contains("已保存")));
    }

    /** An added line that is empty has no size, and what lies above the scrolled frame counts as hidden for the driver. */
    private static void seeAddition(Chromium browser) {
        browser.until(current -> (Boolean) browser.driver()
                .executeScript("return [...document.querySelectorAll('#difference ins')]"
                        + ".some(added => added.offsetHeight > 0 && added.textContent.trim())"));
    }

    private static void append(Chromium author, String text) {
        var field = author.see(By.cssSelector("#lesson-body textarea"));
        field.sendKeys(Keys.chord(Keys.CONTROL, Keys.END));
        field.sendKeys(text);
        author.until(current -> {
            var said = current.findElement(By.id("save-status")).getText();
            return said.contains("已自动保存") || said.contains("还没有保存") ? said : null;
        });
        author.until(current -> current.findElement(By.id("preview"))
                .getDomProperty("textContent")
                .contains(text.strip()
                        .lines()
                        .reduce((first, last) -> last)
                        .orElse("")
                        .substring(0, 4)));
        author.settle();
    }

    private static String bodyOf(Chromium author) {
        return Objects.requireNonNull(
                author.see(By.cssSelector("#lesson-body textarea")).getDomProperty("value"));
    }

    private static void choosePoint(Chromium author) {
        WebElement input = author.see(By.cssSelector("#changed-points input"));
        input.sendKeys(POINT);
        author.clickShown(By.tagName("vaadin-multi-select-combo-box-item"), POINT);
        input.sendKeys(Keys.ESCAPE);
        author.settle();
    }

    private void answerAll(Chromium learner) {
        var answering = new AnsweringSteps(learner, keys);
        assertThat(answering.size()).isBetween(1, 5);
        keep(learner, "recheck-question");
        answering.answerAll();
        answering.handIn();
    }

    private static void keep(Chromium browser, String name) {
        browser.settle();
        browser.screenshot(name);
        assertThat(browser.scrollsSideways()).as(name).isFalse();
    }

    private void passedBefore(String number) {
        var person = postings.byStaffNumber(number).orElseThrow();
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                person, "01", 1, Times.today(clock), 90, true, "authoring-it:" + person.value())));
    }

    private int position(String number, String lesson) {
        return jdbc.sql(
                        "select coalesce(max(position), 0) from lesson_progress where person_id = ? and lesson_code = ?")
                .params(postings.byStaffNumber(number).map(PersonId::value).orElseThrow(), lesson)
                .query(Integer.class)
                .single();
    }
}
