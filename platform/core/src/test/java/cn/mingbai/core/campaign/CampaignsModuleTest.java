package cn.mingbai.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class CampaignsModuleTest {

    @Autowired
    World world;

    @Autowired
    Campaigns campaigns;

    @Autowired
    CampaignDirectory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    private DivisionId district;
    private LocalDate today;

    @BeforeEach
    void signIn() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        district = world.division(World.DISTRICT);
        today = Times.today(clock);
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from campaign_phase").update();
            jdbc.sql("delete from campaign").update();
        });
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static Campaign.Phase phase(String name, LocalDate from, LocalDate to) {
        return new Campaign.Phase(name, from, to, to.minusDays(1));
    }

    private static Campaigns.Draft draft(String name, Campaign.Phase... phases) {
        return new Campaigns.Draft(name, "测〔2026〕1号", HouseholdBasis.REGISTERED, "村户籍台账", true, List.of(phases));
    }

    private CampaignId open(String name, LocalDate from, LocalDate to) {
        return campaigns.open(district, draft(name, phase("全部", from, to)));
    }

    private static void refuses(String key, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo(key));
    }

    @Test
    void whatIsOpenedIsReadBackWithItsPhases() {
        var first = phase("排查", today, today.plusDays(20));
        var second = phase("整改", today.plusDays(20), today.plusDays(50));
        var id = campaigns.open(district, draft("行动", first, second));
        assertThat(campaigns.current()).hasValueSatisfying(campaign -> {
            assertThat(campaign.id()).isEqualTo(id);
            assertThat(campaign.phases()).containsExactly(first, second);
            assertThat(campaign.from()).isEqualTo(today);
            assertThat(campaign.to()).isEqualTo(today.plusDays(50));
            assertThat(campaign.basis()).isEqualTo(HouseholdBasis.REGISTERED);
            assertThat(campaign.phoneCountsForAway()).isTrue();
        });
    }

    @Test
    void itCoversTheUnitsBelowAndIsSeenFromAbove() {
        open("行动", today, today.plusDays(9));
        for (var role : List.of(Role.STAFF, Role.OUTREACH_WORKER)) {
            world.signIn(role, World.VILLAGE);
            assertThat(campaigns.current()).as("%s", role).isPresent();
        }
        world.signIn(Role.ADMINISTRATOR, "220000000000");
        assertThat(campaigns.current()).as("the province above").isPresent();
    }

    @Test
    void oneThatRunsComesBeforeOneThatIsOver() {
        open("旧", today.minusDays(30), today.minusDays(10));
        assertThat(campaigns.current()).map(Campaign::name).contains("旧");
        open("新", today.minusDays(5), today.plusDays(5));
        open("将来", today.plusDays(5), today.plusDays(15));
        assertThat(campaigns.current()).map(Campaign::name).contains("新");
        assertThat(campaigns.all()).extracting(Campaign::name).containsExactly("将来", "新", "旧");
    }

    @Test
    void aLongOneThatRunsComesBeforeAShortOneBegunLaterAndOver() {
        var town = world.division(World.TOWN);
        open("长", today.minusDays(50), today.plusDays(50));
        campaigns.open(town, draft("短", phase("全部", today.minusDays(20), today.minusDays(10))));
        assertThat(directory.covering(world.division(World.VILLAGE), today))
                .map(Campaign::name)
                .contains("长");
    }

    @Test
    void overlapsAreRefusedAndNeighboursAreNot() {
        open("行动", today, today.plusDays(10));
        refuses("core.campaign.overlaps", () -> open("重叠", today.plusDays(9), today.plusDays(20)));
        refuses("core.campaign.overlaps", () -> open("之内", today.plusDays(2), today.plusDays(3)));
        open("之后", today.plusDays(10), today.plusDays(20));
    }

    @Test
    void phasesThatDoNotJoinAreRefused() {
        refuses(
                "core.campaign.phases",
                () -> campaigns.open(
                        district,
                        draft(
                                "间隙",
                                phase("一", today, today.plusDays(5)),
                                phase("二", today.plusDays(6), today.plusDays(9)))));
        refuses(
                "core.campaign.phases",
                () -> campaigns.open(district, draft("倒", phase("一", today.plusDays(5), today.plusDays(5)))));
        refuses(
                "core.campaign.reporting-day",
                () -> campaigns.open(
                        district, draft("报", new Campaign.Phase("一", today, today.plusDays(5), today.plusDays(5)))));
        refuses("core.campaign.phase-count", () -> campaigns.open(district, draft("无")));
        var many = new ArrayList<Campaign.Phase>();
        for (var day = 0; day < 13; day++) {
            many.add(phase("第" + day, today.plusDays(day), today.plusDays(day + 1)));
        }
        refuses(
                "core.campaign.phase-count",
                () -> campaigns.open(district, draft("多", many.toArray(Campaign.Phase[]::new))));
    }

    @Test
    void missingOrTooLongTextsAreRefused() {
        refuses("core.campaign.missing-text", () -> open(" ", today, today.plusDays(5)));
        refuses("core.campaign.text-form", () -> open("长".repeat(101), today, today.plusDays(5)));
        refuses("core.campaign.text-form", () -> open("a\u0000b", today, today.plusDays(5)));
    }

    @Test
    void onlyADistrictOfficerOpensAndOnlyAtHome() {
        assertThat(campaigns.districts()).extracting(Division::id).containsExactly(district);
        var foreign = world.division("220172101000");
        world.signIn(Role.DISTRICT_OFFICER, World.TOWN);
        assertThatThrownBy(() -> campaigns.open(foreign, draft("外", phase("一", today, today.plusDays(5)))))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> campaigns.districts()).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> open("镇", today, today.plusDays(5))).isInstanceOf(AccessRefused.class);
    }
}
