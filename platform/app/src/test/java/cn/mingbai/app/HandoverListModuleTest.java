package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.Areas;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The list that goes from one outreach worker to the next, and the worker's own list with an area, over the real chain. */
class HandoverListModuleTest extends BeforeABrowser {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    @Autowired
    Households households;

    @Autowired
    Areas areas;

    @Autowired
    Clock clock;

    private World.FreshVillage place;
    private PersonId worker;

    @BeforeEach
    void aVillage() {
        place = world.freshVillage();
        worker = world.person(Duty.OUTREACH_B, place.village(), FROM);
    }

    private void signIn(Role role) {
        browser.signIn(logIns.of(world.person(role, place.town())), LogIns.PASSWORD);
    }

    @Test
    void anOfficerReadsTheListAndNoNameInClear() {
        signIn(Role.TOWN_OFFICER);
        var list = browser.get(
                "/handover-list?village=" + world.division(place.village()).value() + "&person=" + worker.value());
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).contains("的交接", "移交人").doesNotContain("<script", "style=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?village=&person=",
                "?village=1",
                "?village=-1&person=-1",
                "?village=99999999999999999999&person=1",
                "?village=1'%20or%201=1&person=1",
                "?village=%3Cscript%3E&person=%00"
            })
    void whatIsNoVillageOrPersonIsNotFoundAndNeverAnError(String query) {
        signIn(Role.TOWN_OFFICER);
        var answer = browser.get("/handover-list" + query);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<script", "Exception");
    }

    @Test
    void aWorkerMayNotReadIt() {
        var village = world.division(place.village()).value();
        browser.signIn(logIns.of(worker), LogIns.PASSWORD);
        assertThat(browser.get("/handover-list?village=" + village + "&person=" + worker.value())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theOwnListNamesTheAreaAndLeadsToTheWholeVillage() {
        var village = world.division(place.village());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        households.add(
                village,
                new HouseholdNumber("000001"),
                new HouseholdDetails("一组", "王建国", null, 3, true, true, true),
                FROM);
        areas.assign(village, List.of("一组"), worker, Times.today(clock));
        world.person(Duty.OUTREACH_A, place.village(), FROM);
        world.signOut();
        browser.signIn(logIns.of(worker), LogIns.PASSWORD);
        var own = browser.get("/visit");
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body()).contains("您的片区", "全村还差");
        assertThat(browser.get("/visit?village=" + village.value() + "&all=1").body())
                .contains("只看我的片区");
    }
}
