package cn.mingbai.courses.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.curriculum.Courses;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class RequirementsModuleTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate DUE = LocalDate.of(2027, 12, 20);

    @Autowired
    World world;

    @Autowired
    Requirements requirements;

    @Autowired
    Courses courses;

    private static Requirements.Draft draft(String basis) {
        return new Requirements.Draft(Set.of(Duty.OUTREACH_B, Duty.TOWN_STAFF), Set.of("01"), FROM, DUE, 30, basis);
    }

    private Requirement only(String basis) {
        var found = requirements.list().stream()
                .filter(one -> one.basis().equals(basis) && one.duty() == Duty.OUTREACH_B)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void oneDraftIsARequirementForEachDutyWithBasisAndWhoSetIt() {
        var officer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var basis = "净民发" + System.nanoTime();
        requirements.add(world.division(World.TOWN), draft(basis));
        assertThat(requirements.list())
                .filteredOn(one -> one.basis().equals(basis))
                .hasSize(2);
        var requirement = only(basis);
        assertThat(requirement.courses()).containsExactly("01");
        assertThat(requirement.due()).isEqualTo(DUE);
        assertThat(requirement.setBy()).isEqualTo("测试人员" + officer.value());
    }

    @Test
    void whoOwesItSeesItAmongTheirCoursesUntilItEnds() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var basis = "净民发" + System.nanoTime();
        var village = world.division("220172102208");
        requirements.add(village, new Requirements.Draft(Set.of(Duty.OUTREACH_A), Set.of("01"), FROM, DUE, 30, basis));
        var requirement = requirements.list().stream()
                .filter(one -> one.basis().equals(basis))
                .findFirst()
                .orElseThrow();
        var worker = world.person(Duty.OUTREACH_A, "220172102208", FROM);
        var neighbour = world.person(Duty.OUTREACH_A, World.FAR_VILLAGE, FROM);
        world.signIn(worker);
        assertThat(courses.course("01").course().isLeft()).isTrue();
        assertThat(courses.course("01").course().due()).isEqualTo(DUE);
        world.signIn(neighbour);
        assertThat(courses.course("01").course().isRequired()).isFalse();

        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        requirements.end(requirement.id());
        assertThat(requirements.list()).noneMatch(one -> one.basis().equals(basis));
        assertThatThrownBy(() -> requirements.end(requirement.id())).isInstanceOf(NotFound.class);
        world.signIn(worker);
        assertThat(courses.course("01").course().isRequired()).isFalse();
    }

    @Test
    void onlyTheDistrictSetsRequirementsAndOnlyWithinReach() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> requirements.add(world.division(World.TOWN), draft("x")))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> requirements.add(world.division(World.TOWN), draft("x")))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aTownSeesItsOwnRequirementsAndNotItsNeighbours() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var basis = "净民发" + System.nanoTime();
        requirements.add(world.division(World.VILLAGE), draft(basis));
        var requirement = only(basis);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(requirements.list()).anyMatch(one -> one.basis().equals(basis));
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(requirements.list()).noneMatch(one -> one.basis().equals(basis));
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> requirements.end(requirement.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void aDraftWithAGapIsRefusedWithASentence() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var town = world.division(World.TOWN);
        var ok = draft("依据");
        for (var bad : new Requirements.Draft[] {
            new Requirements.Draft(Set.of(), ok.courses(), FROM, DUE, 30, "依据"),
            new Requirements.Draft(ok.duties(), Set.of(), FROM, DUE, 30, "依据"),
            new Requirements.Draft(ok.duties(), Set.of("01", "77"), FROM, DUE, 30, "依据"),
            new Requirements.Draft(ok.duties(), ok.courses(), FROM, FROM.minusDays(1), 30, "依据"),
            new Requirements.Draft(ok.duties(), ok.courses(), FROM, DUE, -1, "依据"),
            new Requirements.Draft(ok.duties(), ok.courses(), FROM, DUE, 366, "依据"),
            new Requirements.Draft(ok.duties(), ok.courses(), FROM, DUE, 30, " "),
            new Requirements.Draft(ok.duties(), ok.courses(), FROM, DUE, 30, "长".repeat(201)),
        }) {
            assertThatThrownBy(() -> requirements.add(town, bad))
                    .as(bad.toString())
                    .isInstanceOf(RuleViolation.class);
        }
    }
}
