package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.scenarios.Scenarios;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** A paper with every further kind, from the page to the result. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class EveryKindModuleTest {

    private static final int DAY = 1;
    private static final int TEXT = 2;
    private static final int ORDER = 3;
    private static final int MATCH = 4;
    private static final int PART = 5;

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    AttemptKeys keys;

    @Autowired
    AttemptRows rows;

    @Autowired
    AttemptTokens tokens;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovingClock clock;

    @Autowired
    WebApplicationContext context;

    MockMvc mvc;
    String token;
    int tab;
    long seq;
    long attempt;

    private static About about(String code) {
        return new About(
                code, "题干" + code, "理由" + code + " [L26 18]", List.of("p"), List.of("L26 18"), "L26", 1, Skill.JUDGE);
    }

    private static Paper paper() {
        var random = new Random(5);
        var questions = new ArrayList<Question>();
        questions.add(new Day(about("a"), LocalDate.of(2026, 8, 6)));
        questions.add(new ShortText(about("b"), List.of("先行救助", "先救后补")));
        questions.add(Ordering.of(about("c"), List.of("受理", "调查", "公示", "确认")).shuffled(random));
        questions.add(new Matching(
                        about("d"),
                        List.of(new Option("1", "打工"), new Option("2", "出租"), new Option("3", "养老金")),
                        List.of(new Option("A", "工资类"), new Option("B", "财产类"), new Option("C", "转移类")),
                        Map.of("1", "A", "2", "B", "3", "C"))
                .shuffled(random));
        questions.addAll(Scenarios.draw(new Scenario(about("e"), "gap-excluded"), 42));
        return new Paper(
                questions.stream().map(question -> new Versioned(1, question)).toList());
    }

    @BeforeEach
    void open() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        world.signIn(Role.STAFF, World.VILLAGE);
        var started = attempts.start("01");
        world.signOut();
        var other = rows.byToken(started.token()).orElseThrow();
        // The same person sits a paper of ours instead of the drawn one.
        sheets.handIn(started.token());
        attempt = prepared.prepare(new Preparation(
                other.person(), "01", 1, Mode.TEST, null, null, "测试", 80, 15 * 60, null, null, paper().questions()));
        token = tokens.token(attempt, 0);
        sheets.start(token, "k", 1);
    }

    private String html(String path) throws Exception {
        var response = mvc.perform(get("/Q/" + token + path).locale(Locale.SIMPLIFIED_CHINESE))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    /** The paper as a page loads it; from now on the newest tab is {@code tab}. */
    private JsonNode opened() throws Exception {
        var opened = QuestionJson.MAPPER.readTree(html("/paper"));
        tab = opened.get("tab").asInt();
        return opened;
    }

    private MockHttpServletResponse send(int number, String answer) throws Exception {
        var body = QuestionJson.MAPPER.writeValueAsString(Map.of("answer", answer, "seq", ++seq, "tab", tab));
        return mvc.perform(put("/Q/" + token + "/answers/" + number)
                        .locale(Locale.SIMPLIFIED_CHINESE)
                        .contentType("application/json")
                        .content(body))
                .andReturn()
                .getResponse();
    }

    private String refused(int number, String answer) throws Exception {
        var response = send(number, answer);
        assertThat(response.getStatus()).isEqualTo(422);
        assertThat(response.getContentType()).startsWith("application/json");
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void eachKindSaysHowItIsAnsweredAndWith() throws Exception {
        var questions = opened().get("questions");
        assertThat(questions.get(DAY - 1).get("input").asString()).isEqualTo("DAY");
        assertThat(questions.get(TEXT - 1).get("input").asString()).isEqualTo("TEXT");
        assertThat(questions.get(ORDER - 1).get("choices")).hasSize(4);
        assertThat(questions.get(MATCH - 1).get("choices")).hasSize(3);
        assertThat(questions.get(MATCH - 1).get("targets").toString()).contains("工资类", "财产类", "转移类");
        var part = questions.get(PART - 1);
        assertThat(part.get("situation").asString()).contains("当地低保标准每人每月");
        assertThat(part.get("unit").asString()).isNotEmpty();
    }

    @Test
    void whatWasSavedIsInThePaperAgain() throws Exception {
        opened();
        assertThat(send(DAY, "2026-08-06").getStatus()).isEqualTo(200);
        assertThat(send(TEXT, "先行 救助").getStatus()).isEqualTo(200);
        assertThat(send(ORDER, "A:4,B:3,C:2,D:1").getStatus()).isEqualTo(200);
        assertThat(send(MATCH, "1:C,2:C,3:A").getStatus()).isEqualTo(200);
        var answers = opened().get("answers");
        assertThat(answers.get("" + DAY).get("answer").asString()).isEqualTo("2026-08-06");
        assertThat(answers.get("" + TEXT).get("answer").asString()).isEqualTo("先行 救助");
        assertThat(answers.get("" + ORDER).get("answer").asString()).isEqualTo("A:4,B:3,C:2,D:1");
        assertThat(answers.get("" + MATCH).get("answer").asString()).isEqualTo("1:C,2:C,3:A");
        assertThat(sheets.sheet(token).unanswered()).containsExactly(5, 6);
    }

    @Test
    void anIncompleteOrderIsRefusedInASentence() throws Exception {
        opened();
        assertThat(refused(ORDER, "A:2,C:1")).contains("共4步，每一步都要选好位置");
        assertThat(refused(ORDER, "A:2,B:2,C:1,D:4")).contains("有两步都选成了第2步");
        assertThat(refused(MATCH, "1:A")).contains("共3项，每一项都要选");
        assertThat(refused(DAY, "下周一")).contains("请填年、月、日", "下周一");
        assertThat(refused(TEXT, "……")).contains("还没有作答");
        assertThat(sheets.sheet(token).unanswered()).hasSize(6);
    }

    @Test
    void hostileAnswersAreRefusedInShortAndHarmlessly() throws Exception {
        opened();
        for (var hostile : new String[] {
            "<script>alert(1)</script>",
            "A:1,B:2,C:3,D:<img src=x>",
            "A:" + "9".repeat(5000),
            ":".repeat(50),
            "' or 1=1"
        }) {
            for (var number : new int[] {ORDER, MATCH, DAY, PART}) {
                assertThat(refused(number, hostile)).hasSizeLessThan(300);
            }
        }
        // A text is any text: it is kept, marked wrong and shown as text.
        assertThat(send(TEXT, "<script>alert(1)</script>").getStatus()).isEqualTo(200);
        sheets.handIn(token);
        assertThat(html("/result")).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void noByteBeforeHandingInHoldsKeySolutionOrSeedAndAfterwardsTheSolutionIsThere() throws Exception {
        opened();
        var before = new StringBuilder(html("")).append(html("/paper")).append(html("/clock"));
        tab++;
        for (var number = 1; number <= 6; number++) {
            before.append(send(
                            number,
                            Answering.wrong(
                                    sheets, token, sheets.sheet(token).items().get(number - 1)))
                    .getContentAsString(StandardCharsets.UTF_8));
        }
        var secrets = new ArrayList<String>();
        for (var number = 1; number <= 6; number++) {
            var asked = sheets.paper(token).question(number);
            secrets.add(asked.about().explanation().substring(0, 3));
            if (asked instanceof ScenarioPart part) {
                part.solution().forEach(step -> secrets.add(step.replaceAll("\\[.*", "")));
            }
        }
        secrets.add("先行救助");
        assertThat(secrets).hasSizeGreaterThan(9);
        assertThat(before.toString())
                .contains("\"questions\":[{")
                .doesNotContain(secrets)
                .doesNotContain("2026-08-06", "solution", "\"seed\"", "gap-excluded");
        for (var number = 1; number <= 6; number++) {
            sheets.save(token, number, keys.right(token, number));
        }
        sheets.handIn(token);
        var after = html("/result");
        assertThat(after).contains(secrets).contains("100 分", "class=\"solution\"", "2026年8月6日");
        // The case is told once, above its first question.
        assertThat(after.split("class=\"situation\"", -1)).hasSize(2);
    }

    @Test
    void wrongAnswersAreShownBesideTheRightOnes() throws Exception {
        for (var item : sheets.sheet(token).items()) {
            sheets.save(token, item.number(), Answering.wrong(sheets, token, item));
        }
        sheets.handIn(token);
        var result = sheets.result(token, Locale.SIMPLIFIED_CHINESE);
        assertThat(result.score()).isZero();
        assertThat(result.questions()).allMatch(Result.Marked::isAnswered);
        var order = result.questions().get(ORDER - 1);
        assertThat(order.rows()).extracting(Result.Row::text).containsExactly("受理", "调查", "公示", "确认");
        assertThat(order.rows()).extracting(Result.Row::given).containsExactly("第 2 步", "第 1 步", "第 3 步", "第 4 步");
        assertThat(order.rows()).extracting(Result.Row::isRight).containsExactly(false, false, true, true);
        assertThat(html("/result")).contains("正确：财产类", "正确：第 1 步", "您填的是：1999年12月31日", "正确答案：2026年8月6日");
    }

    @Test
    void caseParametersAndSolutionAreFrozenInTheAttempt() {
        var stored = jdbc.sql("select paper from attempt where id = :id")
                .param("id", attempt)
                .query(String.class)
                .single();
        assertThat(stored)
                .contains("\"generator\":\"gap-excluded\"", "\"seed\":42", "\"rules\":\"L26\"", "\"standard\":");
        var read = sheets.paper(token);
        assertThat(read).isEqualTo(paper());
        for (var number = PART; number <= 6; number++) {
            Asked asked = read.question(number);
            assertThat(((ScenarioPart) asked).solution()).isNotEmpty();
        }
    }
}
