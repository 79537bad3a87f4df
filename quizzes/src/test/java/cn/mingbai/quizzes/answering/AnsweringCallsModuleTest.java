package cn.mingbai.quizzes.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.OverdueRun;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.attempts.Result;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the answering page; "case" numbers are those of section 6 of the training anchors. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class AnsweringCallsModuleTest {

    private static final AtomicLong SITTINGS = new AtomicLong(System.nanoTime());
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    World world;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WebApplicationContext web;

    @Autowired
    ApplicationContext context;

    MockMvc mvc;
    PersonId learner;
    long sitting;
    long attempt;
    String token;

    /** A status with what came. */
    record Answer(int status, JsonNode body) {

        String problem() {
            return body.path("problem").asString("");
        }

        String text(String field) {
            return body.path(field).asString("");
        }

        int number(String field) {
            return body.path(field).asInt();
        }

        Instant instant(String field) {
            return Instant.parse(text(field));
        }
    }

    private static About about(String code) {
        return new About(
                code, "题干" + code, "理由" + code + " [L26 18]", List.of("p"), List.of("L26 18"), "L26", 1, Skill.JUDGE);
    }

    /** Four questions; right are A, true, 720 and 先行救助. */
    static List<Versioned> questions() {
        var asked = List.<Asked>of(
                new SingleChoice(
                        about("q1"), List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙")), "A"),
                new TrueFalse(about("q2"), true),
                new Numeric(about("q3"), new BigDecimal("720"), BigDecimal.ZERO, "元"),
                new ShortText(about("q4"), List.of("先行救助")));
        return asked.stream().map(question -> new Versioned(1, question)).toList();
    }

    @BeforeEach
    void prepare() {
        mvc = MockMvcBuilders.webAppContextSetup(web).build();
        learner = world.signIn(Role.STAFF, World.VILLAGE);
        sitting = SITTINGS.incrementAndGet();
        prepare(Mode.TEST, 15, clock.instant(), clock.instant().plus(Duration.ofHours(2)));
    }

    private void prepare(Mode mode, int minutes, @Nullable Instant opens, @Nullable Instant end) {
        attempt = prepared.prepare(new Preparation(
                learner, "01", 1, mode, ++sitting, null, "七月测试", 80, minutes * 60, opens, end, questions()));
        world.signIn(learner);
        token = attempts.open(attempt).token();
        world.signOut();
    }

    private Answer send(MockHttpServletRequestBuilder request, @Nullable Object body) throws Exception {
        request.locale(Locale.SIMPLIFIED_CHINESE);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .content(body instanceof String text ? text : JSON.writeValueAsString(body));
        }
        var response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getHeader("Cache-Control")).as("kept by no cache").contains("no-store");
        assertThat(response.getCookies()).isEmpty();
        var text = response.getContentAsString(StandardCharsets.UTF_8);
        return new Answer(response.getStatus(), text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
    }

    private Answer paper() throws Exception {
        return send(get("/Q/" + token + "/paper"), null);
    }

    private Answer start(int tab) throws Exception {
        return send(post("/Q/" + token + "/start"), Map.of("key", "k-1", "tab", tab));
    }

    private Answer save(int tab, int number, long seq, String answer) throws Exception {
        return send(
                put("/Q/" + token + "/answers/" + number),
                Map.of(
                        "answer",
                        answer,
                        "seq",
                        seq,
                        "tab",
                        tab,
                        "typedAt",
                        clock.instant().toString()));
    }

    private Answer clockCall() throws Exception {
        return send(get("/Q/" + token + "/clock"), null);
    }

    private Answer handIn(int tab, List<Map<String, Object>> left) throws Exception {
        return send(post("/Q/" + token + "/hand-in"), Map.of("tab", tab, "answers", left));
    }

    private static Map<String, Object> left(int number, long seq, String answer) {
        return Map.of("number", number, "seq", seq, "answer", answer);
    }

    private int openedAndStarted() throws Exception {
        var tab = paper().number("tab");
        assertThat(start(tab).text("state")).isEqualTo("OPEN");
        return tab;
    }

    /** What came out, read when it is told: after the window of the last person. */
    private Result result() {
        clock.pass(Duration.ofHours(3));
        return sheets.result(token, Locale.SIMPLIFIED_CHINESE);
    }

    private int score() {
        return result().score();
    }

    private List<String> refused() {
        return jdbc.sql("select concat(reason, ' ', number, ' ', answer) from attempt_refused_answer"
                        + " where attempt_id = ? order by id")
                .param(attempt)
                .query(String.class)
                .list();
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table + " where attempt_id = ?")
                .param(attempt)
                .query(Integer.class)
                .single();
    }

    private void overdueRun() {
        OverdueRun.once(context);
    }

    @Test
    void aPaperIsToldWhenItOpensAndItsQuestionsOnlyOnceItIsStarted() throws Exception {
        prepare(Mode.TEST, 15, clock.instant().plusSeconds(60), clock.instant().plusSeconds(7200));
        var before = paper();
        assertThat(before.text("state")).isEqualTo("WAITING");
        assertThat(before.text("title")).isEqualTo("七月测试");
        assertThat(before.instant("opensAt")).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(before.number("minutes")).isEqualTo(15);
        assertThat(before.number("passMark")).isEqualTo(80);
        assertThat(before.body().get("questions")).isEmpty();
        var early = start(1);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.problem()).isEqualTo("not-yet");
        assertThat(early.instant("opensAt")).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(save(1, 1, 1, "A").problem()).isEqualTo("not-started");
        assertThat(handIn(1, List.of()).problem()).isEqualTo("not-started");
        clock.pass(Duration.ofSeconds(60));
        var opened = start(1);
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.body().get("questions")).hasSize(4);
        assertThat(opened.body().get("questions").get(0).toString())
                .contains("\"number\":1", "\"input\":\"ONE\"", "\"stem\":\"题干q1\"", "\"letter\":\"A\"")
                .doesNotContain("理由", "answer", "right");
        assertThat(opened.instant("deadline")).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void case01TwoStartsAtOnceAreOneAttemptAndBothGetIt() throws Exception {
        var first = paper().number("tab");
        var second = paper().number("tab");
        var calls = new ArrayList<Callable<Answer>>();
        for (var i = 0; i < 20; i++) {
            var tab = i % 2 == 0 ? first : second;
            calls.add(() -> start(tab));
        }
        try (var pool = Executors.newFixedThreadPool(20)) {
            var deadlines = new ArrayList<Instant>();
            for (var done : pool.invokeAll(calls)) {
                assertThat(done.get().status()).isEqualTo(200);
                assertThat(done.get().body().get("questions")).hasSize(4);
                deadlines.add(done.get().instant("deadline"));
            }
            assertThat(deadlines).hasSize(20).containsOnly(deadlines.getFirst());
        }
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'attempt.start' and subject = ?")
                        .param("attempt " + attempt)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        var deadline = start(first).instant("deadline");
        clock.pass(Duration.ofMinutes(3));
        assertThat(start(second).instant("deadline")).isEqualTo(deadline);
    }

    @Test
    void case02AnOlderTabNeverOverwritesAndWhatWasTypedThereIsKept() throws Exception {
        var older = openedAndStarted();
        assertThat(save(older, 1, 1, "B").status()).isEqualTo(200);
        var newer = paper().number("tab");
        assertThat(newer).isGreaterThan(older);
        assertThat(save(newer, 1, 2, "A").status()).isEqualTo(200);
        var refused = save(older, 1, 3, "C");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("older-tab");
        assertThat(refused.text("answer")).isEqualTo("A");
        assertThat(refused.number("tab")).isEqualTo(newer);
        assertThat(refused()).containsExactly("OLDER_TAB 1 C");
        // The older one learns that what it had sent before is saved, and cannot hand in either.
        assertThat(save(older, 1, 1, "B").problem()).isEqualTo("older-tab");
        assertThat(save(older, 2, 1, "false").problem()).isEqualTo("older-tab");
        var ending = handIn(older, List.of(left(3, 1, "700")));
        assertThat(ending.status()).isEqualTo(409);
        assertThat(ending.problem()).isEqualTo("older-tab");
        assertThat(clockCall().text("state")).isEqualTo("OPEN");
        assertThat(refused()).contains("OLDER_TAB 2 false", "OLDER_TAB 3 700");
        handIn(newer, List.of());
        assertThat(score()).isEqualTo(25);
    }

    @Test
    void case03ThePhonesClockDecidesNothing() throws Exception {
        var tab = openedAndStarted();
        for (var hours : List.of(-2, 2, 0)) {
            var typed = clock.instant().plus(Duration.ofHours(hours));
            var saved = send(
                    put("/Q/" + token + "/answers/1"),
                    Map.of("answer", "A", "seq", 10 + hours, "tab", tab, "typedAt", typed.toString()));
            if (hours == 0) {
                assertThat(saved.problem()).isEqualTo("older-seq");
            } else {
                assertThat(saved.status()).isEqualTo(200);
                assertThat(saved.body().get("late").asBoolean()).isFalse();
                assertThat(saved.instant("deadline")).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
            }
        }
        for (var impossible : List.of("1969-01-01T00:00:00Z", "yesterday", "+999999999-12-31T23:59:59Z", "")) {
            assertThat(send(
                                    put("/Q/" + token + "/answers/2"),
                                    Map.of("answer", "true", "seq", 1, "tab", tab, "typedAt", impossible))
                            .status())
                    .isEqualTo(200);
        }
        clock.pass(Duration.ofMinutes(17).plusSeconds(1));
        var typedInTime = clock.instant().minus(Duration.ofHours(2));
        var tooLate = send(
                put("/Q/" + token + "/answers/3"),
                Map.of("answer", "720", "seq", 1, "tab", tab, "typedAt", typedInTime.toString()));
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.problem()).isEqualTo("ended");
        assertThat(refused()).contains("ENDED 3 720");
    }

    @Test
    void case04TheSoonerOfLimitAndWindowEndIsTheDeadlineAndToldBefore() throws Exception {
        prepare(Mode.TEST, 90, clock.instant(), clock.instant().plus(Duration.ofMinutes(30)));
        var before = paper();
        assertThat(before.instant("windowEnd")).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
        assertThat(before.number("minutes")).isEqualTo(90);
        assertThat(start(1).instant("deadline")).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
        prepare(Mode.TEST, 20, clock.instant(), clock.instant().plus(Duration.ofMinutes(30)));
        paper();
        assertThat(start(1).instant("deadline")).isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));
        assertThat(clockCall().instant("deadline"))
                .as("as it is kept")
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));
    }

    @Test
    void case05ExtraTimeAndALaterEndReachAnOpenPageAndSurviveAReload() throws Exception {
        prepare(Mode.TEST, 60, clock.instant(), clock.instant().plus(Duration.ofMinutes(30)));
        var end = clock.instant().plus(Duration.ofMinutes(30));
        var tab = openedAndStarted();
        assertThat(clockCall().instant("deadline")).isEqualTo(end);
        assertThat(prepared.extraTime(sitting, learner, 10 * 60)).isTrue();
        assertThat(clockCall().instant("deadline")).isEqualTo(end.plusSeconds(600));
        prepared.window(sitting, clock.instant(), end.plusSeconds(300));
        assertThat(clockCall().instant("deadline")).isEqualTo(end.plusSeconds(900));
        clock.pass(Duration.ofMinutes(40));
        assertThat(clockCall().text("state")).isEqualTo("OPEN");
        var reloaded = paper();
        assertThat(reloaded.text("state")).isEqualTo("OPEN");
        assertThat(reloaded.number("extraMinutes")).isEqualTo(10);
        assertThat(save(reloaded.number("tab"), 1, 1, "A").body().get("late").asBoolean())
                .isFalse();
        assertThat(save(tab, 2, 1, "true").problem()).isEqualTo("older-tab");
        clock.pass(Duration.ofMinutes(7).plusSeconds(1));
        assertThat(clockCall().text("state")).isEqualTo("ENDED");
        assertThat(prepared.extraTime(sitting, learner, 3600))
                .as("it has ended")
                .isFalse();
    }

    @Test
    void extraTimeAlsoCountsForOneWhoStartsAfterTheOthersHaveEnded() throws Exception {
        prepare(Mode.TEST, 60, clock.instant(), clock.instant().plus(Duration.ofMinutes(30)));
        prepared.extraTime(sitting, learner, 20 * 60);
        clock.pass(Duration.ofMinutes(40));
        paper();
        assertThat(start(1).instant("deadline")).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(clockCall().instant("deadline"))
                .as("as it is kept")
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void timesOutOfRangeAreRefusedInASentence() {
        assertThatThrownBy(() -> prepared.extraTime(sitting, learner, -1)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> prepared.extraTime(sitting, learner, Integer.MAX_VALUE))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> prepared.window(sitting, clock.instant(), clock.instant()))
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void case06WhoNeverComesBackIsHandedInByTheServerAndCannotAnswerAfterwards() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 1, "A");
        save(tab, 2, 1, "true");
        clock.pass(Duration.ofMinutes(18));
        overdueRun();
        assertThat(count("attempt_mark")).isEqualTo(1);
        assertThat(paper().text("state")).isEqualTo("ENDED");
        assertThat(save(tab, 3, 1, "720").problem()).isEqualTo("ended");
        assertThat(handIn(tab, List.of(left(3, 1, "720"))).body().get("refused"))
                .hasSize(1);
        assertThat(score()).isEqualTo(50);
        assertThat(refused()).containsExactly("ENDED 3 720");
    }

    @Test
    void whoNeverStartsHasNoResultAndNoRecord() throws Exception {
        paper();
        clock.pass(Duration.ofHours(2).plusSeconds(1));
        overdueRun();
        assertThat(clockCall().text("state")).isEqualTo("ENDED");
        assertThat(start(1).problem()).isEqualTo("ended");
        assertThat(count("attempt_mark")).isZero();
        assertThat(jdbc.sql("select count(*) from training_record where person_id = ?")
                        .param(learner.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void case07WhatComesWithinTheGraceCountsAndIsLabelled() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 1, "A");
        clock.pass(Duration.ofMinutes(15).plusSeconds(40));
        var late = save(tab, 2, 1, "true");
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body().get("late").asBoolean()).isTrue();
        // Sent again with a higher number, an answer of before stays in time.
        assertThat(save(tab, 1, 2, "A").body().get("late").asBoolean()).isFalse();
        clock.pass(Duration.ofSeconds(80));
        assertThat(handIn(tab, List.of(left(3, 1, "720"))).body().get("refused"))
                .isEmpty();
        var result = result();
        assertThat(result.score()).isEqualTo(75);
        assertThat(result.questions()).extracting("late").containsExactly(false, true, true, false);
    }

    @Test
    void case08EveryAnswerThatWasAcknowledgedIsThereAfterEachReload() throws Exception {
        var tab = openedAndStarted();
        var answers = List.of("A", "false", "700", "先行救助");
        for (var number = 1; number <= 4; number++) {
            assertThat(save(tab, number, 1, answers.get(number - 1)).status()).isEqualTo(200);
            var again = paper();
            tab = again.number("tab");
            for (var earlier = 1; earlier <= number; earlier++) {
                var kept = again.body().get("answers").get(String.valueOf(earlier));
                assertThat(kept.get("answer").asString()).isEqualTo(answers.get(earlier - 1));
                assertThat(kept.get("seq").asLong()).isEqualTo(1);
            }
        }
    }

    @Test
    void case09WhatIsNotAnsweredOrTakenBackCountsNothing() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 1, "A");
        save(tab, 2, 1, "true");
        assertThat(save(tab, 2, 2, " ").status()).isEqualTo(200);
        assertThat(paper().body().get("answers").get("2").get("answer").asString())
                .isEmpty();
        handIn(tab + 1, List.of());
        var result = result();
        assertThat(result.right()).isEqualTo(1);
        assertThat(result.score()).isEqualTo(25);
        assertThat(result.questions()).hasSize(4);
        assertThat(result.questions().get(1).isAnswered()).isFalse();
    }

    @Test
    void case10WhenTheOfficerEndsItAnswersAreKeptAndThePageIsTold() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 1, "A");
        clock.pass(Duration.ofMinutes(5));
        prepared.window(sitting, clock.instant().minusSeconds(600), clock.instant());
        var told = clockCall();
        assertThat(told.instant("deadline")).isEqualTo(clock.instant());
        assertThat(told.text("state")).as("answers on their way still come in").isEqualTo("OPEN");
        clock.pass(Duration.ofSeconds(60));
        assertThat(save(tab, 2, 1, "true").body().get("late").asBoolean()).isTrue();
        clock.pass(Duration.ofSeconds(61));
        var refused = save(tab, 3, 1, "720");
        assertThat(refused.problem()).isEqualTo("ended");
        assertThat(clockCall().text("state")).isEqualTo("ENDED");
        assertThat(score()).isEqualTo(50);
        assertThat(refused()).containsExactly("ENDED 3 720");
        assertThat(jdbc.sql("select count(*) from attempt where person_id = ? and open_key is not null")
                        .param(learner.value())
                        .query(Integer.class)
                        .single())
                .as("no ghost of it is left open")
                .isZero();
    }

    @Test
    void theSameAnswerUnderTheSameNumberIsOneAndAnotherIsRefusedAndKept() throws Exception {
        var tab = openedAndStarted();
        assertThat(save(tab, 1, 5, "A").status()).isEqualTo(200);
        assertThat(save(tab, 1, 5, "A").number("seq")).isEqualTo(5);
        var differs = save(tab, 1, 5, "B");
        assertThat(differs.status()).isEqualTo(409);
        assertThat(differs.problem()).isEqualTo("differs");
        assertThat(differs.text("answer")).isEqualTo("A");
        var older = save(tab, 1, 4, "C");
        assertThat(older.problem()).isEqualTo("older-seq");
        assertThat(older.number("seq")).isEqualTo(5);
        assertThat(save(tab, 1, 4, "C").problem()).isEqualTo("older-seq");
        assertThat(refused()).containsExactly("DIFFERS 1 B", "OLDER_SEQ 1 C");
        handIn(tab, List.of());
        assertThat(save(tab, 1, 5, "A").status())
                .as("acknowledged again after the end")
                .isEqualTo(200);
        assertThat(score()).isEqualTo(25);
    }

    @Test
    void theResultOfAScheduledTestIsToldWhenNobodyCanBeAnsweringAnyMore() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 1, "A");
        var told = clock.instant().plus(Duration.ofMinutes(122));
        assertThat(handIn(tab, List.of()).instant("told")).isEqualTo(told);
        for (var wait : new Duration[] {Duration.ZERO, Duration.ofMinutes(119), Duration.ofMinutes(2)}) {
            clock.pass(wait);
            assertThat(page("/result")).contains("id=\"later\"", "要等所有人都交了卷").doesNotContain("理由", "25 分", "正确");
        }
        assertThat(handIn(tab, List.of()).instant("told")).isEqualTo(told);
        clock.pass(Duration.ofMinutes(2));
        assertThat(page("/result")).contains("25 分", "理由q1");
        assertThat(handIn(tab, List.of()).body().has("told")).isFalse();
    }

    private String page(String path) throws Exception {
        var response = mvc.perform(get("/Q/" + token + path).locale(Locale.SIMPLIFIED_CHINESE))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void handingInSavesWhatIsLeftEndsOnceAndAnswersAlikeAgain() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 2, "A");
        var left = List.of(left(1, 1, "B"), left(2, 1, "true"), left(3, 1, "七百二"), left(4, 1, "先行救助"));
        var first = handIn(tab, left);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("state")).isEqualTo("ENDED");
        assertThat(first.text("result")).isEqualTo("/Q/" + token + "/result");
        assertThat(first.body().get("refused").toString()).isEqualTo("[1,3]");
        assertThat(refused()).containsExactlyInAnyOrder("OLDER_SEQ 1 B", "UNREADABLE 3 七百二");
        var again = handIn(tab, left);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(score()).isEqualTo(75);
        assertThat(count("attempt_mark")).isEqualTo(1);
    }

    @Test
    void anExpiredTokenLeadsToTheSignInAndTheSameAttemptUnderAFreshOne() throws Exception {
        var tab = openedAndStarted();
        save(tab, 1, 1, "A");
        jdbc.sql("update attempt set token_expires_at = ? where id = ?")
                .params(cn.mingbai.core.time.Times.sql(clock.instant()), attempt)
                .update();
        for (var refused : List.of(paper(), start(tab), save(tab, 2, 1, "true"), handIn(tab, List.of()), clockCall())) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.problem()).isEqualTo("expired");
            assertThat(refused.text("signIn")).isEqualTo("/quiz/" + attempt);
            assertThat(refused.text("message")).contains("重新登录");
        }
        var old = token;
        world.signIn(learner);
        var back = mvc.perform(get("/quiz/" + attempt)).andReturn().getResponse();
        assertThat(back.getStatus()).isEqualTo(303);
        token = java.util.Objects.requireNonNull(back.getRedirectedUrl()).replace("/Q/", "");
        assertThat(token).isNotEqualTo(old);
        assertThat(attempts.open(attempt).token())
                .as("one fresh token, not one a call")
                .isEqualTo(token);
        world.signOut();
        var reopened = paper();
        assertThat(reopened.number("attempt")).isEqualTo((int) attempt);
        assertThat(reopened.body().get("answers").get("1").get("answer").asString())
                .isEqualTo("A");
        assertThat(save(reopened.number("tab"), 2, 1, "true").status()).isEqualTo(200);
        token = old;
        assertThat(paper().status())
                .as("the old one still says where to sign in")
                .isEqualTo(401);
    }

    @Test
    void nobodyGetsToAnotherPersonsAttempt() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> attempts.open(attempt)).isInstanceOf(NotFound.class);
        assertThat(mvc.perform(get("/quiz/" + attempt))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
        world.signOut();
    }

    @Test
    void anotherDeviceGoesOnWhereTheFirstOneStopped() throws Exception {
        var phone = openedAndStarted();
        save(phone, 1, 1, "A");
        var desktop = paper();
        assertThat(desktop.body().get("answers").get("1").get("seq").asLong()).isEqualTo(1);
        assertThat(save(desktop.number("tab"), 1, 2, "B").status()).isEqualTo(200);
        var phoneAgain = paper();
        assertThat(phoneAgain.body().get("answers").get("1").get("answer").asString())
                .isEqualTo("B");
        assertThat(save(desktop.number("tab"), 1, 3, "A").problem()).isEqualTo("older-tab");
        assertThat(save(phoneAgain.number("tab"), 1, 3, "A").status()).isEqualTo(200);
    }

    @Test
    void lookingAwayIsNotedAndCountsForNothing() throws Exception {
        var tab = openedAndStarted();
        for (var number = 1; number <= 4; number++) {
            save(tab, number, 1, List.of("A", "true", "720", "先行救助").get(number - 1));
        }
        assertThat(send(post("/Q/" + token + "/away"), Map.of("seconds", 12)).status())
                .isEqualTo(204);
        assertThat(send(post("/Q/" + token + "/away"), Map.of("seconds", 3, "typedAt", "2026-11-27T01:00:00Z"))
                        .status())
                .isEqualTo(204);
        assertThat(send(post("/Q/" + token + "/away"), Map.of("seconds", -1)).status())
                .isEqualTo(422);
        assertThat(send(post("/Q/" + token + "/away"), Map.of("seconds", 86_401))
                        .status())
                .isEqualTo(422);
        handIn(tab, List.of());
        assertThat(send(post("/Q/" + token + "/away"), Map.of("seconds", 5)).status())
                .isEqualTo(204);
        var result = result();
        assertThat(result.away()).isEqualTo(2);
        assertThat(result.score()).isEqualTo(100);
    }

    @Test
    void practiceExplainsEachAnswerAtOnceAndLeavesNoRecord() throws Exception {
        prepare(Mode.PRACTICE, 60, null, null);
        var tab = openedAndStarted();
        var wrong = save(tab, 3, 1, "700").body().get("marked");
        assertThat(wrong.get("right").asBoolean()).isFalse();
        assertThat(wrong.get("expected").asString()).isEqualTo("720元");
        assertThat(wrong.get("explanation").asString()).startsWith("理由q3");
        assertThat(save(tab, 1, 1, "A").body().get("marked").get("right").asBoolean())
                .isTrue();
        assertThat(save(tab, 1, 1, "A").body().get("marked").get("expected").asString())
                .isEqualTo("A 甲");
        handIn(tab, List.of());
        assertThat(jdbc.sql("select count(*) from training_record where person_id = ?")
                        .param(learner.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aTestSaysNothingOfWhatIsRightBeforeTheEnd() throws Exception {
        var tab = openedAndStarted();
        for (var body : List.of(
                paper().body(),
                save(tab + 1, 1, 1, "A").body(),
                save(tab, 1, 1, "B").body())) {
            assertThat(body.toString()).doesNotContain("理由", "marked", "expected", "\"right\"", "720");
        }
    }

    @Test
    void hostileBodiesAreRefusedInASentenceAndChangeNothing() throws Exception {
        var tab = openedAndStarted();
        var bad = new ArrayList<>(List.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "\"x\"",
                "{\"answer\":\"A\",\"seq\":1,\"tab\":" + tab + "}}",
                "{\"answer\":null,\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":1,\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":[\"A\"],\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":\"1\",\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":1.5,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":null,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":0,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":-5,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":9223372036854775807,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":99999999999999999999999,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":1e400,\"tab\":" + tab + "}",
                "{\"answer\":\"A\",\"seq\":1,\"tab\":99999999999}",
                "{\"answer\":\"Z\",\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":\"A\\u0000\",\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":\"\\ud83d\",\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":\"" + "A".repeat(5000) + "\",\"seq\":1,\"tab\":" + tab + "}",
                "{\"answer\":\"" + "A".repeat(20_000) + "\",\"seq\":1,\"tab\":" + tab + "}",
                "{\"a\":".repeat(2000) + "1" + "}".repeat(2000)));
        for (var body : bad) {
            var answer = send(put("/Q/" + token + "/answers/1"), body);
            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("unreadable");
            assertThat(answer.text("message"))
                    .as(body)
                    .isNotBlank()
                    .hasSizeLessThan(200)
                    .doesNotContain("Exception");
        }
        for (var lone : List.of(-1, 0, tab + 1, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            assertThat(save(lone, 1, 1, "A").problem()).isEqualTo("older-tab");
        }
        assertThat(paper().body().get("answers")).isEmpty();
        assertThat(clockCall().text("state")).isEqualTo("OPEN");
    }

    @Test
    void hostileCallsOfTheOtherEndpointsAreRefusedToo() throws Exception {
        var tab = openedAndStarted();
        for (var body : List.of(
                "",
                "null",
                "{",
                "[]",
                "{\"key\":\"\",\"tab\":1}",
                "{\"tab\":1}",
                "{\"key\":\"k\"}",
                "{\"key\":\"" + "k".repeat(41) + "\",\"tab\":1}",
                "{\"key\":\"k\",\"tab\":0}")) {
            assertThat(send(post("/Q/" + token + "/start"), body).status())
                    .as(body)
                    .isEqualTo(422);
        }
        for (var body : List.of(
                "",
                "null",
                "{\"tab\":\"1\"}",
                "{\"tab\":" + tab + ",\"answers\":[null]}",
                "{\"tab\":" + tab + ",\"answers\":[{\"number\":1}]}",
                "{\"tab\":" + tab + ",\"answers\":{}}",
                "{\"tab\":" + tab + ",\"answers\":[{\"number\":1,\"answer\":\"A\",\"seq\":0}]}",
                "{\"tab\":" + tab + ",\"answers\":[" + "{\"number\":1,\"answer\":\"A\",\"seq\":1},".repeat(300)
                        + "{\"number\":1,\"answer\":\"A\",\"seq\":1}]}")) {
            assertThat(send(post("/Q/" + token + "/hand-in"), body).status())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(handIn(tab, List.of(left(5, 1, "A"))).problem()).isEqualTo("no-question");
        assertThat(save(tab, 0, 1, "A").problem()).isEqualTo("no-question");
        assertThat(save(tab, 999, 1, "A").problem()).isEqualTo("no-question");
        assertThat(clockCall().text("state")).isEqualTo("OPEN");
        assertThat(count("attempt_answer") + count("attempt_refused_answer")).isZero();
    }

    @Test
    void aMegabyteIsRefusedOnEveryEndpointAndTheNextCallWorks() throws Exception {
        var tab = openedAndStarted();
        var megabyte = "{\"answer\":\"" + "A".repeat(1 << 20) + "\"}";
        for (var request : List.of(
                put("/Q/" + token + "/answers/1"),
                post("/Q/" + token + "/start"),
                post("/Q/" + token + "/hand-in"),
                post("/Q/" + token + "/away"))) {
            var answer = send(request, megabyte);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-long");
        }
        assertThat(save(tab, 1, 1, "A").status()).isEqualTo(200);
    }

    @Test
    void tokensThatOpenNothingAnswerAlikeOnEveryEndpoint() throws Exception {
        var good = token;
        for (var bad : List.of("A".repeat(26), "x", good.toLowerCase(Locale.ROOT), "A".repeat(3000), "' or ''='")) {
            token = bad;
            for (var answer : List.of(paper(), start(1), save(1, 1, 1, "A"), handIn(1, List.of()), clockCall())) {
                assertThat(answer.status()).as(bad).isEqualTo(404);
                assertThat(answer.problem()).isEqualTo("gone");
            }
        }
    }
}
