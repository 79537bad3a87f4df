package cn.mingbai.quizzes.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Answering;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Sheet;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class AnsweringPageModuleTest {

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    MovingClock clock;

    @Autowired
    WebApplicationContext context;

    MockMvc mvc;
    String token;

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        world.signIn(Role.STAFF, World.VILLAGE);
        token = attempts.start("01").token();
        world.signOut();
    }

    private MockHttpServletResponse page(String path) throws Exception {
        return mvc.perform(get("/Q/" + token + path).locale(Locale.SIMPLIFIED_CHINESE))
                .andReturn()
                .getResponse();
    }

    private String html(String path) throws Exception {
        var response = page(path);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse send(int number, String... answer) throws Exception {
        var request = post("/Q/" + token + "/" + number).locale(Locale.SIMPLIFIED_CHINESE);
        if (answer.length > 0) {
            request.param("answer", answer);
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    private int first(Sheet.Input input) {
        return sheets.sheet(token).items().stream()
                .filter(item -> item.input() == input)
                .findFirst()
                .orElseThrow()
                .number();
    }

    private Sheet.Item item(int number) {
        return sheets.sheet(token).items().get(number - 1);
    }

    @Test
    void theDoorLeadsToTheFirstOpenQuestionThenToTheOverviewThenToTheResult() throws Exception {
        assertThat(page("").getRedirectedUrl()).isEqualTo("/Q/" + token + "/1");
        send(1, Answering.right(item(1)));
        assertThat(page("").getRedirectedUrl()).isEqualTo("/Q/" + token + "/2");
        for (var number = 2; number <= 10; number++) {
            send(number, Answering.right(sheets, token, item(number)).split(","));
        }
        assertThat(page("").getRedirectedUrl()).isEqualTo("/Q/" + token + "/review");
        mvc.perform(post("/Q/" + token + "/hand-in"));
        assertThat(page("").getRedirectedUrl()).isEqualTo("/Q/" + token + "/result");
        assertThat(html("/result")).contains("100 分", "id=\"passed\"", "《中华人民共和国社会救助法》");
    }

    @Test
    void savingLeadsOnWith303AndTheLastOneToTheOverview() throws Exception {
        var response = send(3, Answering.right(item(3)));
        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getRedirectedUrl()).isEqualTo("/Q/" + token + "/4");
        assertThat(send(10, "720").getRedirectedUrl()).isEqualTo("/Q/" + token + "/review");
        assertThat(html("/review")).contains("还有 8 题没答").doesNotContain("id=\"complete\"");
    }

    @Test
    void everyKindIsOnePageWithItsInputsAndWhatIsSaved() throws Exception {
        assertThat(html("/1")).contains("第 1 题，共 10 题", "还剩 15 分钟");
        assertThat(html("/" + first(Sheet.Input.ONE))).contains("type=\"radio\"", "单选");
        var several = first(Sheet.Input.SEVERAL);
        assertThat(html("/" + several)).contains("type=\"checkbox\"", "多选");
        assertThat(html("/" + first(Sheet.Input.TRUE_FALSE))).contains("value=\"true\"", "value=\"false\"", "判断对错");
        assertThat(html("/10")).contains("inputmode=\"decimal\"", item(10).unit());
        send(
                several,
                item(several).choices().getFirst().key(),
                item(several).choices().getLast().key());
        assertThat(html("/" + several).split("checked=\"checked\"", -1)).hasSize(3);
        send(10, "１，２００" + item(10).unit());
        assertThat(html("/10")).contains("value=\"１，２００" + item(10).unit() + "\"");
    }

    @Test
    void noPageBeforeHandingInTellsTheKey() throws Exception {
        var everything = new StringBuilder(html("/review"));
        for (var number = 1; number <= 10; number++) {
            everything.append(html("/" + number));
        }
        for (var quiz : ShippedQuiz.all()) {
            for (var question : quiz.questions()) {
                assertThat(everything.toString())
                        .doesNotContain(question.about().explanation().substring(0, 12));
            }
        }
        assertThat(everything.toString())
                .doesNotContain("class=\"key\"", "正确", "is-right", "checked")
                .doesNotContainIgnoringCase("\"answer\":", "explanation", "tolerance");
        // Asked before handing in, the result answers like the door.
        assertThat(page("/result").getRedirectedUrl()).isEqualTo("/Q/" + token + "/1");
    }

    @Test
    void pagesWorkWithoutScriptAndSetNoCookie() throws Exception {
        for (var path : new String[] {"/1", "/review"}) {
            var response = page(path);
            assertThat(response.getContentAsString())
                    .doesNotContainIgnoringCase("<script", "onclick", "style=")
                    .contains("/mingbai/page.css");
            assertThat(response.getCookies()).isEmpty();
        }
    }

    @Test
    void aHostileAnswerIsRefusedInASentenceAndShownHarmlessly() throws Exception {
        for (var hostile : new String[] {"Z", "<script>alert(1)</script>", "A".repeat(1 << 20), "' or 1=1"}) {
            var response = send(first(Sheet.Input.ONE), hostile);
            assertThat(response.getStatus()).isEqualTo(400);
            assertThat(response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8))
                    .contains("id=\"refused\"")
                    .doesNotContain("<script")
                    .hasSizeLessThan(20_000);
        }
        var number = send(10, "很多钱");
        assertThat(number.getStatus()).isEqualTo(400);
        assertThat(number.getContentAsString(java.nio.charset.StandardCharsets.UTF_8))
                .contains("请填一个数", "value=\"很多钱\"");
        assertThat(sheets.sheet(token).unanswered()).hasSize(10);
    }

    @Test
    void anEmptyFormGoesOnAndSavesNothing() throws Exception {
        assertThat(send(1).getRedirectedUrl()).isEqualTo("/Q/" + token + "/2");
        assertThat(send(10, "").getRedirectedUrl()).isEqualTo("/Q/" + token + "/review");
        assertThat(sheets.sheet(token).unanswered()).hasSize(10);
    }

    @Test
    void unknownTokensAndQuestionsAnswerAlike() throws Exception {
        var foreign = mvc.perform(get("/Q/" + "A".repeat(26) + "/1").locale(Locale.SIMPLIFIED_CHINESE))
                .andReturn()
                .getResponse();
        assertThat(foreign.getStatus()).isEqualTo(404);
        for (var path : new String[] {"/0", "/11", "/999"}) {
            var response = page(path);
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getContentAsByteArray()).isEqualTo(foreign.getContentAsByteArray());
        }
        for (var hostile : new String[] {"/Q/x/1", "/Q/" + "A".repeat(26), "/Q/" + "A".repeat(26) + "/result"}) {
            assertThat(mvc.perform(get(hostile).locale(Locale.SIMPLIFIED_CHINESE))
                            .andReturn()
                            .getResponse()
                            .getContentAsByteArray())
                    .isEqualTo(foreign.getContentAsByteArray());
        }
        assertThat(mvc.perform(post("/Q/" + "A".repeat(26) + "/hand-in"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void afterTheDeadlineEveryPageLeadsToTheResult() throws Exception {
        send(1, Answering.right(item(1)));
        clock.pass(Duration.ofMinutes(18));
        for (var path : new String[] {"", "/3", "/review"}) {
            assertThat(page(path).getRedirectedUrl()).as(path).isEqualTo("/Q/" + token + "/result");
        }
        assertThat(send(3, "A").getRedirectedUrl()).isEqualTo("/Q/" + token + "/result");
        assertThat(html("/result")).contains("10 分", "id=\"failed\"", "10 分钟后可以再考", "没答");
    }

    @Test
    void theTimeLeftIsToldInMinutes() throws Exception {
        clock.pass(Duration.ofMinutes(14).plusSeconds(10));
        assertThat(html("/1")).contains("不到 1 分钟");
        clock.pass(Duration.ofSeconds(55));
        assertThat(html("/1")).contains("时间到");
    }

    @Test
    void aDoubleTapOnHandingInShowsTheResultTwice() throws Exception {
        for (var tap = 0; tap < 2; tap++) {
            var response =
                    mvc.perform(post("/Q/" + token + "/hand-in")).andReturn().getResponse();
            assertThat(response.getStatus()).isEqualTo(303);
            assertThat(response.getRedirectedUrl()).isEqualTo("/Q/" + token + "/result");
        }
        assertThat(mvc.perform(get("/Q/" + token + "/hand-in"))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isEqualTo("/Q/" + token + "/result");
    }
}
