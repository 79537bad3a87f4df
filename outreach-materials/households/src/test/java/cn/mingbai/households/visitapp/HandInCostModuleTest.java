package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often a call asks the database: a round trip costs more than a row. */
@SpringBootTest(classes = TestApplication.class)
class HandInCostModuleTest {

    private static final int DOORS = 50;
    private static final int TRIES = 8;

    /**
     * Of them three begin and end the transaction, three set and reset how it reads, and one locks the head of the audit
     * trail, whose seal the next row goes on from.
     */
    private static final long MOST = 19;

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private final List<Long> doors = new ArrayList<>();
    private Phone phone;

    @BeforeEach
    void aPhoneInAVillage() {
        var village = households.freshVillage();
        for (var i = 0; i < DOORS; i++) {
            doors.add(households.household(village.id(), "钱" + i, BEGUN).value());
        }
        phone = new Phone(app, households.registered(village).key());
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void oneVisitAsksTheDatabaseFewTimes() {
        assertThat(fewest(1)).isLessThanOrEqualTo(MOST);
    }

    @Test
    void fiftyVisitsAskItHardlyMoreOften() {
        assertThat(fewest(DOORS)).isLessThanOrEqualTo(MOST);
    }

    /** The fewest statements of several calls of so many visits: others may ask the database meanwhile. */
    private long fewest(int visits) {
        var fewest = Long.MAX_VALUE;
        for (var i = 0; i < TRIES; i++) {
            var records = new ArrayList<String>();
            for (var door = 0; door < visits; door++) {
                records.add(visit(
                        UUID.randomUUID(),
                        clock.instant(),
                        doors.get((i + door) % DOORS),
                        "IN_PERSON",
                        i % 2 == 0 ? "HEAD" : "SPOUSE"));
            }
            var before = asked();
            phone.handIn(clock.instant(), records);
            var cost = asked() - before - 1;
            fewest = Math.min(fewest, cost);
        }
        return fewest;
    }

    private long asked() {
        return jdbc.sql("select variable_value from information_schema.global_status where variable_name = 'QUESTIONS'")
                .query(Long.class)
                .single();
    }
}
