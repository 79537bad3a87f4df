package cn.mingbai.households.coverage;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a new version of the policy does to the figures; all tests share the calendar, so it is put back. */
@SpringBootTest(classes = TestApplication.class)
class NewPolicyVersionModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Visits visits;

    @Autowired
    Confirmations confirmations;

    @Autowired
    Coverage coverage;

    @Autowired
    CoverageBook book;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;

    @AfterEach
    void theCalendarAsItWas() {
        world.signOut();
        calendar("9999-12-31");
        jdbc.sql("delete from policy_version where code = 'T27'").update();
        book.followPolicies();
    }

    private void calendar(String endOfL26) {
        jdbc.sql("update policy_version set valid_to = ? where code = 'L26'")
                .params(endOfL26)
                .update();
    }

    private Figures figures(LocalDate day) {
        households.asOfficer();
        var recount = coverage.recount(village.id(), AsOf.on(day, clock));
        world.signOut();
        assertThat(recount.stored()).as("%s", day).isEqualTo(recount.counted());
        return recount.stored();
    }

    @Test
    void aNewVersionLowersWhoKnowsTheCurrentOneFromItsDayOnAndLeavesReachedAlone() {
        village = households.freshVillage();
        var today = Times.today(clock);
        var begins = today.minusDays(3);
        var before = today.minusDays(10);
        var household = households.household(village.id(), "王建国", BEGUN);
        var other = households.household(village.id(), "李四", BEGUN);
        var worker = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        world.signIn(worker);
        visits.record(new VisitDraft(UUID.randomUUID(), household, before, VisitOutcome.IN_PERSON, Relation.HEAD));
        visits.record(new VisitDraft(UUID.randomUUID(), other, before, VisitOutcome.IN_PERSON, Relation.SPOUSE));
        world.signOut();
        ThreadClock.during(
                before.atTime(18, 0).atZone(Times.ZONE).toInstant(),
                () -> confirmations.byItself(household, "L26", null));
        assertThat(figures(today).confirmed().count()).isOne();
        assertThat(figures(today).named().count()).isEqualTo(2);

        calendar(begins.toString());
        jdbc.sql("insert into policy_version (code, name, valid_from, valid_to) values ('T27', '试', ?, '9999-12-31')")
                .params(begins)
                .update();
        book.followPolicies();

        var then = figures(begins.minusDays(1));
        assertThat(then.confirmed().count()).isOne();
        assertThat(then.answers()).isEqualTo(Map.of(Kind.SELF_ANSWERED, 1L));
        var now = figures(begins);
        assertThat(now.confirmed().count()).isZero();
        assertThat(now.named().count()).isZero();
        assertThat(now.answers()).isEmpty();
        assertThat(now.reached()).as("who was reached stays reached").isEqualTo(then.reached());
        assertThat(now.reached().count()).isEqualTo(2);

        confirmations.byItself(household, "T27", null);
        assertThat(figures(today).confirmed().count())
                .as("confirmed anew for the new version")
                .isOne();
        assertThat(figures(begins.minusDays(1))).isEqualTo(then);
    }
}
