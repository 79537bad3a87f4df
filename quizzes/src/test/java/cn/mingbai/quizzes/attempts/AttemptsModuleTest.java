package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.Courses;
import cn.mingbai.quizzes.MovingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class AttemptsModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    OverdueAttempts overdue;

    @Autowired
    Courses courses;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    PersonId learner;

    @BeforeEach
    void signIn() {
        learner = world.signIn(Role.STAFF, World.VILLAGE);
    }

    private int count(String sql) {
        return jdbc.sql(sql).param(learner.value()).query(Integer.class).single();
    }

    private int attemptsOfLearner() {
        return count("select count(*) from attempt where person_id = ?");
    }

    private int recordsOfLearner() {
        return count("select count(*) from training_record where person_id = ?");
    }

    private Result result(String token) {
        return sheets.result(token, CHINESE);
    }

    private String kindOfLearnersRecord() {
        return jdbc.sql("select kind from training_record where person_id = ?")
                .param(learner.value())
                .query(String.class)
                .single();
    }

    private static <T> List<T> twentyAtOnce(Callable<T> call) throws Exception {
        var results = new ArrayList<T>();
        var tasks = new ArrayList<Callable<T>>();
        for (var i = 0; i < 20; i++) {
            tasks.add(new DelegatingSecurityContextCallable<>(call));
        }
        try (var pool = Executors.newFixedThreadPool(20)) {
            for (var done : pool.invokeAll(tasks)) {
                results.add(done.get());
            }
        }
        return results;
    }

    @Test
    void aPaperHasTenQuestionsChosenJudgedAndWorkedOut() {
        var sheet = sheets.sheet(attempts.start("01").token());
        assertThat(sheet.items()).hasSize(10);
        assertThat(sheet.items()).extracting(Sheet.Item::code).doesNotHaveDuplicates();
        var worked = count(sheet, Sheet.Input.NUMBER);
        assertThat(worked).isEqualTo(3);
        assertThat(count(sheet, Sheet.Input.ONE) + count(sheet, Sheet.Input.TEXT))
                .isEqualTo(3);
        assertThat(count(sheet, Sheet.Input.SEVERAL)).isPositive();
        assertThat(count(sheet, Sheet.Input.SEVERAL)
                        + count(sheet, Sheet.Input.ORDER)
                        + count(sheet, Sheet.Input.MATCH))
                .isEqualTo(2);
        assertThat(count(sheet, Sheet.Input.TRUE_FALSE)).isEqualTo(2);
        assertThat(sheet.unanswered()).hasSize(10);
        assertThat(sheet.secondsLeft()).isEqualTo(15 * 60);
    }

    private static long count(Sheet sheet, Sheet.Input input) {
        return sheet.items().stream().filter(item -> item.input() == input).count();
    }

    @Test
    void eightOfTenPassesAndIsOnRecordThatDay() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 8);
        sheets.handIn(token);
        var result = result(token);
        assertThat(result.score()).isEqualTo(80);
        assertThat(result.passed()).isTrue();
        assertThat(kindOfLearnersRecord()).isEqualTo("QUIZ_PASSED");
        assertThat(courses.course("01").course().doneOn()).isEqualTo(Times.today(clock));
    }

    @Test
    void sevenOfTenDoesNotAndIsOnRecordAsSatOnly() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 7);
        sheets.handIn(token);
        assertThat(result(token).score()).isEqualTo(70);
        assertThat(result(token).passed()).isFalse();
        assertThat(kindOfLearnersRecord()).isEqualTo("QUIZ_SAT");
        assertThat(courses.course("01").course().doneOn()).isNull();
    }

    @Test
    void theMarkIsKeptWithTheQuestionsItRestsOn() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 8);
        sheets.handIn(token);
        sheets.handIn(token);
        var mark = jdbc.sql("select m.right_count, m.score, m.passed, m.items, m.cause from attempt_mark m"
                        + " join attempt a on a.id = m.attempt_id where a.person_id = ?")
                .params(learner.value())
                .query()
                .singleRow();
        assertThat(mark)
                .containsEntry("right_count", 8)
                .containsEntry("score", 80)
                .containsEntry("cause", "HAND_IN");
        var paper = sheets.paper(token);
        var items = String.valueOf(mark.get("items")).split(" ");
        assertThat(items).hasSize(10);
        for (var number = 1; number <= 10; number++) {
            var versioned = paper.questions().get(number - 1);
            assertThat(items[number - 1])
                    .isEqualTo(versioned.question().about().code() + ":" + versioned.version() + ":"
                            + (number <= 8 ? 1 : 0));
        }
    }

    @Test
    void whatIsNotAnsweredIsWrong() {
        var token = attempts.start("01").token();
        var first = sheets.sheet(token).items().getFirst();
        sheets.save(token, 1, Answering.right(first));
        sheets.handIn(token);
        assertThat(result(token).score()).isEqualTo(10);
    }

    @Test
    void theLastAnswerCountsAndTheSameAgainChangesNothing() {
        var token = attempts.start("01").token();
        var first = sheets.sheet(token).items().getFirst();
        sheets.save(token, 1, Answering.wrong(sheets, token, first));
        sheets.save(token, 1, Answering.right(first));
        sheets.save(token, 1, Answering.right(first));
        assertThat(sheets.sheet(token).items().getFirst().answer()).isEqualTo(Answering.right(first));
        sheets.handIn(token);
        assertThat(result(token).right()).isEqualTo(1);
    }

    @Test
    void twentyStartsAtOnceAreOneAttempt() throws Exception {
        var tokens = new HashSet<>(twentyAtOnce(() -> attempts.start("01").token()));
        assertThat(tokens).hasSize(1);
        assertThat(attemptsOfLearner()).isEqualTo(1);
    }

    @Test
    void twentyHandInsAtOnceAreOneResultAndOneRecord() throws Exception {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 10);
        var scores = new HashSet<>(twentyAtOnce(() -> {
            sheets.handIn(token);
            return result(token).score();
        }));
        assertThat(scores).containsExactly(100);
        assertThat(recordsOfLearner()).isEqualTo(1);
        assertThat(count("select count(*) from audit_entry where what = 'attempt.hand-in' and details like"
                        + " concat('person ', ?, ',%')"))
                .isEqualTo(1);
    }

    @Test
    void twentyFirstAnswersToOneQuestionAtOnceAreOneAnswer() throws Exception {
        var token = attempts.start("01").token();
        var first = sheets.sheet(token).items().getFirst();
        twentyAtOnce(() -> {
            sheets.save(token, 1, Answering.right(first));
            return true;
        });
        assertThat(count("select count(*) from attempt_answer n join attempt a on a.id = n.attempt_id"
                        + " where a.person_id = ?"))
                .isEqualTo(1);
    }

    @Test
    void answersAreAcceptedTwoMinutesAfterTheDeadlineAndLabelled() {
        var token = attempts.start("01").token();
        clock.pass(Duration.ofMinutes(17));
        var first = sheets.sheet(token).items().getFirst();
        assertThat(sheets.sheet(token).secondsLeft()).isZero();
        sheets.save(token, 1, Answering.right(first));
        sheets.handIn(token);
        assertThat(result(token).right()).isEqualTo(1);
        assertThat(result(token).questions().getFirst().late()).isTrue();
    }

    @Test
    void afterThatTheServerHandsInAtTheDeadlineAndTakesNoAnswer() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 9);
        var deadline = sheets.sheet(token).deadline();
        clock.pass(Duration.ofMinutes(17).plusSeconds(1));
        assertThatThrownBy(() -> sheets.save(token, 10, "1")).isInstanceOf(Conflict.class);
        assertThat(sheets.sheet(token).handedIn()).isTrue();
        assertThat(result(token).score()).isEqualTo(90);
        assertThat(result(token).handedIn()).isEqualTo(deadline);
        assertThat(recordsOfLearner()).isEqualTo(1);
    }

    @Test
    void whoNeverComesBackIsHandedInAllTheSame() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 8);
        overdue.handIn();
        assertThat(sheets.sheet(token).handedIn()).as("there is still time").isFalse();
        clock.pass(Duration.ofMinutes(18));
        overdue.handIn();
        assertThat(count("select count(*) from attempt where person_id = ? and handed_in_how = 'AT_DEADLINE'"))
                .isEqualTo(1);
        assertThat(recordsOfLearner()).isEqualTo(1);
    }

    @Test
    void afterAPassOnePractisesAtOnceAndTheRecordStays() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 10);
        sheets.handIn(token);
        var practice = attempts.start("01").token();
        assertThat(practice).isNotEqualTo(token);
        sheets.handIn(practice);
        assertThat(courses.course("01").course().doneOn()).isNotNull();
        assertThat(attempts.standing("01").orElseThrow().lastPassed()).isFalse();
    }

    @Test
    void aHandedInAttemptTakesNoAnswerAndKeepsItsResult() {
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 6);
        sheets.handIn(token);
        assertThatThrownBy(() -> sheets.save(token, 10, "1")).isInstanceOf(Conflict.class);
        sheets.handIn(token);
        assertThat(result(token).score()).isEqualTo(60);
        assertThat(attemptsOfLearner()).isEqualTo(1);
    }

    @Test
    void theResultIsNotToldBeforeHandingIn() {
        var token = attempts.start("01").token();
        assertThatThrownBy(() -> result(token)).isInstanceOf(Conflict.class);
    }

    @Test
    void aLaterChangeOfAQuestionChangesNoAttempt() {
        var token = attempts.start("01").token();
        var before = sheets.sheet(token).items();
        var code = before.getFirst().code();
        jdbc.sql("""
                insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash,
                  recorded_at)
                select next value for question_seq, course_code, code, version + 1, kind,
                  replace(content, '"stem":"', '"stem":"改过'), content_hash, origin_hash, recorded_at
                from question q where code = ? and version = 1
                """).param(code).update();
        try {
            assertThat(sheets.sheet(token).items()).isEqualTo(before);
            Answering.answer(sheets, token, 10);
            sheets.handIn(token);
            assertThat(result(token).score()).isEqualTo(100);
        } finally {
            jdbc.sql("delete from question where code = ? and version > 1")
                    .param(code)
                    .update();
        }
    }

    @Test
    void foreignRevokedAndMalformedTokensAnswerAlikeAndExpiredOnesLeadToTheSignIn() {
        var token = attempts.start("01").token();
        var foreign = new StringBuilder(token)
                .replace(0, 1, token.charAt(0) == 'A' ? "B" : "A")
                .toString();
        for (var bad :
                new String[] {foreign, "", "x", token.toLowerCase(Locale.ROOT), "A".repeat(1 << 20), "' or ''='"}) {
            assertThatThrownBy(() -> sheets.sheet(bad))
                    .isInstanceOfSatisfying(
                            NotFound.class, gone -> assertThat(gone.arguments()).isEmpty());
        }
        jdbc.sql("update attempt set revoked_at = utc_timestamp(6) where person_id = ?")
                .param(learner.value())
                .update();
        assertThatThrownBy(() -> sheets.save(token, 1, "A")).isInstanceOf(NotFound.class);
        jdbc.sql("update attempt set revoked_at = null where person_id = ?")
                .param(learner.value())
                .update();
        clock.pass(Duration.ofDays(1).plusMinutes(16));
        assertThatThrownBy(() -> sheets.sheet(token))
                .isInstanceOfSatisfying(
                        AccessRefused.class,
                        expired -> assertThat(expired.arguments().toString()).matches("\\[/quiz/\\d+]"));
    }

    @Test
    void whoeverLeavesThePostCannotGoOn() {
        var token = attempts.start("01").token();
        jdbc.sql("update posting set valid_to = ? where person_id = ?")
                .params(Times.today(clock), learner.value())
                .update();
        assertThatThrownBy(() -> sheets.sheet(token)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sheets.open(token)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sheets.start(token, "k", 1)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sheets.clock(token)).isInstanceOf(NotFound.class);
        for (var answer : List.of("", "no answer at all")) {
            assertThatThrownBy(() -> sheets.save(token, 1, new Typed(1, answer, 1, null)))
                    .isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> sheets.handIn(token, 1, List.of())).isInstanceOf(NotFound.class);
        assertThat(count("select count(*) from attempt where person_id = ? and handed_in_at is null and tab = 0"))
                .isEqualTo(1);
        assertThatThrownBy(() -> attempts.start("01")).isInstanceOf(AccessRefused.class);
    }

    @Test
    void whoeverLeavesThePostInTheMiddleIsStoppedWithinAMinute() {
        var token = attempts.start("01").token();
        var tab = sheets.open(token).tab();
        jdbc.sql("update posting set valid_to = ? where person_id = ?")
                .params(Times.today(clock), learner.value())
                .update();
        clock.pass(Duration.ofSeconds(61));
        assertThatThrownBy(() -> sheets.save(token, tab, new Typed(1, "", 1, null)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sheets.handIn(token, tab, List.of())).isInstanceOf(NotFound.class);
    }

    @Test
    void questionsThatAreNotThereAndAnswersThatAreNoneAreRefused() {
        var token = attempts.start("01").token();
        for (var number : new int[] {0, 11, -1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> sheets.save(token, number, "A")).isInstanceOf(NotFound.class);
        }
        var choice = sheets.sheet(token).items().stream()
                .filter(item -> item.input() == Sheet.Input.ONE)
                .findFirst()
                .orElseThrow()
                .number();
        assertThatThrownBy(() -> sheets.save(token, choice, "Z")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> sheets.save(token, choice, "A".repeat(1 << 20)))
                .isInstanceOf(RuleViolation.class);
        assertThat(sheets.sheet(token).unanswered()).hasSize(10);
        assertThatThrownBy(() -> attempts.start("99")).isInstanceOf(NotFound.class);
    }

    @Test
    void theDatabaseHoldsNoToken() {
        var token = attempts.start("01").token();
        assertThat(count("select count(*) from attempt where person_id = ? and (hex(token_hash) = '" + token
                        + "' or paper like '%" + token + "%')"))
                .isZero();
        assertThat(token).matches("[0-9A-HJKMNP-TV-Z]{26}");
    }
}
