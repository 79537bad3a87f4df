package cn.mingbai.households.coverage;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.copies.CommittedReads;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class KeptDeltasModuleTest {

    private static final LocalDate LATER = LocalDate.of(2100, 1, 1);

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Households ledger;

    @Autowired
    DataSource database;

    @Autowired
    CommittedReads committed;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    KeptDeltas kept;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static long due(KeptDeltas node, DivisionId village) {
        var counts = new long[Kind.values().length];
        var deltas = node.current();
        for (var campaign : deltas.campaigns(village.value())) {
            deltas.of(village.value(), campaign).sum(LATER, LATER, counts);
        }
        return counts[Kind.DUE.ordinal()];
    }

    @Test
    void everyNodeSeesWhatIsCommittedAtOnceAndNeverWhatIsNot() {
        var village = households.freshVillage().id();
        var other = new KeptDeltas(database, committed);
        households.asOfficer();
        for (var count = 1; count <= 3; count++) {
            households.household(village, "赵甲", BEGUN);
            assertThat(due(kept, village)).isEqualTo(count);
            assertThat(due(other, village)).isEqualTo(count);
        }
        transactions.executeWithoutResult(status -> {
            var household = households.household(village, "赵乙", BEGUN);
            assertThat(due(kept, village)).as("not committed").isEqualTo(3);
            ledger.setState(household, HouseholdState.EMPTY, "核实", BEGUN);
            status.setRollbackOnly();
        });
        assertThat(due(kept, village)).as("taken back").isEqualTo(3);
        var last = households.household(village, "赵丙", BEGUN);
        assertThat(due(other, village)).isEqualTo(4);
        ledger.setState(last, HouseholdState.EMPTY, "核实", BEGUN.plusDays(1));
        assertThat(due(other, village)).isEqualTo(3);
        assertThat(due(kept, village)).isEqualTo(3);
    }

    @Test
    void aReaderWhoseSnapshotIsOlderTakesNothingBack() {
        var village = households.freshVillage().id();
        households.asOfficer();
        households.household(village, "赵甲", BEGUN);
        var snapshot = new TransactionTemplate(transactions.getTransactionManager());
        snapshot.setReadOnly(true);
        snapshot.executeWithoutResult(status -> {
            assertThat(due(kept, village)).isEqualTo(1);
            var writer = Thread.ofPlatform().start(() -> {
                households.asOfficer();
                households.household(village, "赵乙", BEGUN);
                assertThat(due(kept, village)).isEqualTo(2);
            });
            join(writer);
            assertThat(due(kept, village)).isEqualTo(2);
        });
        assertThat(due(kept, village)).isEqualTo(2);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
