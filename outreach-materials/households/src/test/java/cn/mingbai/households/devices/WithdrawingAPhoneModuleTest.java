package cn.mingbai.households.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class WithdrawingAPhoneModuleTest {

    private static final LocalDate POSTED = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    People people;

    @Autowired
    Devices devices;

    @Autowired
    DeviceKeys keys;

    @Autowired
    BindingCards cards;

    @Autowired
    Accounts accounts;

    @Autowired
    Codes codes;

    @Autowired
    AtOnce atOnce;

    @Autowired
    TransactionTemplate transactions;

    private Division village;
    private PersonId worker;
    private PersonId officer;

    @BeforeEach
    void aWorker() {
        village = households.freshVillage();
        worker = world.person(Duty.OUTREACH_A, village.code().value(), POSTED);
        officer = world.person(Duty.TOWN_STAFF, World.TOWN, POSTED);
        households.asOfficer();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private String card(PersonId person) {
        return card(person, village);
    }

    private String card(PersonId person, Division where) {
        households.asOfficer();
        var address =
                Objects.requireNonNull(transactions.execute(status -> cards.address(person, where.id(), officer)));
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private Devices.Registered bound(String code) {
        return devices.bind(code, UUID.randomUUID(), "测试手机");
    }

    private void withdraw(DeviceId device) {
        households.asOfficer();
        devices.withdraw(device, "手机丢失");
    }

    private boolean inForce(Devices.Registered phone) {
        return keys.behind(phone.key()).orElseThrow().withdrawnAt() == null;
    }

    @Test
    void onePhoneEndsWithTheCodeThatBoundItAndTheOthersStay() {
        var other = world.person(Duty.OUTREACH_B, village.code().value(), POSTED);
        var code = card(worker);
        var lost = bound(code);
        var second = bound(code);
        var othersCode = card(other);
        var others = bound(othersCode);
        withdraw(lost.device());
        assertThat(inForce(lost)).isFalse();
        assertThat(inForce(second)).isTrue();
        assertThat(inForce(others)).isTrue();
        assertThat(bound(othersCode).key()).isNotEmpty();
        assertThatThrownBy(() -> bound(code))
                .as("whoever finds the phone may find the code on it")
                .isInstanceOf(NotFound.class);
    }

    @Test
    void allPhonesAndCodesOfAPersonEndWithTheirAccount() {
        var other = world.person(Duty.OUTREACH_B, village.code().value(), POSTED);
        var code = card(worker);
        var bound = bound(code);
        world.signIn(worker);
        var registered = devices.register(UUID.randomUUID(), "登录的手机");
        var others = bound(card(other));
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.disable(world.staffNumber(worker));
        assertThat(inForce(bound)).isFalse();
        assertThat(inForce(registered)).isFalse();
        assertThat(inForce(others)).isTrue();
        assertThatThrownBy(() -> bound(code)).isInstanceOf(NotFound.class);
    }

    @Test
    void aPhoneRegisteredBySigningInEndsNoCode() {
        var code = card(worker);
        world.signIn(worker);
        var phone = devices.register(UUID.randomUUID(), "登录的手机");
        withdraw(phone.device());
        assertThat(bound(code).key()).isNotEmpty();
    }

    @Test
    void aCardForTheOtherVillageOfAWorkerStaysWhenOneIsPrintedAgain() {
        var second = households.freshVillage();
        households.asOfficer();
        people.post(worker, second.id(), Duty.OUTREACH_B, POSTED);
        var there = card(worker, second);
        var first = card(worker);
        var again = card(worker);
        assertThat(again).isNotEqualTo(first);
        assertThat(bound(again).key()).isNotEmpty();
        assertThat(bound(there).key()).isNotEmpty();
        assertThatThrownBy(() -> bound(first)).isInstanceOf(NotFound.class);
    }

    @Test
    void aCardPrintedAgainLeavesTheBoundPhonesBound() {
        var phone = bound(card(worker));
        card(worker);
        assertThat(inForce(phone)).isTrue();
        assertThat(codes.resolve(CodeKind.BINDING, "0".repeat(26))).isEmpty();
    }

    @Test
    void aCodeBindsNoMoreThanTwoPhonesWhenTwoMoreComeAtOnce() throws Exception {
        var code = card(worker);
        bound(code);
        Runnable another = () -> bound(code);
        var said = atOnce.run(
                worker,
                "select id from binding_card where person_id = " + worker.value() + " for update",
                "select c.id, coalesce(k.kept_id, c.person_id)%for update%",
                List.of(another, another));
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("households.phone.code-used");
        assertThat(cards.inForce(List.of(village.id())))
                .extracting(BindingCards.InForce::phones)
                .containsExactly(2);
    }

    @Test
    void withdrawingNeedsAReasonAndAPhoneWithinReach() {
        var phone = bound(card(worker));
        households.asOfficer();
        assertThatThrownBy(() -> devices.withdraw(phone.device(), "  ")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> devices.withdraw(phone.device(), "长".repeat(201)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> devices.withdraw(new DeviceId(-1), "丢失")).isInstanceOf(NotFound.class);
        assertThat(inForce(phone)).isTrue();
    }
}
