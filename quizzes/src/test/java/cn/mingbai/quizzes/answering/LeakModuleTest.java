package cn.mingbai.quizzes.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.testing.Canaries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * No byte before the review opens holds a key, a score or an explanation: each has a canary, people take random ways
 * through everything a token opens, and all that comes back is read. When the review is open every canary must be there:
 * otherwise the reading would prove nothing.
 */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class LeakModuleTest {

    private static final int JOURNEYS = 200;
    private static final int IN_A_SITTING = 10;

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    AnsweringFiles answeringFiles;

    @Autowired
    World world;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    AttemptKeys keys;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WebApplicationContext context;

    MockMvc mvc;

    @BeforeEach
    void canariesIntoTheBank() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        // Further versions, as an officer's would be: a question in use is never rewritten.
        jdbc.sql("""
                insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash, recorded_at)
                select next value for question_seq, course_code, code, version + 1000, kind,
                  replace(content, '"explanation":"', concat('"explanation":"', :canary, code, '。')), content_hash,
                  origin_hash, recorded_at
                from question where course_code = '01'
                """).param("canary", Canaries.CANARY).update();
    }

    @AfterEach
    void andOutAgain() {
        jdbc.sql("delete from question where course_code = '01' and version > 1000")
                .update();
    }

    /** What somebody does with a token, remembering what was typed: an echo of one's own words is no leak. */
    private final class Journey {
        final Random random;
        final String token;
        final List<String> right;
        final List<String> typed = new ArrayList<>();
        final Map<Integer, Integer> seqs = new HashMap<>();
        final boolean keepsCanaries;
        int tab;
        boolean handedIn;
        int read;

        Journey(Random random, String token, List<String> right, boolean keepsCanaries) {
            this.random = random;
            this.token = token;
            this.right = right;
            this.keepsCanaries = keepsCanaries;
        }

        void step() throws Exception {
            var number = 1 + random.nextInt(right.size());
            switch (random.nextInt(13)) {
                case 0 -> call(get("/Q/" + token), null);
                case 1 -> {
                    var paper = call(get("/Q/" + token + "/paper"), null);
                    tab = JSON.readTree(paper).path("tab").asInt(tab);
                }
                case 2 -> call(get("/Q/" + token + "/clock"), null);
                case 3 -> call(get("/Q/" + token + "/result"), null);
                case 4 -> call(post("/Q/" + token + "/away"), Map.of("seconds", random.nextInt(100)));
                case 5 -> call(post("/Q/" + token + "/start"), Map.of("key", "k", "tab", Math.max(1, tab)));
                case 6 -> save(number, right.get(number - 1));
                case 7 -> save(number, "x'<b>" + random.nextInt(1000));
                case 8 -> save(99, "A");
                case 9 -> {
                    // An older tab, and an older number.
                    tab--;
                    save(number, random.nextBoolean() ? "B" : "true");
                    tab++;
                    seqs.merge(number, -1, Integer::sum);
                    save(number, "C");
                }
                case 10 -> call(put("/Q/" + token + "/answers/" + number), "{\"answer\":");
                case 11 -> call(get("/Q/" + "A".repeat(26) + "/result"), null);
                default ->
                    save(
                            number,
                            List.of("A", "B", "A,B", "true", "false", "720", "2026-08-06")
                                    .get(random.nextInt(7)));
            }
        }

        private void save(int number, String answer) throws Exception {
            typed.add(answer);
            var seq = Math.max(1, seqs.merge(number, 1, Integer::sum));
            var body =
                    call(put("/Q/" + token + "/answers/" + number), Map.of("answer", answer, "seq", seq, "tab", tab));
            var saved = JSON.readTree(body);
            if (saved instanceof ObjectNode fields && !fields.has("problem")) {
                // Right or wrong, an answer is acknowledged in the same words.
                assertThat(fields.propertyNames()).isSubsetOf("seq", "late", "now", "deadline", "state");
            }
        }

        void handIn() throws Exception {
            var body = call(post("/Q/" + token + "/hand-in"), Map.of("tab", tab, "answers", List.of()));
            handedIn = JSON.readTree(body).path("state").asString("").equals("ENDED");
        }

        private String call(MockHttpServletRequestBuilder request, @Nullable Object body) throws Exception {
            var response = send(request, body);
            var text = response.getContentAsString(StandardCharsets.UTF_8);
            if (!(handedIn && keepsCanaries)) {
                assertQuiet(response, typed);
                read++;
            }
            return text;
        }
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request, @Nullable Object body)
            throws Exception {
        request.locale(Locale.SIMPLIFIED_CHINESE);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .content(body instanceof String text ? text : JSON.writeValueAsString(body));
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    private static void assertQuiet(MockHttpServletResponse response, List<String> typed) throws Exception {
        var everything = new StringBuilder(response.getContentAsString(StandardCharsets.UTF_8));
        for (var header : response.getHeaderNames()) {
            everything.append('\n').append(header).append(": ").append(response.getHeaders(header));
        }
        Canaries.assertQuiet(everything.toString(), typed);
    }

    @Test
    void twoHundredWaysThroughATestSeeNoKeyScoreOrExplanationUntilTheReviewOpensAndEveryOneAfterwards()
            throws Exception {
        var seed = System.nanoTime();
        try {
            var journeys = new ArrayList<Journey>();
            var sitting = System.nanoTime();
            for (var number = 0; number < JOURNEYS; number++) {
                var random = new Random(seed + number);
                var learner = world.signIn(Role.STAFF, World.VILLAGE);
                if (number % IN_A_SITTING == 0) {
                    sitting++;
                }
                var questions = Canaries.questions("j" + number + "q", number, random.nextInt(6));
                var attempt = prepared.prepare(new Preparation(
                        learner,
                        "01",
                        1,
                        Mode.TEST,
                        sitting,
                        null,
                        "定时测试",
                        80,
                        30 * 60,
                        clock.instant().plus(Duration.ofMinutes(number % 3)),
                        clock.instant().plus(Duration.ofHours(2)),
                        questions));
                var token = attempts.open(attempt).token();
                world.signOut();
                journeys.add(new Journey(random, token, right(token, questions.size()), false));
            }
            walk(journeys);
            for (var journey : journeys) {
                // Everybody who began hands in; nobody is told anything while others may be answering.
                journey.handIn();
                for (var step = 0; step < 4; step++) {
                    journey.step();
                }
                journey.call(get("/Q/" + journey.token + "/result"), null);
            }
            assertThat(journeys.stream().mapToInt(journey -> journey.read).sum())
                    .isGreaterThan(JOURNEYS * 20);

            clock.pass(Duration.ofHours(3));
            var told = 0;
            for (var number = 0; number < JOURNEYS; number++) {
                var journey = journeys.get(number);
                var html =
                        send(get("/Q/" + journey.token + "/result"), null).getContentAsString(StandardCharsets.UTF_8);
                if (html.contains("id=\"not-taken\"")) {
                    assertThat(html).doesNotContain(Canaries.CANARY, Canaries.NUMBER, Canaries.YEAR + "年");
                    continue;
                }
                told++;
                Canaries.assertTold(html, "j" + number + "q", number);
                assertThat(html)
                        .contains(sheets.result(journey.token, Locale.SIMPLIFIED_CHINESE)
                                        .score()
                                + " 分");
            }
            assertThat(told).as("who began, and so could be told").isGreaterThan(JOURNEYS / 2);
        } catch (AssertionError leak) {
            throw new AssertionError("with seed " + seed + ": " + leak.getMessage(), leak);
        }
    }

    @Test
    void aCoursesOwnQuizTellsNothingUntilItIsHandedInAndEverythingAfterwards() throws Exception {
        var seed = System.nanoTime();
        for (var number = 0; number < JOURNEYS / 5; number++) {
            world.signIn(Role.STAFF, World.VILLAGE);
            var token = attempts.start("01").token();
            world.signOut();
            var items = sheets.sheet(token).items();
            var journey = new Journey(
                    new Random(seed + number),
                    token,
                    // Numbers and days of shipped questions have no canary, and may be part of a stem.
                    items.stream().map(item -> "A").toList(),
                    true);
            walk(List.of(journey));
            journey.call(get("/Q/" + token + "/paper"), null);
            sheets.handIn(token);
            var html = send(get("/Q/" + token + "/result"), null).getContentAsString(StandardCharsets.UTF_8);
            for (var item : items) {
                if (item.situation().isEmpty()) {
                    assertThat(html).as("seed %d", seed).contains(Canaries.CANARY + item.code() + "。");
                }
            }
            assertThat(html).containsPattern(Canaries.TELLING);
        }
    }

    @Test
    void papersThatDifferInTheirKeysAloneAreTheSamePaper() throws Exception {
        for (var journey = 0; journey < 20; journey++) {
            var papers = new ArrayList<ObjectNode>();
            for (var turn = 0; turn < 6; turn++) {
                var learner = world.signIn(Role.STAFF, World.VILLAGE);
                var attempt = prepared.prepare(new Preparation(
                        learner,
                        "01",
                        1,
                        Mode.TEST,
                        System.nanoTime(),
                        null,
                        "定时测试",
                        80,
                        1800,
                        null,
                        null,
                        Canaries.questions("j" + journey + "q", journey, turn)));
                var token = attempts.open(attempt).token();
                world.signOut();
                send(post("/Q/" + token + "/start"), Map.of("key", "k", "tab", 1));
                var paper = (ObjectNode) JSON.readTree(
                        send(get("/Q/" + token + "/paper"), null).getContentAsString(StandardCharsets.UTF_8));
                assertThat(paper.get("questions")).hasSize(9);
                paper.remove("attempt");
                papers.add(paper);
            }
            assertThat(papers).allMatch(papers.getFirst()::equals);
        }
    }

    @Test
    void noScriptOrStyleHoldsACanary() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/META-INF/resources/mingbai/answering"))) {
            assertThat(files)
                    .hasSizeGreaterThan(answeringFiles.modules().size())
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .isNotEmpty()
                            .doesNotContain(Canaries.CANARY, Canaries.NUMBER, Canaries.YEAR));
        }
    }

    private List<String> right(String token, int size) {
        var right = new ArrayList<String>();
        for (var number = 1; number <= size; number++) {
            right.add(keys.right(token, number));
        }
        return right;
    }

    /** Everybody's steps, in turns, while the time goes on. */
    private void walk(List<Journey> journeys) throws Exception {
        for (var step = 0; step < 24; step++) {
            for (var journey : journeys) {
                journey.step();
            }
            clock.pass(Duration.ofSeconds(20));
        }
    }
}
