package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.testing.Canaries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No byte over HTTP holds a key, a score or an explanation before the review opens: each has a canary of its own, learners
 * of one scheduled test take random ways through everything a token opens, some of them also to the pages around it as the
 * framework sends them, and all that comes back is read. Afterwards every canary must be there, or the reading would prove
 * nothing. {@code LeakModuleTest} of the quizzes takes 200 more ways below HTTP, and {@code AnsweringIT} looks at a learner's
 * pages in a browser.
 */
@CheckTest(3)
class AnswerLeakCheckTest {

    private static final int JOURNEYS = 40;
    private static final int STEPS = 16;

    /** One learner of so many also looks at the staff's pages. */
    private static final int WITH_PAGES = 10;

    /** What Vaadin sends for the pages around a test: where it is announced, where it stands, and where it is read up. */
    private static final List<String> PAGES = List.of("", "courses", "courses/01", "courses/01/1.1");

    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/mingbai/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from '\\./([a-z]+\\.js)'");

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    Attempts attempts;

    @Autowired
    AttemptKeys keys;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private static String name(int journey) {
        return "leak" + journey + "q";
    }

    /** What somebody does with a token, remembering what was typed: an echo of one's own words is no leak. */
    private final class Journey {
        final Random random;
        final String token;
        final List<String> right;
        final AnsweringLine line = new AnsweringLine(port);
        final List<String> typed = new ArrayList<>();
        final Map<Integer, Integer> seqs = new HashMap<>();
        final @Nullable Browser browser;
        int tab = 1;
        int read;

        Journey(Random random, String token, @Nullable Browser browser) {
            this.random = random;
            this.token = token;
            this.browser = browser;
            this.right = IntStream.rangeClosed(1, Canaries.QUESTIONS)
                    .mapToObj(number -> keys.right(token, number))
                    .toList();
        }

        void step() throws Exception {
            var path = "/Q/" + token;
            var number = 1 + random.nextInt(Canaries.QUESTIONS);
            switch (random.nextInt(12)) {
                case 0 -> call("GET", path, null);
                case 1 -> open();
                case 2 -> call("GET", path + "/clock", null);
                case 3 -> call("GET", path + "/result", null);
                case 4 -> call("POST", path + "/away", "{\"seconds\":" + random.nextInt(100) + "}");
                case 5 -> start();
                case 6, 7 -> save(number, right.get(number - 1));
                case 8 -> save(number, "x'<b>" + random.nextInt(1000));
                case 9 -> save(99, "A");
                case 10 -> {
                    seqs.merge(number, -1, Integer::sum);
                    save(number, "C");
                }
                default -> call("PUT", path + "/answers/" + number, "{\"answer\":");
            }
        }

        /** What the framework sends for the pages around the test, read like everything else. */
        void pages() {
            if (browser == null) {
                return;
            }
            for (var path : PAGES) {
                var all = new VaadinPage(browser, path).everything();
                assertThat(all).as("/%s", path).contains("\"changes\":", "courses");
                // What it takes to pass is no score.
                Canaries.assertQuiet(all.replace("80 分合格", ""), typed);
                read++;
            }
        }

        void open() throws Exception {
            tab = call("GET", "/Q/" + token + "/paper", null).json().path("tab").asInt(tab);
        }

        void start() throws Exception {
            call("POST", "/Q/" + token + "/start", "{\"key\":\"k\",\"tab\":" + tab + "}");
        }

        private void save(int number, String answer) throws Exception {
            typed.add(answer);
            var seq = Math.max(1, seqs.merge(number, 1, Integer::sum));
            var saved = call(
                    "PUT",
                    "/Q/" + token + "/answers/" + number,
                    "{\"answer\":\"" + answer + "\",\"seq\":" + seq + ",\"tab\":" + tab + "}");
            if (saved.status() == 200) {
                // Right or wrong, an answer is acknowledged in the same words.
                assertThat(saved.json().propertyNames()).isSubsetOf("seq", "late", "now", "deadline", "state");
            }
        }

        AnsweringLine.Answer call(String method, String path, @Nullable String json) throws Exception {
            var answer = line.send(method, path, json);
            assertThat(answer.status())
                    .as("%s %s", method, path)
                    .isLessThan(500)
                    .isNotEqualTo(429);
            Canaries.assertQuiet(answer.everything(), typed);
            read++;
            return answer;
        }
    }

    private Browser signedIn(PersonId learner) {
        var browser = new Browser(port);
        browser.signIn(new LogIns(world, accounts).of(learner), LogIns.PASSWORD);
        return browser;
    }

    @Test
    void everyWayThroughATestIsQuietUntilTheReviewOpensAndTellsAllAfterwards() throws Exception {
        var seed = Long.getLong("mingbai.seed", System.nanoTime());
        try {
            var sitting = System.nanoTime();
            var journeys = new ArrayList<Journey>();
            for (var i = 0; i < JOURNEYS; i++) {
                var random = new Random(seed + i);
                var learner = world.signIn(Role.STAFF, World.VILLAGE);
                var attempt = prepared.prepare(new Preparation(
                        learner,
                        "01",
                        1,
                        Mode.TEST,
                        sitting,
                        null,
                        "定时测试",
                        80,
                        1800,
                        Instant.now().minusSeconds(10),
                        Instant.now().plusSeconds(7200),
                        Canaries.questions(name(i), i, random.nextInt(6))));
                var token = attempts.open(attempt).token();
                world.signOut();
                journeys.add(new Journey(random, token, i % WITH_PAGES == 0 ? signedIn(learner) : null));
            }
            for (var journey : journeys) {
                journey.pages();
                journey.open();
                for (var step = 0; step < STEPS; step++) {
                    if (step == 3) {
                        journey.start();
                    }
                    journey.step();
                }
                journey.pages();
            }
            for (var journey : journeys) {
                // Whoever hands in early is told nothing while others may be answering.
                journey.call(
                        "POST", "/Q/" + journey.token + "/hand-in", "{\"tab\":" + journey.tab + ",\"answers\":[]}");
                journey.call("GET", "/Q/" + journey.token + "/result", null);
                journey.step();
                journey.pages();
            }
            assertThat(journeys.stream().mapToInt(journey -> journey.read).sum())
                    .isGreaterThan(JOURNEYS * STEPS);

            // The last moment in which anybody could answer is long gone.
            jdbc.sql("update attempt set window_end = :end where sitting_id = :sitting")
                    .param("end", Times.sql(Instant.now().minusSeconds(1000)))
                    .param("sitting", sitting)
                    .update();
            for (var i = 0; i < JOURNEYS; i++) {
                var html = journeys.get(i)
                        .line
                        .get("/Q/" + journeys.get(i).token + "/result")
                        .body();
                Canaries.assertTold(html, name(i), i);
            }
        } catch (AssertionError leak) {
            throw new AssertionError("with seed " + seed + ": " + leak.getMessage(), leak);
        }
    }

    @Test
    void whatThePageLoadsHoldsNoneOfIt() throws Exception {
        var line = new AnsweringLine(port);
        var shell = line.get("/Q/" + "0".repeat(26)).body();
        var waiting = new ArrayList<String>();
        FILE.matcher(shell).results().forEach(found -> waiting.add(found.group(1)));
        var files = new HashSet<String>();
        while (!waiting.isEmpty()) {
            var path = waiting.removeLast();
            if (files.add(path)) {
                var file = line.get(path);
                assertThat(file.status()).as(path).isEqualTo(200);
                assertThat(file.body())
                        .as(path)
                        .isNotEmpty()
                        .doesNotContain(Canaries.CANARY, Canaries.NUMBER, Canaries.YEAR);
                IMPORTED.matcher(file.body())
                        .results()
                        .forEach(found -> waiting.add(path.substring(0, path.lastIndexOf('/') + 1) + found.group(1)));
            }
        }
        assertThat(files).as("files of the answering page").hasSizeGreaterThan(20);
    }
}
