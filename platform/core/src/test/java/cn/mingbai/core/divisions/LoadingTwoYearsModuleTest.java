package cn.mingbai.core.divisions;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class LoadingTwoYearsModuleTest {

    private static final LocalDate OLD = LocalDate.of(2020, 1, 1);
    private static final LocalDate NEW = LocalDate.of(2026, 1, 1);

    @Autowired
    World world;

    @Autowired
    Divisions divisions;

    @Autowired
    DivisionDirectory directory;

    @BeforeEach
    void signIn() {
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
    }

    private DivisionId on(LocalDate day, String code) {
        return directory.byCode(new DivisionCode(code), day).orElseThrow().id();
    }

    @Test
    void recodedVillagesOfTheSameNameKeepTheirIdentity() {
        assertThat(on(NEW, "220172009200")).as("永新村委会").isEqualTo(on(OLD, "220172001200"));
        assertThat(on(NEW, "220172009004")).as("潭南社区").isEqualTo(on(OLD, "220172001002"));
        assertThat(on(NEW, "220172009005")).as("聚业社区").isEqualTo(on(OLD, "220172001003"));
        assertThat(on(NEW, "220172008001")).as("和悦社区").isEqualTo(on(OLD, "220172004002"));
        assertThat(on(NEW, "220172008003")).as("福临社区").isEqualTo(on(OLD, "220172006001"));
    }

    @Test
    void recodedVillagesOfANormalisedNameKeepTheirIdentity() {
        assertThat(on(NEW, "220172009201")).as("潭南村, 潭南村委会").isEqualTo(on(OLD, "220172001202"));
    }

    @Test
    void aVillageAndACommunityOfOneNameStayTwo() {
        assertThat(on(NEW, "220172009201")).isNotEqualTo(on(NEW, "220172009004"));
        assertThat(on(NEW, "220172002202")).as("先锋村 in two towns").isNotEqualTo(on(NEW, "220172100203"));
    }

    @Test
    void confirmedUnitsKeepTheirIdentityThroughAChangeOfKind() {
        assertThat(on(NEW, "220172002203")).as("小合台").isEqualTo(on(OLD, "220172002001"));
        assertThat(on(NEW, "220172007202")).as("虹桥").isEqualTo(on(OLD, "220172007001"));
        assertThat(divisions.history(on(NEW, "220172007202")))
                .extracting(Division::name)
                .containsExactly("虹桥社区", "虹桥村");
    }

    @Test
    void theTreeIsDated() {
        var yongxin = on(NEW, "220172009200");
        assertThat(directory.chain(yongxin, OLD)).extracting(Division::name).contains("永兴街道办事处");
        assertThat(directory.chain(yongxin, NEW))
                .extracting(Division::name)
                .containsExactly("永新村委会", "永顺街道", "长春净月高新技术产业开发区", "长春市", "吉林省", "全国");
    }

    @Test
    void countsAreThoseOfTheLists() {
        var district = on(NEW, World.DISTRICT);
        assertThat(directory.subtree(district, NEW))
                .filteredOn(d -> d.level() == Level.VILLAGE)
                .hasSize(74);
        assertThat(directory.subtree(district, OLD))
                .filteredOn(d -> d.level() == Level.VILLAGE)
                .hasSize(63);
        assertThat(divisions.reachable(cn.mingbai.core.access.Action.VIEW_DIVISIONS, Level.TOWNSHIP))
                .hasSize(12);
    }
}
