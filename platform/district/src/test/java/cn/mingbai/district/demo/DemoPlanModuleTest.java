package cn.mingbai.district.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.district.demo.DemoPlan.State;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class DemoPlanModuleTest {

    @Autowired
    World world;

    @Autowired
    DivisionDirectory directory;

    private List<Division> subtree;
    private DemoPlan plan;

    @BeforeEach
    void divisions() {
        subtree = directory.subtree(world.division(World.DISTRICT), LocalDate.of(2026, 1, 1));
        plan = new DemoPlan(subtree);
    }

    @Test
    void hasTheSizesOfARealDistrict() {
        var villages = subtree.stream().filter(DemoPlan::isVillage).toList();
        var households = villages.stream()
                .flatMap(village -> plan.households(village).stream())
                .toList();
        assertThat(households).hasSizeBetween(16_500, 18_500);
        var rural = villages.stream()
                .filter(village -> !village.code().isCommunity())
                .map(village -> plan.households(village).size())
                .toList();
        assertThat(rural).hasSize(35).allMatch(size -> size >= 200 && size <= 600);
        assertThat(villages.stream()
                        .filter(village -> plan.households(village).isEmpty())
                        .map(Division::code))
                .containsExactly(DemoPlan.EMPTY_COMMUNITY);
        var away = households.stream().filter(h -> h.state() == State.长期外出).count();
        assertThat(away * 100 / households.size()).isBetween(15L, 35L);
    }

    @Test
    void staffsEveryUnitWithGaps() {
        var staff = plan.staff();
        assertThat(staff.stream().filter(s -> !s.duty().isOutreach())).hasSizeBetween(260, 280);
        assertThat(staff.stream().filter(s -> s.duty() == Duty.OUTREACH_A))
                .as("all but two, and the demo log-in stands for one")
                .hasSize(74 - 2 - 1);
        assertThat(staff).extracting(DemoPlan.Staff::number).doesNotHaveDuplicates();
        assertThat(staff).allMatch(s -> s.name().startsWith("演示"));
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new DemoPlan(subtree).staff()).isEqualTo(plan.staff());
        var village = subtree.stream().filter(DemoPlan::isVillage).findFirst().orElseThrow();
        assertThat(new DemoPlan(subtree).households(village)).isEqualTo(plan.households(village));
    }
}
