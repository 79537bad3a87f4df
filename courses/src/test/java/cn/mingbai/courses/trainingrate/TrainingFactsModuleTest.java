package cn.mingbai.courses.trainingrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The facts kept in memory against the database they are a copy of. */
@SpringBootTest(classes = TestApplication.class)
class TrainingFactsModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    TrainingFacts facts;

    @Autowired
    People people;

    @Autowired
    PostingDirectory postings;

    @Autowired
    StaffImport imports;

    @Autowired
    TrainingRecords records;

    @Autowired
    RosterChanges changes;

    @Autowired
    DataSource database;

    @Autowired
    PlatformTransactionManager manager;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    LocalDate today;

    @BeforeEach
    void signIn() {
        today = Times.today(clock);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        facts.current();
    }

    private void isTheDatabase(String after) {
        assertThat(facts.current()).as("after %s", after).isEqualTo(facts.fresh());
    }

    private static TrainingEntry pass(PersonId person) {
        return new TrainingEntry.QuizHandedIn(
                person, "01", 1, LocalDate.of(2026, 3, 1), 90, true, "facts:" + System.nanoTime());
    }

    @Test
    void everyPublicWayOfWritingIsSeenAtTheNextReading() {
        var person = people.add(
                new StaffNumber("F" + System.nanoTime()),
                "演示赵甲",
                null,
                world.division(World.VILLAGE),
                Duty.VILLAGE_STAFF,
                LONG_AGO);
        isTheDatabase("adding a person");
        people.correct(person, "演示赵乙", null);
        isTheDatabase("correcting a name");
        assertThat(facts.current().name(person).name()).isEqualTo("演示赵乙");
        people.post(person, world.division(World.OTHER_VILLAGE), Duty.VILLAGE_STAFF, today);
        isTheDatabase("posting");
        people.end(postings.of(person, today).getFirst().posting(), today);
        isTheDatabase("ending a posting");
        var entry = pass(person);
        transactions.executeWithoutResult(status -> records.record(entry));
        isTheDatabase("recording a pass");
        var second = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        transactions.executeWithoutResult(status -> records.reverse(entry.evidence(), "录错了人", second));
        isTheDatabase("reversing it");
        var number = "F" + System.nanoTime();
        for (var day : List.of("2025-01-01", "2025-02-01")) {
            var file = "工号,姓名,单位代码,职务,电话,任职日期\r\n%s,演示钱丙,%s,经办人,,%s\r\n".formatted(number, World.VILLAGE, day);
            imports.apply("staff.csv", file.getBytes(StandardCharsets.UTF_8), ImportProgress.NONE);
            isTheDatabase("importing staff from " + day);
        }
    }

    @Test
    void whatIsNotCommittedIsNeverKept() {
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        var before = facts.current();
        transactions.executeWithoutResult(status -> {
            records.record(pass(person));
            assertThat(facts.current()).as("inside the transaction").isEqualTo(before);
            status.setRollbackOnly();
        });
        assertThat(facts.current()).isEqualTo(before).isEqualTo(facts.fresh());
    }

    @Test
    void aReadOnlyTransactionReadsInItsOwnConnectionAndCannotWrite() {
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        var readOnly = new TransactionTemplate(manager);
        readOnly.setReadOnly(true);
        readOnly.executeWithoutResult(
                status -> assertThat(facts.current().name(person)).isNotNull());
        assertThatThrownBy(() -> readOnly.executeWithoutResult(status -> changes.note(person)))
                .as("what it reads cannot be its own uncommitted work")
                .hasMessageContaining("READ ONLY");
    }

    @Test
    void moreReadersThanConnectionsDoNotKeepEachOtherFromReading() throws Exception {
        var node = new TrainingFacts(database, manager, clock);
        var readers = new ArrayList<Callable<TrainingFacts.Everyone>>();
        for (var i = 0; i < 40; i++) {
            var readOnly = new TransactionTemplate(manager);
            readOnly.setReadOnly(true);
            // Half of them hold a connection of their own already, as pages do.
            readers.add(i % 2 == 0 ? node::current : () -> readOnly.execute(status -> node.current()));
        }
        try (var threads = Executors.newFixedThreadPool(readers.size())) {
            for (var reading : threads.invokeAll(readers)) {
                assertThat(reading.get()).isEqualTo(node.current());
            }
        }
    }

    /** A transaction on its own connection that has changed a posting and noted it. */
    private record Pending(Connection connection) {

        static Pending of(DataSource database, long person, LocalDate from) throws SQLException {
            var connection = database.getConnection();
            connection.setAutoCommit(false);
            try (var update = connection.prepareStatement("update posting set valid_from = ? where person_id = ?");
                    var note = connection.prepareStatement(
                            "insert into roster_change (person_id, noted_at) values (?, utc_timestamp(6))")) {
                update.setObject(1, from);
                update.setLong(2, person);
                update.executeUpdate();
                note.setLong(1, person);
                note.executeUpdate();
            }
            return new Pending(connection);
        }

        void end(boolean isCommitted) throws SQLException {
            try (connection) {
                if (isCommitted) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 0})
    void twoNodesAgreeWithTheDatabaseWhateverTheOrderOfCommits(long fixed) throws SQLException {
        var seed = fixed == 0 ? System.nanoTime() : fixed;
        var random = new Random(seed);
        var nodes = List.of(new TrainingFacts(database, manager, clock), new TrainingFacts(database, manager, clock));
        var persons = new ArrayList<PersonId>();
        for (var i = 0; i < 12; i++) {
            persons.add(world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO));
        }
        var free = new ArrayList<>(persons);
        var pending = new ArrayList<Pending>();
        var busy = new ArrayList<PersonId>();
        try {
            for (var i = 0; i < 80; i++) {
                if (pending.size() < 5 && random.nextBoolean()) {
                    var person = free.remove(random.nextInt(free.size()));
                    busy.add(person);
                    pending.add(Pending.of(database, person.value(), LONG_AGO.plusDays(random.nextInt(500))));
                } else if (!pending.isEmpty() && random.nextInt(3) > 0) {
                    var at = random.nextInt(pending.size());
                    pending.remove(at).end(random.nextInt(4) > 0);
                    free.add(busy.remove(at));
                } else {
                    var node = nodes.get(random.nextInt(2));
                    assertThat(node.current()).as("seed %d, step %d", seed, i).isEqualTo(node.fresh());
                }
            }
        } finally {
            for (var open : pending) {
                open.end(true);
            }
        }
        for (var node : nodes) {
            assertThat(node.current()).as("seed %d, at the end", seed).isEqualTo(node.fresh());
        }
    }
}
