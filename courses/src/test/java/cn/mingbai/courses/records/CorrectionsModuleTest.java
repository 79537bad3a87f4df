package cn.mingbai.courses.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class CorrectionsModuleTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Autowired
    World world;

    @Autowired
    Corrections corrections;

    @Autowired
    TrainingRecords records;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    PersonId learner;
    PersonId officer;
    long first;
    long second;

    @BeforeEach
    void twoRecordsOfOneFact() {
        learner = world.person(Role.STAFF, World.VILLAGE);
        officer = world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var fact = "test:" + System.nanoTime();
        first = pass(fact + ":01");
        second = pass(fact + ":other");
    }

    private long pass(String evidence) {
        return Objects.requireNonNull(transactions.execute(
                status -> records.record(new TrainingEntry.QuizHandedIn(learner, "01", 1, DAY, 90, true, evidence))));
    }

    private ApprovalId proposal() {
        return new ApprovalId(jdbc.sql("select max(id) from approval where proposed_by = ?")
                .param(officer.value())
                .query(Long.class)
                .single());
    }

    @Test
    void aProposalChangesNothingAndTheSecondPersonsYesTakesTheWholeFactBack() {
        corrections.propose(first, "替考");
        assertThat(records.passedBy(learner)).containsEntry("01", DAY);
        var id = proposal();
        assertThatThrownBy(() -> desk.decide(Set.of(id), true, "")).isInstanceOf(RuleViolation.class);
        var other = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.decide(Set.of(id), true, "已核对录像");
        assertThat(records.passedBy(learner)).isEmpty();
        assertThat(jdbc.sql("select count(*) from training_record where reversal_of in (?, ?) and recorded_by = ?"
                                + " and second_person_id = ? and reason = '替考'")
                        .params(first, second, officer.value(), other.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aRefusalLeavesTheRecordAndItCanBeProposedAgain() {
        corrections.propose(first, "替考");
        assertThatThrownBy(() -> corrections.propose(second, "替考")).isInstanceOf(Conflict.class);
        var id = proposal();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.decide(Set.of(id), false, "查无此事");
        assertThat(records.passedBy(learner)).containsEntry("01", DAY);
        world.signIn(officer);
        corrections.propose(first, "又有举报");
    }

    @Test
    void whatWasTakenBackIsNotTakenBackTwice() {
        corrections.propose(first, "替考");
        var id = proposal();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.decide(Set.of(id), true, "");
        world.signIn(officer);
        assertThatThrownBy(() -> corrections.propose(first, "替考")).isInstanceOf(Conflict.class);
    }

    @Test
    void foreignAndMissingRecordsAnswerAlikeAndLearnersAreRefused() {
        assertThatThrownBy(() -> corrections.propose(-1, "替考")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> corrections.propose(first, " ")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> corrections.propose(first, "x".repeat(301))).isInstanceOf(RuleViolation.class);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> corrections.propose(first, "替考")).isInstanceOf(NotFound.class);
        world.signIn(learner);
        assertThatThrownBy(() -> corrections.propose(first, "替考")).isInstanceOf(AccessRefused.class);
        assertThat(records.passedBy(learner)).containsEntry("01", DAY);
    }

    @Test
    void theGroupOfAnEvidenceIsItsFirstTwoParts() {
        assertThat(Reversals.group("attempt:17")).isEqualTo("attempt:17");
        assertThat(Reversals.group("attendance:17:01")).isEqualTo("attendance:17");
        assertThat(Reversals.group("paper")).isEqualTo("paper");
    }
}
