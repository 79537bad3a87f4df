package cn.mingbai.district.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhasesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    private static Campaign campaign() {
        return new Campaign(
                new CampaignId(1),
                new DivisionId(1),
                "演示行动",
                "演示〔2026〕1号",
                HouseholdBasis.REGISTERED,
                "村台账",
                true,
                FIRST,
                FIRST.plusDays(30),
                List.of(phase("甲", 0, 10), phase("乙", 15, 30)));
    }

    private static Campaign.Phase phase(String name, int from, int to) {
        return new Campaign.Phase(name, FIRST.plusDays(from), FIRST.plusDays(to), FIRST.plusDays(to - 1));
    }

    private static Phases on(int day) {
        return new Phases(campaign(), FIRST.plusDays(day));
    }

    @Test
    void aDayOfAPhaseSaysHowManyComeAfterIt() {
        assertThat(on(0).key()).isEqualTo("district.cockpit.phase");
        assertThat(on(0).left()).isEqualTo(9);
        assertThat(on(8).left()).isEqualTo(1);
        assertThat(on(9).key()).isEqualTo("district.cockpit.phase-last");
        assertThat(on(9).left()).isZero();
        assertThat(on(15).place()).isEqualTo(1);
        assertThat(on(15).arguments()[1]).isEqualTo("乙");
    }

    @Test
    void betweenPhasesTheOneThatIsOverIsNamedAndBeforeAllTheFirst() {
        assertThat(on(10).key()).isEqualTo("district.cockpit.phase-over");
        assertThat(on(10).arguments()[1]).isEqualTo("甲");
        assertThat(on(10).arguments()[3]).isEqualTo(FIRST.plusDays(9));
        assertThat(on(40).arguments()[1]).isEqualTo("乙");
        assertThat(on(-3).key()).isEqualTo("district.cockpit.phase-before");
        assertThat(on(-3).arguments()[1]).isEqualTo("甲");
    }

    @Test
    void withoutACampaignThatIsSaid() {
        var none = new Phases(null, FIRST);
        assertThat(none.isMissing()).isTrue();
        assertThat(none.key()).isEqualTo("district.cockpit.no-campaign");
        assertThat(none.arguments()).isEmpty();
    }
}
