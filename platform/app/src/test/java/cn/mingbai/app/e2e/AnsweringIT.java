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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
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

    /**
     * Stands between the page and the server. {@code line} in the session store says what becomes of the page's next calls,
     * one word for each and the last for all that follow: {@code gone} fails at once, {@code empty} is a middle box's 200
     * with nothing in it, {@code often} is our own 429, {@code silent} never comes, {@code held} reaches the server but its answer waits for
     * {@code release()}. And {@code random} is what chance brings, {@code store} is {@code lost} when the browser takes its
     * database away.
     */
    private static final String LINE = """
            (() => {
              const say = (name) => sessionStorage.getItem(name);
              const truly = window.fetch;
              const waiting = [];
              window.calls = [];
              window.held = () => waiting.length;
              window.release = () => waiting.splice(0).forEach((let_) => let_());
              const released = () => new Promise((resolve) => waiting.push(resolve));
              window.fetch = async (path, ...rest) => {
                window.calls.push({ path: String(path), at: performance.now() });
                const words = (say('line') || '').split(',');
                const word = words.length > 1 ? words.shift() : words[0];
                sessionStorage.setItem('line', words.join(','));
                if (word === 'gone') throw new TypeError('gone');
                if (word === 'empty') return new Response('', { status: 200 });
                if (word === 'often') {
                  return new Response('{"problem":"too-often"}', { status: 429, headers: { 'Retry-After': '2' } });
                }
                if (word === 'silent') { await released(); throw new TypeError('gone'); }
                const answer = await truly(path, ...rest);
                if (word === 'held') await released();
                return answer;
              };
              const chance = Math.random;
              Math.random = () => say('random') === null ? chance() : Number(say('random'));
              const transaction = IDBDatabase.prototype.transaction;
              IDBDatabase.prototype.transaction = function (...parts) {
                if (say('store') === 'lost') throw new DOMException('the connection was lost', 'InvalidStateError');
                return transaction.apply(this, parts);
              };
            })();
            """;

    private static final String CANARY = "金丝雀";

    @Autowired
    AttemptKeys keys;

    /** No scheduled test has this number. */
    private static final long SITTING = 990_001;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    QuestionBank bank;

    @Autowired
    PostingDirectory postings;

    @Autowired
    JdbcClient jdbc;

    private AnsweringSteps start(Chromium learner, String logIn) {
        return start(learner, logIn, "01");
    }

    private AnsweringSteps start(Chromium learner, String logIn, String course) {
        learner.signIn(logIn, Chromium.PASSWORD);
        learner.open("/courses/" + course);
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

    private static void listenOnTheLine(Chromium browser) {
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LINE));
    }

    private static void is(Chromium browser, String name, String words) {
        browser.driver().executeScript("sessionStorage.setItem(arguments[0], arguments[1])", name, words);
    }

    private static long number(Chromium browser, String script) {
        return ((Number) Objects.requireNonNull(browser.driver().executeScript("return " + script))).longValue();
    }

    /** The milliseconds between the page's last call and the one before it. */
    private static long lastGap(Chromium browser) {
        return number(browser, "Math.round(window.calls.at(-1).at - window.calls.at(-2).at)");
    }

    private int tab(long attempt) {
        return jdbc.sql("select tab from attempt where id = :id")
                .param("id", attempt)
                .query(Integer.class)
                .single();
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
            listenOnTheLine(learner);
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
                    current -> current.findElement(By.id("state")).getText().contains("暂时连不上，3 题待上传"));
            learner.screenshot("answering-offline");
            assertThat(saved(attempt)).containsOnlyKeys(1, 2);

            offline(learner, false);
            learner.until(
                    current -> current.findElement(By.id("state")).getText().equals("已保存"));
            assertThat(saved(attempt)).containsOnlyKeys(1, 2, 3, 4, 5);

            // A page that is left for another process is no longer offline for Chromium: its own calls fail instead.
            is(learner, "line", "gone");
            for (var number = 6; number <= 8; number++) {
                answering.go(number);
                answering.answer(answering.right(number));
                learner.see(AnsweringSteps.WAITING);
            }
            // The page is closed like an app, without a farewell, and opened again later.
            learner.driver().get("about:blank");
            learner.driver()
                    .executeCdpCommand(
                            "Page.addScriptToEvaluateOnNewDocument",
                            Map.of("source", "if (location.protocol === 'http:') sessionStorage.removeItem('line')"));
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
                assertThat(learner.see(By.id("time")).getText())
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
                    learner.press(Keys.ENTER);
                } else {
                    tabTo(learner, "next");
                    learner.press(Keys.ENTER);
                }
            }
            learner.see(By.id("complete"));
            tabTo(learner, "hand-in");
            learner.press(Keys.ENTER);
            learner.see(By.id("passed"));
            assertThat(learner.text()).contains("100 分");
        }
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
            browser.press(Keys.TAB);
        }
        throw new AssertionError("expected to come to " + id + " with the tab key, but ended at "
                + focused(browser, "outerHTML.slice(0, 200)"));
    }

    /** Answers with keys alone: numbers choose, arrows choose in lists, buttons move steps. */
    private static void typeAnswer(Chromium browser, String right) {
        var fields = browser.see(By.id("fields"));
        var values = browser.each(
                By.cssSelector("#fields input[type=radio], #fields input[type=checkbox]"),
                input -> Objects.requireNonNull(input.getDomProperty("value")));
        if (!values.isEmpty()) {
            for (var key : right.split(",")) {
                browser.press(String.valueOf(values.indexOf(key) + 1));
            }
            return;
        }
        if (!fields.findElements(By.cssSelector("select")).isEmpty()) {
            for (var pair : right.split(",")) {
                var id = "match-" + pair.split(":")[0];
                tabTo(browser, id);
                var wanted = pair.split(":")[1];
                for (var down = 0; down < 10 && !focused(browser, "value").equals(wanted); down++) {
                    browser.press(Keys.ARROW_DOWN);
                }
            }
            return;
        }
        if (!fields.findElements(By.cssSelector(".steps")).isEmpty()) {
            orderByKeys(browser, right);
            return;
        }
        while (!focusedTag(browser).equals("input")) {
            browser.press(Keys.TAB);
        }
        if (focused(browser, "type").equals("date")) {
            var parts = right.split("-");
            // The order of the parts is the browser's language's: month, day, year without a Chinese one.
            browser.press(parts[1] + parts[2] + parts[0]);
            if (!focused(browser, "value").equals(right)) {
                browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, parts[0], Keys.ARROW_RIGHT, parts[1] + parts[2]);
            }
        } else {
            browser.press(right);
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
            browser.press(Keys.ENTER);
        }
        for (var place = 0; place < wanted.size(); place++) {
            while (!steps(browser).get(place).equals(wanted.get(place))) {
                var label = "li[data-key='" + wanted.get(place) + "'] .up";
                for (var tabs = 0;
                        tabs < 80
                                && !focused(browser, "matches(\"" + label + "\")")
                                        .equals("true");
                        tabs++) {
                    browser.press(Keys.TAB);
                }
                browser.press(Keys.ENTER);
            }
        }
    }

    private static List<String> steps(Chromium browser) {
        return browser.each(
                By.cssSelector("#fields .steps li"), row -> Objects.requireNonNull(row.getDomAttribute("data-key")));
    }

    @Test
    void aServerThatStartsAnewIsAskedAgainWithinSecondsAndNotInStep() {
        try (var learner = new Chromium(BASE, PHONE)) {
            listenOnTheLine(learner);
            var answering = start(learner, "auditor", "12");
            var attempt = attempt("auditor");
            // A box on the way says 200 and nothing more; then nobody answers.
            is(learner, "random", "0");
            is(learner, "line", "empty,gone");
            var before = number(learner, "window.calls.length");
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.WAITING);
            learner.until(current -> number(learner, "window.calls.length") >= before + 6);
            assertThat(saved(attempt)).isEmpty();
            assertThat(lastGap(learner)).as("the shortest wait after six tries").isBetween(2000L, 4000L);

            is(learner, "random", "0.999");
            var six = number(learner, "window.calls.length");
            // The wait that began before is still a short one.
            learner.until(current -> number(learner, "window.calls.length") >= six + 2);
            assertThat(lastGap(learner)).as("the longest wait").isBetween(6000L, 9000L);
            assertThat(learner.see(By.id("state")).getText()).isEqualTo("暂时连不上，1 题待上传");

            is(learner, "random", "0");
            is(learner, "line", "often");
            var often = number(learner, "window.calls.length");
            learner.until(current -> number(learner, "window.calls.length") >= often + 3);
            assertThat(lastGap(learner)).as("as long as the server asked").isBetween(2000L, 3500L);
            assertThat(saved(attempt)).isEmpty();

            is(learner, "line", "");
            learner.see(AnsweringSteps.SAVED);
            assertThat(saved(attempt)).containsOnlyKeys(1);
        }
    }

    @Test
    void aPageThatOpensWhileTheServerIsSlowAsksOnce() {
        try (var learner = new Chromium(BASE, PHONE)) {
            listenOnTheLine(learner);
            start(learner, "outreach", "12");
            var attempt = attempt("outreach");
            var tab = tab(attempt);
            is(learner, "line", "gone,silent");
            learner.driver().navigate().refresh();
            learner.see(By.id("opening-offline"));
            // The first try failed, the second one gets no answer: ten looks at the clock later there is no third.
            learner.until(current -> number(learner, "window.calls.length") >= 2
                    && number(learner, "Math.round(performance.now() - window.calls.at(-1).at)") > 5000);
            assertThat(number(learner, "window.calls.length")).isEqualTo(2);

            is(learner, "line", "");
            learner.driver().executeScript("window.release()");
            learner.see(AnsweringSteps.TITLE);
            assertThat(tab(attempt)).isEqualTo(tab + 1);
        }
    }

    /** The start's answer comes after that to how things stand, or in the same moment. */
    @ParameterizedTest
    @CsvSource({"town, 1", "district, 2"})
    void aStartWhoseAnswerIsLateIsNotTakenForAnotherDevices(String logIn, long held) {
        try (var learner = new Chromium(BASE, PHONE)) {
            listenOnTheLine(learner);
            var attempt = prepared(logIn, "12", Instant.now().minusSeconds(60));
            learner.signIn(logIn, Chromium.PASSWORD);
            learner.open("/quiz/" + attempt);
            learner.see(By.id("waiting"));
            var tab = tab(attempt);
            is(learner, "line", "held,".repeat((int) held));
            learner.click(By.id("start"));
            learner.until(current -> jdbc.sql("select count(*) from attempt where id = :id and started_at is not null")
                            .param("id", attempt)
                            .query(Integer.class)
                            .single()
                    == 1);
            // The person looks elsewhere and comes back: the page asks how things stand, and hears that it has begun.
            learner.driver().executeScript("window.dispatchEvent(new Event('online'))");
            learner.until(current -> (Boolean)
                    learner.driver().executeScript("return window.calls.some(one => one.path.endsWith('/clock'))"));
            learner.until(current -> number(learner, "window.held()") == held);
            learner.driver().executeScript("window.release()");
            var answering = new AnsweringSteps(learner, keys);
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.SAVED);
            assertThat(tab(attempt)).isEqualTo(tab);
        }
    }

    @Test
    void answersThatTheBrowsersDatabaseRefusedAreNotForgottenForTheOlderOnesInIt() {
        try (var learner = new Chromium(BASE, PHONE)) {
            listenOnTheLine(learner);
            var answering = start(learner, "district2", "12");
            var attempt = attempt("district2");
            var door = learner.driver().getCurrentUrl().replaceFirst("#.*", "");
            is(learner, "line", "gone");
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.WAITING);
            is(learner, "store", "lost");
            answering.go(2);
            answering.answer(answering.right(2));
            learner.see(AnsweringSteps.WAITING);
            learner.until(current -> (Boolean) learner.driver()
                    .executeScript("return Object.keys(localStorage).some(key => key.startsWith('mingbai'))"));
            assertThat(saved(attempt)).isEmpty();

            is(learner, "store", "");
            is(learner, "line", "");
            learner.driver().get("about:blank");
            learner.open(door);
            learner.see(AnsweringSteps.TITLE);
            learner.until(current -> saved(attempt).size() == 2);
            assertThat(saved(attempt)).containsOnlyKeys(1, 2);
        }
    }

    @Test
    void whoSignsInAgainInTheMiddleOfHandingInHasHandedIn() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var answering = start(learner, "inspector", "12");
            var attempt = attempt("inspector");
            answering.answer(answering.right(1));
            learner.see(AnsweringSteps.SAVED);
            var second = answering.right(2);
            jdbc.sql("update attempt set token_expires_at = :past where id = :attempt")
                    .param("past", Times.sql(Instant.now().minusSeconds(1)))
                    .param("attempt", attempt)
                    .update();
            learner.driver().manage().deleteAllCookies();
            answering.go(2);
            answering.answer(second);
            learner.click(By.id("to-check"));
            answering.handIn();
            learner.see(By.id("handing"));
            learner.see(By.id("expired"));
            learner.screenshot("answering-expired-handing-in");

            learner.click(By.id("sign-in"));
            learner.see(By.name("username"));
            learner.signIn("inspector", Chromium.PASSWORD);
            learner.see(By.id("failed"));
            assertThat(saved(attempt)).containsOnlyKeys(1, 2);
            assertThat(attempt("inspector")).isEqualTo(attempt);
            assertThat(kept(learner)).isEqualTo("[]");
        }
    }

    /** A paper of three questions of a scheduled test, which waits for its opening. */
    private long prepared(String logIn, String course, Instant opens) {
        var questions = bank.questions(course).stream()
                .filter(versioned -> versioned.question() instanceof Asked)
                .limit(3)
                .toList();
        return prepared.prepare(new Preparation(
                person(logIn),
                course,
                1,
                Mode.TEST,
                SITTING,
                null,
                "定时测试",
                80,
                600,
                opens,
                opens.plus(Duration.ofHours(2)),
                questions));
    }

    @Test
    void aPreparedPaperWaitsForItsOpeningByTheServersClock() {
        try (var learner = new Chromium(BASE, PHONE)) {
            var attempt = prepared("admin", "01", Instant.now().plus(Duration.ofHours(1)));
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
            var answering = new AnsweringSteps(learner, keys);
            assertThat(answering.size()).isEqualTo(3);
            assertThat(learner.see(By.id("time")).getText()).matches("还剩 (9|10) 分钟");

            answering.answerAll();
            answering.handIn();
            assertThat(learner.see(By.id("ended-told")).getText())
                    .matches("成绩和讲解 (\\d+月\\d+日 )?\\d\\d:\\d\\d 以后可以看，到时从课程页打开。");
            learner.screenshot("answering-told-later");
            var door = learner.driver().getCurrentUrl().replaceFirst("#.*", "");
            learner.click(By.id("to-courses"));
            learner.until(
                    current -> Objects.requireNonNull(current.getCurrentUrl()).endsWith("/courses"));
            learner.open(door + "/result");
            assertThat(learner.see(By.id("later")).getText()).contains("要等所有人都交了卷");
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
