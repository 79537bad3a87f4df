package cn.mingbai.core.divisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.World;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class DivisionListsModuleTest {

    private static final String HEADING = "code,name,parent_code,level\n";
    private static final String ABOVE = "220000000000,吉林省,,province\n220100000000,长春市,220000000000,city\n";

    @Autowired
    World world;

    @Autowired
    DivisionLists lists;

    @Autowired
    Divisions divisions;

    @BeforeEach
    void signIn() {
        world.division(World.DISTRICT);
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22017200000x,区,220100000000,county|core.divisions.list-code",
                "220172000000,,220100000000,county|core.divisions.list-name",
                "220172000000,区,220100000000,village|core.divisions.list-level",
                "220172000000,区,220200000000,county|core.divisions.list-parent",
                "220172000000,区,,county|core.divisions.list-parent",
                "220272000000,区,220100000000,county|core.divisions.list-prefix",
                "220100000000,长春市,220000000000,city|core.divisions.list-twice",
                "220172000000,区,220100000000|core.divisions.list-cells",
                "220172000000,区,x,county|core.divisions.list-code"
            })
    void malformedLinesAreNamed(String line, String key) {
        assertThatThrownBy(() -> lists.parse(HEADING + ABOVE + line))
                .isInstanceOfSatisfying(RuleViolation.class, refused -> {
                    assertThat(refused.key()).isEqualTo(key);
                    assertThat(refused.arguments().getFirst()).isEqualTo(4);
                });
    }

    @Test
    void emptyAndForeignTextsAreRefused() {
        for (var text : List.of("", "<html>", HEADING, "名称,代码\n")) {
            assertThatThrownBy(() -> lists.parse(text)).as(text).isInstanceOf(RuleViolation.class);
        }
    }

    @Test
    void theOfficerOfADistrictDoesNotLoadLists() {
        var rows = lists.parse(HEADING + ABOVE);
        var day = LocalDate.of(2026, 1, 1);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> lists.plan(rows, day, Answers.NONE)).isInstanceOf(AccessRefused.class);
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        assertThatThrownBy(() -> lists.load(rows, day, "x", Answers.NONE)).isInstanceOf(NotFound.class);
    }

    @Test
    void anOlderListAfterANewerOneIsRefused() {
        world.signIn(Role.ADMINISTRATOR, "100000000000");
        var rows = lists.parse(HEADING + ABOVE);
        assertThatThrownBy(() -> lists.load(rows, LocalDate.of(2020, 1, 1), "x", Answers.NONE))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("core.divisions.list-older"));
        assertThatThrownBy(() -> lists.load(rows, LocalDate.of(2999, 1, 1), "x", Answers.NONE))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("core.divisions.list-day"));
        assertThatThrownBy(() -> lists.load(rows, LocalDate.of(2026, 1, 1), " ", Answers.NONE))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("core.divisions.list-source"));
    }

    @Test
    void aVillageThatMovedAwayIsSeenOnTheDaysOfItsOldTown() {
        var village = world.division("220172009200");
        world.signIn(Role.TOWN_OFFICER, "220172001000");
        assertThat(divisions.on(LocalDate.of(2020, 1, 1)))
                .extracting(Division::id)
                .contains(village);
        assertThat(divisions.on(LocalDate.of(2026, 1, 1)))
                .extracting(Division::id)
                .doesNotContain(village);
        assertThat(divisions.history(village))
                .extracting(division -> division.code().value())
                .containsExactly("220172001200", "220172009200");
        assertThatThrownBy(() -> divisions.get(village)).isInstanceOf(NotFound.class);
    }

    @Test
    void theTreeOfOthersIsNotSeen() {
        var village = world.division(World.VILLAGE);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> divisions.history(village)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> divisions.get(village)).isInstanceOf(NotFound.class);
        assertThat(divisions.on(LocalDate.of(2026, 1, 1)))
                .extracting(division -> division.code().value())
                .contains(World.FAR_VILLAGE)
                .doesNotContain(World.VILLAGE);
    }
}
