package cn.mingbai.courses.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.rate.TrainingKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class TrainingRecordsModuleTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Autowired
    World world;

    @Autowired
    TrainingRecords records;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    PersonId learner;
    PersonId officer;
    PersonId second;
    String evidence;

    @BeforeEach
    void people() {
        learner = world.person(Role.STAFF, World.VILLAGE);
        second = world.person(Role.TOWN_OFFICER, World.TOWN);
        officer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        evidence = "test:" + System.nanoTime();
    }

    private TrainingEntry pass(LocalDate on) {
        return new TrainingEntry.QuizHandedIn(learner, "01", 1, on, 90, true, evidence);
    }

    private long record(TrainingEntry pass) {
        Long id = transactions.execute(status -> records.record(pass));
        return java.util.Objects.requireNonNull(id);
    }

    private void reverse(String reason, PersonId by) {
        transactions.executeWithoutResult(status -> records.reverse(evidence, reason, by));
    }

    @Test
    void thePassIsOnRecordWithTheDayItHappened() {
        record(pass(DAY));
        assertThat(records.passedBy(learner)).containsExactly(java.util.Map.entry("01", DAY));
    }

    @Test
    void theSamePassTwentyTimesAtOnceIsOneRecord() throws Exception {
        var calls = new ArrayList<Callable<Long>>();
        for (var i = 0; i < 20; i++) {
            calls.add(() -> record(pass(DAY)));
        }
        var ids = new HashSet<Long>();
        try (var pool = Executors.newFixedThreadPool(20)) {
            for (var done : pool.invokeAll(calls)) {
                ids.add(done.get());
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(jdbc.sql("select count(*) from training_record where evidence = ?")
                        .param(evidence)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theSameEvidenceForAnotherPassIsAConflict() {
        record(pass(DAY));
        assertThatThrownBy(() -> record(pass(DAY.minusDays(1)))).isInstanceOf(Conflict.class);
        assertThat(records.passedBy(learner)).containsEntry("01", DAY);
    }

    @Test
    void theSameEvidenceForAnotherScoreIsAConflict() {
        record(pass(DAY));
        var other = new TrainingEntry.QuizHandedIn(learner, "01", 1, DAY, 91, true, evidence);
        assertThatThrownBy(() -> record(other)).isInstanceOf(Conflict.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = TrainingKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REVERSAL"})
    void onlyQuizzesAndPaperTestsThatWerePassedArePasses(TrainingKind kind) {
        var id = record(entry(kind));
        assertThat(record(entry(kind))).isEqualTo(id);
        assertThat(jdbc.sql("select kind from training_record where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo(kind.name());
        assertThat(records.passedBy(learner).containsKey("01")).isEqualTo(kind.isPass());
    }

    private TrainingEntry entry(TrainingKind kind) {
        return switch (kind) {
            case COURSE_COMPLETED -> new TrainingEntry.CourseCompleted(learner, "01", 1, DAY, evidence);
            case QUIZ_SAT -> new TrainingEntry.QuizHandedIn(learner, "01", 1, DAY, 79, false, evidence);
            case QUIZ_PASSED -> new TrainingEntry.QuizHandedIn(learner, "01", 1, DAY, 80, true, evidence);
            case PAPER_SAT -> new TrainingEntry.PaperMarked(learner, "01", 1, DAY, 79, false, evidence);
            case PAPER_PASSED -> new TrainingEntry.PaperMarked(learner, "01", 1, DAY, 80, true, evidence);
            case CLASS_ATTENDED ->
                new TrainingEntry.ClassAttended(learner, "01", 1, DAY, new BigDecimal("4"), aClass(), evidence);
            case RECHECK_PASSED -> new TrainingEntry.RecheckPassed(learner, "01", 1, DAY, 90, 1L, evidence);
            case REVERSAL -> throw new IllegalArgumentException("a reversal is no entry");
        };
    }

    private long aClass() {
        return jdbc.sql("select id from class_session where created_by = ?")
                .param(officer.value())
                .query(Long.class)
                .optional()
                .orElseGet(() -> {
                    jdbc.sql("insert into class_session (id, division_id, created_at, created_by)"
                                    + " values (next value for class_session_seq, 1, utc_timestamp(6), ?)")
                            .param(officer.value())
                            .update();
                    return aClass();
                });
    }

    @Test
    void whatAnOfficerEntersForSomebodyNamesTheOfficerInTheAuditTrail() {
        record(new TrainingEntry.PaperMarked(learner, "01", 1, DAY, 90, true, evidence));
        assertThat(jdbc.sql("select recorded_by from training_record where evidence = ?")
                        .param(evidence)
                        .query(Long.class)
                        .single())
                .isEqualTo(officer.value());
        assertThat(jdbc.sql("select person_id from audit_entry where details like ?")
                        .param("%" + evidence)
                        .query(Long.class)
                        .single())
                .isEqualTo(officer.value());
    }

    @Test
    void aReversalTakesThePassBackOnceAndKeepsTheRow() {
        record(pass(DAY));
        reverse("替考", second);
        assertThat(records.passedBy(learner)).isEmpty();
        assertThat(jdbc.sql("select count(*) from training_record where person_id = ?")
                        .param(learner.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThatThrownBy(() -> reverse("再来一次", second)).isInstanceOf(Conflict.class);
    }

    @Test
    void aReversalTakesAReasonAndASecondPerson() {
        record(pass(DAY));
        assertThatThrownBy(() -> reverse(" ", second)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> reverse("x".repeat(301), second)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> reverse("替考", officer)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> reverse("替考", learner)).isInstanceOf(RuleViolation.class);
        assertThat(records.passedBy(learner)).containsKey("01");
    }

    @Test
    void whatIsNotOnRecordCannotBeReversed() {
        assertThatThrownBy(() -> reverse("替考", second)).isInstanceOf(NotFound.class);
    }

    @Test
    void recordsAreWrittenInTheCallersTransactionOnly() {
        assertThatThrownBy(() -> records.record(pass(DAY))).isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    records.record(pass(DAY));
                    throw new IllegalStateException("the caller's own failure");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(records.passedBy(learner)).isEmpty();
    }
}
