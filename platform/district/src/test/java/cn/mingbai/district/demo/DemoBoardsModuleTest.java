package cn.mingbai.district.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.boards.BoardDirectory;
import cn.mingbai.materials.boards.BoardFigures;
import cn.mingbai.materials.boards.BoardState;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class DemoBoardsModuleTest {

    @Autowired
    World world;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    DemoBoards demo;

    @Autowired
    BoardDirectory boards;

    @Autowired
    Clock clock;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void hangsAFewDozenBoardsRenewsMostAndADemoLoadedAgainHangsNoMore() {
        var today = Times.today(clock);
        var begin = today.minusDays(DemoRun.DAYS_RUNNING);
        var district = world.division(World.DISTRICT);
        var subtree = divisions.subtree(district, today);
        subtree.stream()
                .filter(DemoPlan::isVillage)
                .forEach(village ->
                        world.person(Role.OUTREACH_WORKER, village.code().value()));
        var officer = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        demo.hang(subtree, officer, "演示区经办", begin, today);
        var first = figures(district, begin, today);
        assertThat(first.places()).isBetween(30L, 80L);
        assertThat(first.in(BoardState.UP)).isGreaterThan(first.places() / 2);
        assertThat(first.left()).isPositive();
        assertThat(first.posted()).isPositive();
        assertThat(first.checked()).isPositive();
        demo.hang(subtree, officer, "演示区经办", begin, today);
        assertThat(figures(district, begin, today)).isEqualTo(first);
        assertThat(first.in(BoardState.DUE_FOR_RENEWAL)).isZero();
        var second = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        demo.renew(subtree, officer, "演示区经办", second, today);
        var renewed = figures(district, begin, today);
        assertThat(renewed.places()).isEqualTo(first.places());
        assertThat(renewed.in(BoardState.DUE_FOR_RENEWAL)).isBetween(5L, first.places() / 2);
        assertThat(renewed.posted()).isGreaterThan(first.posted() + 10);
        assertThat(renewed.in(BoardState.UP)).isGreaterThan(renewed.in(BoardState.DUE_FOR_RENEWAL));
        demo.renew(subtree, officer, "演示区经办", second, today);
        assertThat(figures(district, begin, today)).isEqualTo(renewed);
    }

    private BoardFigures figures(
            cn.mingbai.core.divisions.DivisionId district, java.time.LocalDate from, java.time.LocalDate day) {
        return boards.figures(district, from, new AsOf(day, day)).values().stream()
                .reduce(BoardFigures.NONE, BoardFigures::plus);
    }
}
