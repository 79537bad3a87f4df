package cn.mingbai.households.devices;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.visitapp.VisitApp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class SilentPhonesModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Devices devices;

    @Autowired
    VisitApp app;

    @Autowired
    SilentPhones silent;

    @Autowired
    Access access;

    @Autowired
    MovableClock clock;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Devices.Registered phone(Division village) {
        households.asWorker(village);
        return devices.register(UUID.randomUUID(), "测试手机");
    }

    private SilentPhones.OfVillage of(DivisionId unit) {
        var found = silent.below(unit).stream().findFirst().orElse(new SilentPhones.OfVillage(unit, "", 0, 0));
        assertThat(silent.count(unit)).as("the count alone").isEqualTo(found.silent());
        return found;
    }

    private int listed(DivisionId village) {
        households.asOfficer();
        return (int) devices.list().stream()
                .filter(line ->
                        line.village().equals(village) && line.withdrawnAt() == null && line.isSilent(clock.instant()))
                .count();
    }

    @Test
    void aPhoneIsSilentAfterThreeDaysUntilItIsHeardOfAgainAndTheListSaysTheSame() {
        var village = households.freshVillage();
        var first = phone(village);
        var second = phone(village);
        clock.advance(SilentPhones.AFTER);
        app.heard(first.key(), 2);
        assertThat(of(village.id())).as("after three days, not before").returns(0, SilentPhones.OfVillage::silent);
        clock.advance(Duration.ofSeconds(1));
        assertThat(of(village.id()))
                .returns(2, SilentPhones.OfVillage::inUse)
                .returns(1, SilentPhones.OfVillage::silent)
                .returns(village.name(), SilentPhones.OfVillage::name);
        assertThat(listed(village.id())).isEqualTo(1);
        app.heard(second.key(), null);
        assertThat(of(village.id())).returns(0, SilentPhones.OfVillage::silent);
    }

    @Test
    void aPhoneHeardOfWhileTheClockStoodAheadFallsSilentLikeAnyOther() {
        var village = households.freshVillage();
        var phone = phone(village);
        var now = clock.instant();
        clock.advance(Duration.ofDays(300));
        app.heard(phone.key(), null);
        clock.set(now);
        app.heard(phone.key(), null);
        clock.advance(SilentPhones.AFTER.plusSeconds(1));
        assertThat(of(village.id())).returns(1, SilentPhones.OfVillage::silent);
    }

    @Test
    void aWithdrawnPhoneAndOneRegisteredAgainAreNotCountedTwice() {
        var village = households.freshVillage();
        households.asWorker(village);
        var installation = UUID.randomUUID();
        devices.register(installation, "测试手机");
        devices.register(installation, "测试手机");
        var lost = phone(village);
        clock.advance(Duration.ofDays(4));
        assertThat(of(village.id()))
                .returns(2, SilentPhones.OfVillage::inUse)
                .returns(2, SilentPhones.OfVillage::silent);
        households.asOfficer();
        devices.withdraw(lost.device(), "手机丢失");
        assertThat(of(village.id()))
                .returns(1, SilentPhones.OfVillage::inUse)
                .returns(1, SilentPhones.OfVillage::silent);
    }

    @Test
    void anInspectorsPhoneIsNoneOfAVillagesAndNeverSilent() {
        var town = world.division(World.OTHER_TOWN);
        world.signIn(Role.INSPECTOR, World.OTHER_TOWN);
        devices.register(UUID.randomUUID(), "督导手机");
        clock.advance(Duration.ofDays(4));
        assertThat(silent.below(town))
                .extracting(SilentPhones.OfVillage::village)
                .doesNotContain(town);
        assertThat(listed(town)).isZero();
    }

    @Test
    void aReachCountsItsOwnVillagesOnly() {
        var village = households.freshVillage();
        phone(village);
        clock.advance(Duration.ofDays(4));
        households.asOfficer();
        var all = access.require(Action.EDIT_PEOPLE);
        assertThat(silent.within(all)).anyMatch(each -> each.village().equals(village.id()));
        assertThat(silent.count(all))
                .isEqualTo(silent.within(all).stream()
                        .mapToInt(SilentPhones.OfVillage::silent)
                        .sum())
                .isPositive();
        world.signIn(cn.mingbai.core.access.Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(silent.within(access.require(Action.EDIT_PEOPLE)))
                .noneMatch(each -> each.village().equals(village.id()));
    }
}
