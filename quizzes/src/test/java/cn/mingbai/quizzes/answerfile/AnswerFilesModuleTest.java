package cn.mingbai.quizzes.answerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.answerfile.AnswerFilePreview.Verdict;
import cn.mingbai.quizzes.attempts.Sitting;
import cn.mingbai.quizzes.correction.KeyChange;
import cn.mingbai.quizzes.correction.KeyCorrections;
import cn.mingbai.quizzes.questions.Seeding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class AnswerFilesModuleTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    AnswerFiles files;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    World.FreshVillage village;
    String course;
    PersonId officer;
    PersonId second;
    PersonId learner;
    String token;
    Map<Integer, String> right;
    long attempt;

    /** A learner with six of ten answers on the server, whose time is over. */
    @BeforeEach
    void withoutSignal() {
        village = world.freshVillage();
        course = Seeding.course(context).course();
        second = world.person(Role.TOWN_OFFICER, village.town());
        officer = world.person(Role.TOWN_OFFICER, village.town());
        learner = world.person(Role.STAFF, village.village());
        token = Sitting.start(context, learner, course);
        right = new TreeMap<>(Sitting.rightAnswers(context, token));
        var saved = new int[1];
        Sitting.answer(context, token, code -> saved[0]++ < 6 ? true : null);
        attempt = jdbc.sql("select max(id) from attempt where person_id = ?")
                .params(learner.value())
                .query(Long.class)
                .single();
        Sitting.handIn(context, token);
        world.signIn(officer);
    }

    private String file(long attempt, Map<Integer, String> answers, Instant typedAt) {
        var checked = new StringBuilder(attempt + "\n1\n");
        var list = answers.entrySet().stream()
                .map(answer -> {
                    checked.append(answer.getKey() + "|1|" + typedAt + "|" + answer.getValue() + "\n");
                    return "{\"number\":" + answer.getKey() + ",\"answer\":\"" + answer.getValue()
                            + "\",\"seq\":1,\"typedAt\":\"" + typedAt + "\",\"saved\":false}";
                })
                .collect(Collectors.joining(","));
        return "{\"kind\":\"mingbai-answers\",\"version\":1,\"attempt\":" + attempt
                + ",\"tab\":1,\"title\":\"x\",\"writtenAt\":\"" + typedAt + "\",\"serverTime\":\"" + typedAt
                + "\",\"deadline\":null,\"extra\":[1],\"answers\":[" + list + "],\"check\":\""
                + AnswerFile.check(checked.toString()) + "\"}";
    }

    private String file() {
        return file(attempt, right, clock.instant());
    }

    private void decide(PersonId who) {
        world.signIn(who);
        try {
            approvals.decide(
                    approvals.pending(ZH).stream()
                            .map(ApprovalDesk.Pending::approval)
                            .filter(approval -> approval.subject().equals("answers " + attempt))
                            .map(Approval::id)
                            .collect(Collectors.toSet()),
                    true,
                    "");
        } finally {
            world.signIn(officer);
        }
    }

    private int score() {
        return jdbc.sql("select score from attempt where id = ?")
                .params(attempt)
                .query(Integer.class)
                .single();
    }

    private List<String> standing() {
        return jdbc.sql("select concat(t.kind, ' ', t.score) from training_record t where t.person_id = ?"
                        + " and t.reversal_of is null"
                        + " and not exists (select 1 from training_record r where r.reversal_of = t.id)")
                .params(learner.value())
                .query(String.class)
                .list();
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MingbaiException.class)
                .extracting(error -> ((MingbaiException) error).key())
                .isEqualTo(key);
    }

    @Test
    void theFileCountsOnceASecondPersonHasAgreed() {
        var preview = files.preview(file());
        assertThat(preview.fresh()).isEqualTo(4);
        assertThat(preview.scoreBefore()).isEqualTo(60);
        assertThat(preview.scoreAfter()).isEqualTo(100);
        assertThat(preview.passedAfter()).isTrue();
        assertThat(preview.lines())
                .filteredOn(line -> line.verdict() == Verdict.SAME)
                .hasSize(6);
        assertThat(score()).isEqualTo(60);
        files.propose("\uFEFF " + file() + "\n", "在山里没有信号，已当面核实");
        assertThat(score()).as("a proposal changes nothing").isEqualTo(60);
        refused("core.approval.open-already", () -> files.propose(file(), "再来一次"));
        assertThatThrownBy(() -> decide(officer)).isInstanceOf(RuleViolation.class);
        decide(second);
        assertThat(score()).isEqualTo(100);
        assertThat(standing()).containsExactly("QUIZ_PASSED 100");
        assertThat(jdbc.sql("select cause from attempt_mark where in_force = ?")
                        .params(attempt)
                        .query(String.class)
                        .single())
                .isEqualTo("ANSWER_FILE");
        assertThat(jdbc.sql("select count(*) from attempt_answer where attempt_id = ? and late")
                        .params(attempt)
                        .query(Integer.class)
                        .single())
                .as("labelled")
                .isEqualTo(4);
        assertThat(jdbc.sql("select count(*) from notice where person_id = ? and kind = 'quiz.answer-file'")
                        .params(learner.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        refused("quizzes.answer-file.nothing-new", () -> files.propose(file(), "又一次"));
    }

    @Test
    void afterAKeyWasCorrectedTheFileIsMarkedByTheRuling() {
        var district = world.person(Role.DISTRICT_OFFICER, village.district());
        var other = world.person(Role.DISTRICT_OFFICER, village.district());
        var unanswered = jdbc.sql("select items from attempt_mark where in_force = ?")
                .params(attempt)
                .query(String.class)
                .single();
        var wrong = unanswered.split(" ")[8].split(":")[0];
        world.signIn(district);
        context.getBean(KeyCorrections.class)
                .propose(course, wrong, 1, new KeyChange(KeyChange.How.VOID, "", ""), "题目有误");
        world.signIn(other);
        approvals.decide(
                approvals.pending(ZH).stream()
                        .map(ApprovalDesk.Pending::approval)
                        .filter(approval -> approval.subject().equals("key " + course + "/" + wrong))
                        .map(Approval::id)
                        .collect(Collectors.toSet()),
                true,
                "");
        assertThat(score()).isEqualTo(70);
        world.signIn(officer);
        files.propose(file(), "没有信号");
        decide(second);
        assertThat(score()).isEqualTo(100);
        assertThat(standing()).containsExactly("QUIZ_PASSED 100");
    }

    @Test
    void whatWasTypedAfterTheEndDoesNotCount() {
        var late = files.preview(file(attempt, right, clock.instant().plus(Duration.ofHours(3))));
        assertThat(late.fresh()).isZero();
        assertThat(late.lines())
                .filteredOn(line -> line.verdict() == Verdict.TOO_LATE)
                .hasSize(4);
        assertThat(late.scoreAfter()).isEqualTo(60);
    }

    @Test
    void whatTheServerHasLaterStays() {
        var changed = new TreeMap<>(right);
        jdbc.sql("update attempt_answer set seq = 9 where attempt_id = ?")
                .params(attempt)
                .update();
        changed.replaceAll((number, answer) -> answer.equals("A") ? "B" : answer);
        jdbc.sql("update attempt_answer set seq = 1 where attempt_id = ?")
                .params(attempt)
                .update();
        assertThat(files.preview(file(attempt, changed, clock.instant())).lines())
                .as("under the same number the server's counts")
                .filteredOn(line -> line.verdict() == Verdict.OLDER)
                .isNotEmpty();
        jdbc.sql("update attempt_answer set seq = 9, answer = '' where attempt_id = ? and number = 1")
                .params(attempt)
                .update();
        assertThat(files.preview(file(attempt, changed, clock.instant()))
                        .lines()
                        .getFirst()
                        .verdict())
                .as("taken back later")
                .isEqualTo(Verdict.OLDER);
        var preview = files.preview(file(attempt, changed, clock.instant()));
        assertThat(preview.lines())
                .filteredOn(line -> line.verdict() == Verdict.OLDER)
                .isNotEmpty();
    }

    @Test
    void aForeignOrUnknownAttemptAnswersAlike() {
        var elsewhere = world.freshVillage();
        world.signIn(Role.TOWN_OFFICER, elsewhere.town());
        refused("core.access.not-found", () -> files.preview(file()));
        refused("core.access.not-found", () -> files.propose(file(), "别的镇"));
        world.signIn(officer);
        refused("core.access.not-found", () -> files.preview(file(987_654_321, right, clock.instant())));
        world.signIn(learner);
        assertThatThrownBy(() -> files.preview(file())).isInstanceOf(AccessRefused.class);
    }

    @Test
    void ownAnswersAreHandedInBySomebodyElse() {
        var both = jdbc.sql(
                        "insert into role_grant (id, person_id, division_id, role, valid_from, valid_to, recorded_at,"
                                + " superseded_at) values (next value for role_grant_seq, ?, ?, 'TOWN_OFFICER', '2024-01-01',"
                                + " '9999-12-31', '2024-01-01', '9999-12-31')")
                .params(learner.value(), world.division(village.town()).value())
                .update();
        assertThat(both).isEqualTo(1);
        world.signIn(learner);
        refused("quizzes.answer-file.own", () -> files.propose(file(), "自己的"));
        world.signIn(officer);
        files.propose(file(), "没有信号");
        assertThatThrownBy(() -> decide(learner)).isInstanceOf(MingbaiException.class);
        assertThat(score()).isEqualTo(60);
    }

    @Test
    void whatWasChangedCutOrMadeUpIsRefusedWithASentence() {
        var good = file();
        refused("quizzes.answer-file.too-large", () -> files.preview(good + " ".repeat(1024 * 1024)));
        refused("quizzes.answer-file.unreadable", () -> files.preview(""));
        refused("quizzes.answer-file.unreadable", () -> files.preview("null"));
        refused("quizzes.answer-file.unreadable", () -> files.preview("[".repeat(20_000)));
        refused("quizzes.answer-file.unreadable", () -> files.preview(good.substring(0, good.length() / 2)));
        refused("quizzes.answer-file.unreadable", () -> files.preview(good.replace("mingbai-answers", "other")));
        refused("quizzes.answer-file.version", () -> files.preview(good.replace("\"version\":1", "\"version\":2")));
        refused("quizzes.answer-file.damaged", () -> files.preview(good.replace("\"seq\":1", "\"seq\":2")));
        refused("quizzes.answer-file.damaged", () -> files.preview(good.replace("\"tab\":1", "\"tab\":7")));
        var foreign = new TreeMap<>(right);
        foreign.put(11, "A");
        refused("quizzes.answer-file.other-paper", () -> files.preview(file(attempt, foreign, clock.instant())));
        refused("quizzes.answer-file.reason", () -> files.propose(good, " "));
        var hostile = new TreeMap<>(right);
        hostile.put(10, "<script>alert(1)</script>");
        hostile.put(9, "x".repeat(150));
        assertThat(files.preview(file(attempt, hostile, clock.instant())).lines())
                .filteredOn(line -> line.verdict() == Verdict.UNREADABLE)
                .hasSize(2);
    }

    @Test
    void aThousandMutilatedFilesNeverEndInAnythingButASentence() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var good = file();
        for (var round = 0; round < 1_000; round++) {
            var text = new StringBuilder(good);
            for (var change = random.nextInt(4); change >= 0; change--) {
                var at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(0x2FF));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            try {
                files.preview(text.toString());
            } catch (RuleViolation | NotFound sentence) {
                assertThat(sentence.key()).as("seed " + seed).isNotBlank();
            }
        }
        assertThat(score()).isEqualTo(60);
    }

    @Test
    void whatHasNotEndedIsUploadedByThePageItself() {
        var open = world.person(Role.STAFF, village.village());
        Sitting.start(context, open, course);
        var id = jdbc.sql("select max(id) from attempt where person_id = ?")
                .params(open.value())
                .query(Long.class)
                .single();
        world.signIn(officer);
        refused("quizzes.answer-file.not-ended", () -> files.preview(file(id, right, clock.instant())));
    }
}
