package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Situation;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No byte over HTTP holds a key, a score or an explanation before the review opens: each has a canary of its own, learners
 * of one scheduled test take random ways through everything a token opens, and all that comes back is read. Afterwards every
 * canary must be there, or the reading would prove nothing. {@code LeakModuleTest} of the quizzes takes 200 more ways below
 * HTTP, and {@code AnsweringIT} looks at a learner's pages in a browser.
 */
@CheckTest(3)
class AnswerLeakCheckTest {

    private static final int JOURNEYS = 40;
    private static final int STEPS = 16;
    private static final int QUESTIONS = 9;

    /** In every explanation, solution, accepted text and parameter. */
    private static final String CANARY = "金丝雀";

    /** In every right number. */
    private static final String NUMBER = "8675309";

    /** The year of every right day. */
    private static final String YEAR = "2087";

    /** Names of what only a review has, and a score in words. */
    private static final Pattern TELLING = Pattern.compile(
            "\"(expected|explanation|right|score|passed|accepted|tolerance|solution|seed|parameters|points|lessons|marked|sources)\"\\s*:"
                    + "|\\d 分(?!钟)|class=\"(key|why|solution|is-right)");

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
    JdbcClient jdbc;

    private static About about(String code) {
        return new About(
                code,
                "题干" + code,
                CANARY + "讲解" + code + "。",
                List.of("dibao.members"),
                List.of(CANARY + " 1"),
                "L26",
                2,
                Skill.JUDGE);
    }

    /** One question of each kind, all canaries this journey's own. */
    private static List<Versioned> questions(int journey, Random random) {
        var three = List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙"));
        var letters = List.of("A", "B", "C");
        var turn = random.nextInt(6);
        var name = name(journey);
        var right = new BigDecimal(NUMBER + "%03d".formatted(journey));
        var asked = List.<Asked>of(
                new SingleChoice(about(name + 1), three, letters.get(turn % 3)),
                new MultipleChoice(about(name + 2), three, Set.of(letters.get(turn % 3), letters.get((turn + 1) % 3))),
                new TrueFalse(about(name + 3), turn % 2 == 0),
                new Numeric(about(name + 4), right, BigDecimal.ZERO, "元"),
                new Day(
                        about(name + 5),
                        LocalDate.of(Integer.parseInt(YEAR), 1, 1).plusDays(journey)),
                new ShortText(about(name + 6), List.of(CANARY + "词" + name)),
                new Ordering(about(name + 7), three, turn % 2 == 0 ? List.of("C", "A", "B") : List.of("B", "C", "A")),
                new Matching(
                        about(name + 8),
                        List.of(new Option("1", "一"), new Option("2", "二")),
                        three.subList(0, 2),
                        turn % 2 == 0 ? Map.of("1", "A", "2", "B") : Map.of("1", "B", "2", "A")),
                new ScenarioPart(
                        new Situation("gap-excluded", 42, "L26", Map.of("secret", CANARY + "参数"), "一户三口人。"),
                        new Numeric(about(name + 9), right.add(BigDecimal.TEN), BigDecimal.ONE, "元"),
                        List.of(CANARY + "解法" + name)));
        return asked.stream().map(question -> new Versioned(1, question)).toList();
    }

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
        int tab = 1;
        int read;

        Journey(Random random, String token) {
            this.random = random;
            this.token = token;
            this.right = IntStream.rangeClosed(1, QUESTIONS)
                    .mapToObj(number -> keys.right(token, number))
                    .toList();
        }

        void step() throws Exception {
            var path = "/Q/" + token;
            var number = 1 + random.nextInt(QUESTIONS);
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

        AnsweringLine.Answer call(String method, String path, @org.jspecify.annotations.Nullable String json)
                throws Exception {
            var answer = line.send(method, path, json);
            assertThat(answer.status())
                    .as("%s %s", method, path)
                    .isLessThan(500)
                    .isNotEqualTo(429);
            assertQuiet(answer.everything(), typed);
            read++;
            return answer;
        }
    }

    private static void assertQuiet(String everything, List<String> typed) {
        var seen = everything;
        for (var own : typed) {
            if (own.length() > 3) {
                seen = seen.replace(own, "");
            }
        }
        // A day, not four digits of an instant.
        assertThat(seen).doesNotContain(CANARY, NUMBER, YEAR + "-", YEAR + "年").doesNotContainPattern(TELLING);
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
                        questions(i, random)));
                var token = attempts.open(attempt).token();
                world.signOut();
                journeys.add(new Journey(random, token));
            }
            for (var journey : journeys) {
                journey.open();
                for (var step = 0; step < STEPS; step++) {
                    if (step == 3) {
                        journey.start();
                    }
                    journey.step();
                }
            }
            for (var journey : journeys) {
                // Whoever hands in early is told nothing while others may be answering.
                journey.call(
                        "POST", "/Q/" + journey.token + "/hand-in", "{\"tab\":" + journey.tab + ",\"answers\":[]}");
                journey.call("GET", "/Q/" + journey.token + "/result", null);
                journey.step();
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
                for (var question = 1; question <= QUESTIONS; question++) {
                    assertThat(html).contains(CANARY + "讲解" + name(i) + question + "。");
                }
                assertThat(html)
                        .contains(
                                NUMBER + "%03d".formatted(i) + "元",
                                YEAR + "年",
                                CANARY + "词" + name(i),
                                CANARY + "解法" + name(i))
                        .containsPattern(TELLING);
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
                assertThat(file.body()).as(path).isNotEmpty().doesNotContain(CANARY, NUMBER, YEAR);
                IMPORTED.matcher(file.body())
                        .results()
                        .forEach(found -> waiting.add(path.substring(0, path.lastIndexOf('/') + 1) + found.group(1)));
            }
        }
        assertThat(files).as("files of the answering page").hasSizeGreaterThan(20);
    }
}
