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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private Pass pass(LocalDate on) {
        return new Pass(learner, "01", 1, on, 90, evidence);
    }

    private long record(Pass pass) {
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
