package cn.mingbai.core.copies;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.testing.SentStatements;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class CopiesModuleTest {

    private static final AtomicInteger TOPICS = new AtomicInteger();

    @Autowired
    Copies copies;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    SentStatements statements;

    @Autowired
    World world;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    PostingDirectory postings;

    @Autowired
    People people;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final AtomicInteger value = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private <T> T within(boolean readOnly, Supplier<T> what) {
        var transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(readOnly);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return transaction.execute(status -> what.get());
    }

    private <T> T reading(Supplier<T> what) {
        return within(true, what);
    }

    private Copies.Topic topic() {
        return new Copies.Topic("test" + TOPICS.incrementAndGet() + "-" + System.nanoTime() % 1_000_000);
    }

    private int read() {
        readings.incrementAndGet();
        return value.get();
    }

    private void change(Copies.Topic topic) {
        within(false, () -> {
            value.incrementAndGet();
            copies.raise(topic);
            return true;
        });
    }

    @Test
    void whatIsKeptIsReadAgainOnlyAfterAChangeWasCommitted() {
        var topic = topic();
        var kept = copies.<String, Integer>kept(topic, 10);
        assertThat(reading(() -> kept.get("one", this::read))).isZero();
        assertThat(reading(() -> kept.get("one", this::read))).isZero();
        assertThat(readings).hasValue(1);
        change(topic);
        assertThat(reading(() -> kept.get("one", this::read))).isEqualTo(1);
        change(topic());
        assertThat(reading(() -> kept.get("one", this::read))).isEqualTo(2 - 1);
        assertThat(readings).as("another topic's change is none of this one's").hasValue(2);
    }

    @Test
    void aReaderWhoseSnapshotIsOlderNeitherSeesNorReplacesWhatIsNewer() {
        var topic = topic();
        var kept = copies.<String, Integer>kept(topic, 10);
        reading(() -> kept.get("one", this::read));
        reading(() -> {
            // The snapshot begins with the first look.
            kept.get("one", this::read);
            change(topic);
            assertThat(reading(() -> kept.get("one", () -> 7))).isEqualTo(7);
            assertThat(kept.get("one", () -> 5)).as("what this snapshot sees").isEqualTo(5);
            return true;
        });
        assertThat(reading(() -> kept.get("one", () -> 9))).isEqualTo(7);
    }

    @Test
    void whoeverWritesReadsAnewAndKeepsNothingThatMayBeTakenBack() {
        var topic = topic();
        var kept = copies.<String, Integer>kept(topic, 10);
        reading(() -> kept.get("one", this::read));
        within(false, () -> {
            copies.raise(topic);
            return kept.get("one", () -> 8);
        });
        assertThat(reading(() -> kept.get("one", () -> 9))).isEqualTo(9);
        assertThat(kept.get("one", () -> 10)).as("outside a transaction").isEqualTo(10);
    }

    @Test
    void aTreeIsReadOnceAndANewVillageIsInTheNext() {
        var fresh = world.freshVillage();
        var district = world.division(fresh.district());
        var today = Times.today(clock);
        Supplier<List<Division>> tree = () -> reading(() -> divisions.subtree(district, today));
        var before = tree.get();
        assertThat(tree.get()).isSameAs(before);
        assertThat(reading(() -> divisions.subtree(district, today.minusDays(200))))
                .as("nothing changed in between")
                .isSameAs(before);
        assertThat(statements.count(() -> divisions.subtree(district, today)))
                .as("the versions alone")
                .isEqualTo(1);
        var village = world.addVillage(fresh, "演示新村");
        assertThat(tree.get()).extracting(Division::id).contains(village).hasSize(before.size() + 1);
        assertThat(reading(() -> divisions.chain(village, today)).getFirst().id())
                .isEqualTo(village);
    }

    @Test
    void whoIsPostedIsFollowedAtEveryWriting() {
        var fresh = world.freshVillage();
        var village = world.division(fresh.village());
        world.signIn(Role.TOWN_OFFICER, fresh.town());
        Supplier<Boolean> has = () ->
                reading(() -> postings.with(Duty.OUTREACH_A, AsOf.today(clock)).contains(village));
        assertThat(has.get()).isFalse();
        var today = Times.today(clock);
        var person = people.add(
                new StaffNumber("C" + System.nanoTime() % 1_000_000_000),
                "测试",
                null,
                village,
                Duty.OUTREACH_A,
                today.minusDays(3));
        assertThat(has.get()).isTrue();
        var posting = jdbc.sql("select id from posting where person_id = ?")
                .params(person.value())
                .query(Long.class)
                .single();
        people.end(posting, today);
        assertThat(has.get()).isFalse();
        assertThat(reading(() -> postings.with(Duty.OUTREACH_A, new AsOf(today.minusDays(1), today))
                        .contains(village)))
                .isTrue();
        assertThat(within(
                        false,
                        () -> postings.with(Duty.OUTREACH_A, new AsOf(today.minusDays(1), today))
                                .contains(village)))
                .as("the tables say the same")
                .isTrue();
    }

    @Test
    void whatSomebodyHoldsIsAskedOnceInASnapshotAndAnewInTheNext() {
        var fresh = world.freshVillage();
        world.signIn(Role.TOWN_OFFICER, fresh.town());
        assertThat(statements.count(() -> {
                    access.require(Action.VIEW_COVERAGE);
                    access.require(Action.VIEW_BOARDS);
                    access.may(Action.EDIT_PEOPLE);
                }))
                .isEqualTo(1);
        var person = access.caller().person();
        assertThat(reading(() -> access.may(Action.EDIT_PEOPLE))).isTrue();
        jdbc.sql("update role_grant set superseded_at = recorded_at where person_id = ?")
                .params(person.value())
                .update();
        assertThat(reading(() -> access.may(Action.EDIT_PEOPLE))).isFalse();
    }
}
