package cn.mingbai.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class HoldsAnyModuleTest {

    @Autowired
    World world;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    private final LocalDate from = LocalDate.of(2025, 1, 1);

    private PersonId posted() {
        return world.person(Duty.VILLAGE_STAFF, World.VILLAGE, from);
    }

    private void set(String column, LocalDate day, PersonId person) {
        jdbc.sql("update posting set " + column + " = ? where person_id = ?")
                .params(day, person.value())
                .update();
    }

    private boolean holds(PersonId person) {
        return jdbc.sql("select " + Access.holdsAny("p.id") + " from person p where p.id = :id")
                .param("id", person.value())
                .params(access.today())
                .query(Boolean.class)
                .single();
    }

    @Test
    void theConditionInSqlSaysWhatTheRolesHeldSay() {
        transactions.executeWithoutResult(status -> {
            var today = Times.today(clock);
            var current = posted();
            var left = posted();
            set("valid_to", today, left);
            var leavesTomorrow = posted();
            set("valid_to", today.plusDays(1), leavesTomorrow);
            var comesTomorrow = posted();
            set("valid_from", today.plusDays(1), comesTomorrow);
            var comesToday = posted();
            set("valid_from", today, comesToday);
            var superseded = posted();
            jdbc.sql("update posting set superseded_at = :now where person_id = :person")
                    .param("now", Times.sql(clock.instant()))
                    .param("person", superseded.value())
                    .update();
            var granted = world.person(Role.AUDITOR, World.DISTRICT);
            var merged = posted();
            var kept = posted();
            set("valid_to", today, kept);
            var keptOfOneWhoLeft = posted();
            set("valid_to", today, keptOfOneWhoLeft);
            var mergedAndLeft = posted();
            set("valid_to", today, mergedAndLeft);
            alias(merged, kept);
            alias(mergedAndLeft, keptOfOneWhoLeft);
            assertThat(List.of(current, leavesTomorrow, comesToday, granted, kept))
                    .allMatch(this::holds);
            assertThat(List.of(left, comesTomorrow, superseded, merged, keptOfOneWhoLeft, mergedAndLeft))
                    .noneMatch(this::holds);
            assertThat(jdbc.sql("select id from person").query(Long.class).list())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(id -> assertThat(holds(new PersonId(id)))
                            .as("person %s", id)
                            .isEqualTo(!access.held(id).isEmpty()));
            status.setRollbackOnly();
        });
    }

    private void alias(PersonId merged, PersonId kept) {
        jdbc.sql("insert into person_alias (person_id, kept_id) values (?, ?)")
                .params(merged.value(), kept.value())
                .update();
    }
}
