package cn.mingbai.households.visitapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.areas.Areas;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestApplication.class)
class PackByAreaModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Areas areas;

    @Autowired
    People people;

    @Autowired
    VisitApp app;

    @Autowired
    VisitAppController controller;

    @Autowired
    Codes codes;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private HouseholdId first;
    private HouseholdId second;
    private HouseholdId third;
    private PersonId lead;
    private PersonId helper;
    private LocalDate today;
    private Instant now;

    @BeforeEach
    void aVillageOfThreeGroups() {
        village = households.freshVillage();
        today = Times.today(clock);
        now = clock.instant();
        first = households.household(village.id(), "000001", "一组", "王建国");
        second = households.household(village.id(), "000002", "二组", "李建民");
        third = households.household(village.id(), "000003", "三组", "赵建军");
        lead = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        helper = world.person(Duty.OUTREACH_B, village.code().value(), LocalDate.of(2024, 1, 1));
        households.asOfficer();
        areas.assign(village.id(), List.of("一组"), lead, today.minusDays(5));
        areas.assign(village.id(), List.of("二组"), helper, today.minusDays(5));
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Phone phoneOf(PersonId worker) {
        return new Phone(
                app,
                households.registered(worker, now.minus(Duration.ofDays(10))).key());
    }

    private VisitPack.Village packOf(PersonId worker) {
        return app.pack(phoneOf(worker).key()).villages().getFirst();
    }

    private static List<Long> ids(VisitPack.Village pack) {
        return pack.households().stream().map(VisitPack.Household::id).toList();
    }

    @Test
    void theHelpersPackHoldsOnlyTheOwnGroupsAndTheLeadsTheRestBesides() {
        var helpers = packOf(helper);
        assertThat(ids(helpers)).containsExactly(second.value());
        assertThat(helpers.area()).containsExactly("二组");
        assertThat(helpers.others()).hasSize(2);
        var leads = packOf(lead);
        assertThat(ids(leads)).containsExactly(first.value(), third.value());
        assertThat(leads.area()).containsExactly("一组", "三组");
    }

    @Test
    void ofOtherAreasThePackTellsNoHeadNoGroupAndNoState() {
        codes.token(CodeKind.HOUSEHOLD, first.value());
        var json = new JsonMapper().writeValueAsString(packOf(helper));
        assertThat(json)
                .contains("李*民")
                .doesNotContain("王*国")
                .doesNotContain("赵*军")
                .doesNotContain("一组");
    }

    @Test
    void aCodeOfAnotherGroupOfTheVillageStillWorksAndIsKnownToThePhone() throws Exception {
        var token = codes.token(CodeKind.HOUSEHOLD, first.value());
        var phone = phoneOf(helper);
        var digest = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(token.getBytes()));
        assertThat(app.pack(phone.key()).villages().getFirst().others())
                .anyMatch(other -> other.code() != null && digest.startsWith(other.code()));
        var byCode = phone.handIn(
                now,
                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"code\":\"" + token
                        + "\",\"outcome\":\"IN_PERSON\"}");
        assertThat(byCode.status()).isEqualTo(RecordStatus.RECEIVED);
        var number = new HouseholdNumber("000003").shown();
        var byNumber = phone.handIn(
                now,
                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"village\":"
                        + village.id().value() + ",\"number\":\"" + number + "\",\"outcome\":\"IN_PERSON\"}");
        assertThat(byNumber.status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(jdbc.sql("select household_id from visit where worker_id = ? order by household_id")
                        .params(helper.value())
                        .query(Long.class)
                        .list())
                .containsExactly(first.value(), third.value());
    }

    @Test
    void anAreaBeginsOnItsDayAndEndsWithThePosting() {
        households.asOfficer();
        areas.assign(village.id(), List.of("三组"), helper, today.plusDays(3));
        assertThat(ids(packOf(helper))).containsExactly(second.value());
        ThreadClock.during(
                now.plus(Duration.ofDays(3)),
                () -> assertThat(ids(packOf(helper))).containsExactly(second.value(), third.value()));
        households.asOfficer();
        var posting = jdbc.sql("select id from posting where person_id = ? and superseded_at = '9999-12-31'")
                .params(helper.value())
                .query(Long.class)
                .single();
        people.end(posting, today);
        assertThat(ids(packOf(lead)))
                .as("what the helper had is with the lead, unsaid to nobody")
                .containsExactly(first.value(), second.value(), third.value());
    }

    @Test
    void aGroupGivenToNobodyInParticularReturnsToTheLead() {
        households.asOfficer();
        areas.assign(village.id(), List.of("二组"), null, today);
        assertThat(ids(packOf(helper))).hasSize(3);
        assertThat(ids(packOf(lead))).hasSize(3);
    }

    @Test
    void anAreaOfAStrangeGroupPersonDayOrVillageIsRefusedAndNothingIsWritten() {
        households.asOfficer();
        var before = rows();
        var stranger =
                world.person(Duty.OUTREACH_A, households.freshVillage().code().value(), LocalDate.of(2024, 1, 1));
        households.asOfficer();
        assertThatThrownBy(() -> areas.assign(village.id(), List.of("一组", "' or 1=1 --"), helper, today))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> areas.assign(village.id(), List.of("九".repeat(5000)), helper, today))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> areas.assign(village.id(), List.of(), helper, today))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> areas.assign(village.id(), List.of("一组"), stranger, today))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> areas.assign(village.id(), List.of("一组"), helper, LocalDate.of(1, 1, 1)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> areas.assign(
                        new cn.mingbai.core.divisions.DivisionId(999_999_999), List.of("一组"), helper, today))
                .isInstanceOf(NotFound.class);
        world.signIn(helper);
        assertThatThrownBy(() -> areas.assign(village.id(), List.of("一组"), helper, today))
                .isInstanceOf(AccessRefused.class);
        assertThat(rows()).isEqualTo(before);
    }

    private long rows() {
        return jdbc.sql("select count(*) from outreach_area where village_id = ?")
                .params(village.id().value())
                .query(Long.class)
                .single();
    }

    @Test
    void aPackIsSentWithItsMomentAndAgainOnlyWhenItSaysSomethingElse() {
        var request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer " + phoneOf(helper).key());
        var first = controller.pack(request);
        var json = new JsonMapper().readTree(Objects.requireNonNull(first.getBody()));
        assertThat(Instant.parse(json.path("now").stringValue())).isBetween(now, clock.instant());
        assertThat(json.path("worker").isString()).isTrue();
        assertThat(json.path("villages").path(0).path("households").size()).isEqualTo(1);
        request.addHeader(
                HttpHeaders.IF_NONE_MATCH,
                Objects.requireNonNull(first.getHeaders().getETag()));
        assertThat(controller.pack(request).getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
        households.asOfficer();
        areas.assign(village.id(), List.of("三组"), helper, today);
        var other = controller.pack(request);
        assertThat(other.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(other.getHeaders().getETag()).isNotEqualTo(first.getHeaders().getETag());
    }

    @Test
    void whatThePhoneSaysItHasNotHandedInIsKept() {
        var phone = phoneOf(helper);
        app.heard(phone.key(), 40);
        app.heard(phone.key(), null);
        assertThat(jdbc.sql("select unsent from device where person_id = ? order by id desc limit 1")
                        .params(helper.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(40);
        app.heard(phone.key(), 0);
        assertThat(jdbc.sql("select unsent from device where person_id = ? order by id desc limit 1")
                        .params(helper.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> app.heard("0".repeat(32), 3)).isInstanceOf(AccessRefused.class);
    }
}
