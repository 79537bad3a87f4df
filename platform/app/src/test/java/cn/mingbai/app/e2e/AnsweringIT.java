package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A quiz answered on a phone under everything that goes wrong with phones. Each test is a person of its own, so that they
 * may run in any order.
 */
class AnsweringIT extends DemoDistrict {

    private static final int PHONE = 390;

    /** Moves the device's clock by {@code shift} milliseconds, however the page asks for it. */
    private static final String SHIFTED_CLOCK = """
            (() => {
              const True = Date;
              window.shift = Number(sessionStorage.getItem('shift') || 0);
              window.Date = class extends True {
                constructor(...parts) {
                  if (parts.length === 0) { super(True.now() + window.shift); } else { super(...parts); }
                }
                static now() { return True.now() + window.shift; }
              };
            })();
            """;

    /** Keeps every body that the page's own requests bring. */
    private static final String LISTENING = """
            (() => {
              window.bodies = '';
              const send = XMLHttpRequest.prototype.send;
              XMLHttpRequest.prototype.send = function (...parts) {
                this.addEventListener('load', () => { window.bodies += this.responseText; });
                return send.apply(this, parts);
              };
              const ask = window.fetch;
              window.fetch = async (...parts) => {
                const answer = await ask(...parts);
                window.bodies += await answer.clone().text();
                return answer;
              };
            })();
            """;

    private static final String CANARY = "金丝雀";

    @Autowired
    AttemptKeys keys;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    QuestionBank bank;

    @Autowired
    PostingDirectory postings;

    @Autowired
    JdbcClient jdbc;

    private AnsweringSteps start(Chromium learner, String logIn) {
        learner.signIn(logIn, Chromium.PASSWORD);
        learner.open("/courses/01");
        learner.settle();
        learner.click(By.id("start-quiz"));
        var answering = new AnsweringSteps(learner, keys);
        assertThat(answering.size()).isEqualTo(10);
        assertThat(learner.scrollsSideways()).isFalse();
        return answering;
    }

    private PersonId person(String logIn) {
        return postings.byStaffNumber(logIn).orElseThrow();
    }

    /** The person's newest attempt. */
    private long attempt(String logIn) {
        return jdbc.sql("select max(id) from attempt where person_id = :person")
                .param("person", person(logIn).value())
                .query(Long.class)
                .single();
    }

    private Map<Integer, String> saved(long attempt) {
        var answers = new HashMap<Integer, String>();
        jdbc.sql("select number, answer from attempt_answer where attempt_id = :attempt and answer <> ''")
                .param("attempt", attempt)
                .query(row -> {
                    answers.put(row.getInt(1), row.getString(2));
                });
        return answers;
    }

    private void deadline(long attempt, Instant at) {
        jdbc.sql("update attempt set deadline_at = :at where id = :attempt")
                .param("at", Times.sql(at))
                .param("attempt", attempt)
                .update();
    }

    private static void offline(Chromium browser, boolean offline) {
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private static String answeredWrongly(String right) {
        return right.equals("A") ? "B" : right.equals("true") ? "false" : right.equals("false") ? "true" : "A";
    }

    /** A question of the paper that is answered by choosing one, and its right answer. */
    private static int single(Chromium learner, AnsweringSteps answering) {
        for (var number = 1; number <= answering.size(); number++) {
            answering.go(number);
            if (!learner.driver()
                    .findElements(By.cssSelector("#fields input[type=radio]"))
                    .isEmpty()) {
                return number;
            }
        }
        throw new AssertionError("expected a question answered by choosing one");
    }

    @Test
    void withoutASignalOneGoesOnAndEverythingArrivesWhenItIsBackEvenAfterClosing() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var answering = start(learner, "outreach");
            var door = learner.driver().getCurrentUrl().replaceFirst("#.*", "");
            var attempt = attempt("outreach");
            for (var number = 1; number <= 2; number++) {
                answering.go(number);
                answering.answer(answering.right(number));
                learner.see(AnsweringSteps.SAVED);
            }

            offline(learner, true);
            for (var number = 3; number <= 5; number++) {
                answering.go(number);
                answering.answer(answering.right(number));
                learner.see(AnsweringSteps.WAITING);
            }
            learner.until(
                    current -> current.findElement(By.id("state")).getText().contains("没有信号，3 题待上传"));
            learner.screenshot("answering-offline");
            assertThat(saved(attempt)).containsOnlyKeys(1, 2);

            offline(learner, false);
            learner.until(
                    current -> current.findElement(By.id("state")).getText().equals("已保存"));
            assertThat(saved(attempt)).containsOnlyKeys(1, 2, 3, 4, 5);

            offline(learner, true);
            for (var number = 6; number <= 8; number++) {
                answering.go(number);
                answering.answer(answering.right(number));
                learner.see(AnsweringSteps.WAITING);
            }
            // The page is closed like an app, without a farewell, and opened again later.
            learner.driver().get("about:blank");
            offline(learner, false);
            assertThat(saved(attempt)).containsOnlyKeys(1, 2, 3, 4, 5);
            learner.open(door);
            learner.see(AnsweringSteps.TITLE);
            learner.until(
                    current -> current.findElement(By.id("state")).getText().equals("已保存"));
            assertThat(saved(attempt)).containsOnlyKeys(1, 2, 3, 4, 5, 6, 7, 8);

            for (var number = 9; number <= 10; number++) {
                answering.go(number);
                answering.answer(answering.right(number));
                learner.see(AnsweringSteps.SAVED);
            }
            learner.click(By.id("to-check"));
            learner.see(By.id("complete"));
            offline(learner, true);
            answering.handIn();
            learner.see(By.id("handing-line"));
            learner.screenshot("answering-handing-in-offline");
            offline(learner, false);
            learner.see(By.id("passed"));
            assertThat(learner.text()).contains("100 分");
            learner.screenshot("answering-result");
            assertThat(learner.scrollsSideways()).isFalse();
            // Nothing of a handed-in paper stays behind on the device.
            assertThat(kept(learner)).isEqualTo("[]");
        }
    }

    /** What the browser's store holds. */
    private static String kept(Chromium browser) {
        return String.valueOf(browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const opening = indexedDB.open('mingbai-answers');
                opening.onsuccess = () => {
                  const asking = opening.result.transaction('pages').objectStore('pages').getAllKeys();
                  asking.onsuccess = () => done(JSON.stringify(asking.result));
                };
                """));
    }

    @Test
    void anOlderTabStopsWritingKeepsItsTextAndThePersonChooses() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var answering = start(learner, "town");
            var attempt = attempt("town");
            var older = learner.driver().getWindowHandle();
            var number = single(learner, answering);
            var right = answering.right(number);
            var wrong = answeredWrongly(right);
            var door = learner.driver().getCurrentUrl();

            // The older tab has no signal and keeps what is typed there.
            offline(learner, true);
            answering.answer(right);
            learner.see(AnsweringSteps.WAITING);

            learner.driver().switchTo().newWindow(WindowType.TAB);
            var newer = learner.driver().getWindowHandle();
            learner.open(door);
            learner.see(AnsweringSteps.SAVED);
            assertThat(saved(attempt)).as("taken over from the same browser").containsEntry(number, right);
            answering.answer(wrong);
            learner.until(current -> saved(attempt).get(number).equals(wrong));

            learner.driver().switchTo().window(older);
            offline(learner, false);
            learner.see(By.id("go-on-here"));
            assertThat(learner.see(By.id("elsewhere-list")).getText()).contains("第 " + number + " 题");
            learner.snapshot("answering-elsewhere");
            assertThat(saved(attempt)).containsEntry(number, wrong);

            learner.click(By.id("go-on-here"));
            learner.see(By.id("choosing-form"));
            learner.snapshot("answering-choosing");
            learner.click(By.cssSelector("#choosing-form input[value='" + right + "']"));
            learner.click(By.id("choose"));
            learner.see(AnsweringSteps.SAVED);
            assertThat(saved(attempt)).containsEntry(number, right);

            // Now the other one is the older tab, and learns of it on coming back.
            learner.driver().switchTo().window(newer);
            learner.see(By.id("go-on-here"));
            assertThat(learner.see(By.id("elsewhere-none")).getText()).contains("都已保存");
        }
    }

    @Test
    void whoSignedInTooLongAgoSignsInAgainAndLosesNothing() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var answering = start(learner, "inspector");
            var attempt = attempt("inspector");
            var token = answering.token();
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.SAVED);
            var right = List.of(answering.right(2), answering.right(3));

            jdbc.sql("update attempt set token_expires_at = :past where id = :attempt")
                    .param("past", Times.sql(Instant.now().minusSeconds(1)))
                    .param("attempt", attempt)
                    .update();
            learner.driver().manage().deleteAllCookies();
            for (var number = 2; number <= 3; number++) {
                answering.go(number);
                answering.answer(right.get(number - 2));
                learner.see(AnsweringSteps.WAITING);
            }
            learner.see(By.id("expired"));
            learner.screenshot("answering-expired");
            assertThat(saved(attempt)).containsOnlyKeys(1);

            learner.click(By.id("sign-in"));
            learner.see(By.name("username"));
            learner.signIn("inspector", Chromium.PASSWORD);
            learner.see(AnsweringSteps.TITLE);
            learner.until(
                    current -> current.findElement(By.id("state")).getText().equals("已保存"));
            assertThat(answering.token()).isNotEqualTo(token);
            assertThat(attempt("inspector")).isEqualTo(attempt);
            assertThat(saved(attempt)).containsOnlyKeys(1, 2, 3);
        }
    }

    @Test
    void theServersClockCountsWhateverTheDeviceSays() {
        try (var learner = new Chromium(BASE, PHONE)) {
            learner.driver()
                    .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", SHIFTED_CLOCK));
            var answering = start(learner, "district2");
            var attempt = attempt("district2");
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.SAVED);
            for (var hours : new int[] {2, -2}) {
                learner.driver().executeScript("window.shift = arguments[0]", hours * 3_600_000);
                answering.go(2);
                answering.answer(answering.right(2));
                learner.see(AnsweringSteps.SAVED);
                answering.go(1);
                assertThat(learner.driver().findElement(By.id("time")).getText())
                        .as("with the device's clock %d hours off", hours)
                        .matches("还剩 1[45] 分钟");
            }

            // An officer gives more time: the open page learns of it without being loaded anew.
            deadline(attempt, Instant.now().plus(Duration.ofMinutes(25)));
            learner.driver().executeScript("window.dispatchEvent(new Event('online'))");
            learner.until(
                    current -> current.findElement(By.id("time")).getText().matches("还剩 2[45] 分钟"));
            assertThat(learner.see(By.id("news")).getText()).contains("交卷时间改了");
            learner.screenshot("answering-more-time");

            // And the end comes by the server's clock, with what is there.
            deadline(attempt, Instant.now().plusSeconds(3));
            learner.driver().executeScript("window.dispatchEvent(new Event('online'))");
            learner.see(By.id("ended"));
            assertThat(learner.text()).contains("时间到，已经替您交卷");
            learner.screenshot("answering-time-over");
            assertThat(jdbc.sql("select handed_in_how from attempt where id = :id and handed_in_at >= deadline_at")
                            .param("id", attempt)
                            .query(String.class)
                            .single())
                    .isEqualTo("BY_PERSON");
            learner.click(By.id("to-result"));
            learner.see(By.id("failed"));
            assertThat(learner.text()).contains("20 分", "看课文");
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var answering = start(learner, "auditor");
            var size = answering.size();
            for (var number = 1; number <= size; number++) {
                var shown = number;
                learner.until(current -> answering.number() == shown);
                typeAnswer(learner, answering.right(number));
                learner.see(AnsweringSteps.SAVED);
                if (number == 1) {
                    learner.snapshot("answering-keyboard");
                }
                if (focusedTag(learner).equals("input")) {
                    press(learner, Keys.ENTER);
                } else {
                    tabTo(learner, "next");
                    press(learner, Keys.ENTER);
                }
            }
            learner.see(By.id("complete"));
            tabTo(learner, "hand-in");
            press(learner, Keys.ENTER);
            learner.see(By.id("passed"));
            assertThat(learner.text()).contains("100 分");
        }
    }

    private static void press(Chromium browser, CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    private static String focused(Chromium browser, String script) {
        return String.valueOf(browser.driver().executeScript("return document.activeElement." + script));
    }

    private static String focusedTag(Chromium browser) {
        return focused(browser, "tagName.toLowerCase()");
    }

    private static void tabTo(Chromium browser, String id) {
        for (var tabs = 0; tabs < 80; tabs++) {
            if (focused(browser, "id").equals(id)) {
                return;
            }
            press(browser, Keys.TAB);
        }
        throw new AssertionError("expected to come to " + id + " with the tab key, but ended at "
                + focused(browser, "outerHTML.slice(0, 200)"));
    }

    /** Answers with keys alone: numbers choose, arrows choose in lists, buttons move steps. */
    private static void typeAnswer(Chromium browser, String right) {
        var fields = browser.driver().findElement(By.id("fields"));
        var choices = fields.findElements(By.cssSelector("input[type=radio], input[type=checkbox]"));
        if (!choices.isEmpty()) {
            var values =
                    choices.stream().map(input -> input.getDomProperty("value")).toList();
            for (var key : right.split(",")) {
                press(browser, String.valueOf(values.indexOf(key) + 1));
            }
            return;
        }
        if (!fields.findElements(By.cssSelector("select")).isEmpty()) {
            for (var pair : right.split(",")) {
                var id = "match-" + pair.split(":")[0];
                tabTo(browser, id);
                var wanted = pair.split(":")[1];
                for (var down = 0; down < 10 && !focused(browser, "value").equals(wanted); down++) {
                    press(browser, Keys.ARROW_DOWN);
                }
            }
            return;
        }
        if (!fields.findElements(By.cssSelector(".steps")).isEmpty()) {
            orderByKeys(browser, right);
            return;
        }
        while (!focusedTag(browser).equals("input")) {
            press(browser, Keys.TAB);
        }
        if (focused(browser, "type").equals("date")) {
            var parts = right.split("-");
            // The order of the parts is the browser's language's: month, day, year without a Chinese one.
            press(browser, parts[1] + parts[2] + parts[0]);
            if (!focused(browser, "value").equals(right)) {
                press(browser, Keys.ARROW_LEFT, Keys.ARROW_LEFT, parts[0], Keys.ARROW_RIGHT, parts[1] + parts[2]);
            }
        } else {
            press(browser, right);
        }
    }

    private static void orderByKeys(Chromium browser, String right) {
        var wanted = new ArrayList<String>(List.of("", "", "", "", "", "", "", ""));
        for (var pair : right.split(",")) {
            wanted.set(Integer.parseInt(pair.split(":")[1]) - 1, pair.split(":")[0]);
        }
        wanted.removeIf(String::isEmpty);
        if (steps(browser).equals(wanted)) {
            tabTo(browser, "agree");
            press(browser, Keys.ENTER);
        }
        for (var place = 0; place < wanted.size(); place++) {
            while (!steps(browser).get(place).equals(wanted.get(place))) {
                var label = "li[data-key='" + wanted.get(place) + "'] .up";
                for (var tabs = 0;
                        tabs < 80
                                && !focused(browser, "matches(\"" + label + "\")")
                                        .equals("true");
                        tabs++) {
                    press(browser, Keys.TAB);
                }
                press(browser, Keys.ENTER);
            }
        }
    }

    private static List<String> steps(Chromium browser) {
        return browser.driver().findElements(By.cssSelector("#fields .steps li")).stream()
                .map(row -> Objects.requireNonNull(row.getDomAttribute("data-key")))
                .toList();
    }

    @Test
    void aPreparedPaperWaitsForItsOpeningByTheServersClock() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var person = person("admin");
            var questions = bank.questions("01").stream()
                    .filter(versioned -> versioned.question() instanceof Asked)
                    .limit(3)
                    .toList();
            var attempt = prepared.prepare(new Preparation(
                    person,
                    "01",
                    1,
                    Mode.TEST,
                    null,
                    null,
                    "定时测试",
                    80,
                    600,
                    Instant.now().plus(Duration.ofHours(1)),
                    Instant.now().plus(Duration.ofHours(3)),
                    questions));
            learner.signIn("admin", Chromium.PASSWORD);
            learner.open("/quiz/" + attempt);
            learner.see(By.id("waiting"));
            learner.until(current ->
                    current.findElement(By.id("waiting-opens")).getText().matches(".*还有 (59:|01:00:)\\d\\d"));
            assertThat(learner.see(By.id("start")).isEnabled()).isFalse();
            learner.screenshot("answering-waiting");

            jdbc.sql("update attempt set opens_at = :now where id = :id")
                    .param("now", Times.sql(Instant.now()))
                    .param("id", attempt)
                    .update();
            learner.driver().executeScript("window.dispatchEvent(new Event('online'))");
            learner.click(By.id("start"));
            assertThat(new AnsweringSteps(learner, keys).size()).isEqualTo(3);
            assertThat(learner.driver().findElement(By.id("time")).getText()).matches("还剩 (9|10) 分钟");
        }
    }

    @Test
    void noPageOfALearnerTellsAnExplanationBeforeTheReviewAndTheReviewTellsAll() {
        // Further versions: a question in use is never rewritten.
        jdbc.sql("""
                insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash, recorded_at)
                select next value for question_seq, course_code, code, version + 1000, kind,
                  replace(content, '"explanation":"', concat('"explanation":"', :canary)), content_hash, origin_hash,
                  recorded_at
                from question where course_code = '01'
                """).param("canary", CANARY).update();
        try (var learner = new Chromium(BASE, PHONE)) {
            learner.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTENING));
            var answering = start(learner, "district");
            var door = learner.driver().getCurrentUrl();
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.SAVED);
            assertThat(everything(learner)).contains("\"questions\":[").doesNotContain(CANARY);
            for (var path : List.of("/", "/courses", "/courses/01", "/courses/01/1.1", "/courses/12")) {
                learner.open(path);
                learner.settle();
                learner.until(current -> everything(learner).contains("\"changes\":"));
                assertThat(everything(learner)).as(path).doesNotContain(CANARY);
            }
            learner.open(door);
            learner.see(AnsweringSteps.TITLE);
            learner.click(By.id("to-check"));
            answering.handIn();
            learner.see(By.id("failed"));
            var paper = jdbc.sql("select paper from attempt where person_id = :person and handed_in_at is not null"
                            + " order by handed_in_at desc limit 1")
                    .param("person", person("district").value())
                    .query(String.class)
                    .single();
            assertThat(paper).contains(CANARY);
            assertThat(everything(learner).split(CANARY, -1)).hasSameSizeAs(paper.split(CANARY, -1));
        } finally {
            jdbc.sql("delete from question where course_code = '01' and version > 1000")
                    .update();
        }
    }

    /** All that the browser was sent for this page: its document, and what its scripts asked for. */
    private static String everything(Chromium browser) {
        return browser.driver()
                .executeScript("return document.documentElement.outerHTML + (window.bodies || '')")
                .toString();
    }
}
