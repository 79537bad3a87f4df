package cn.mingbai.courses.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.Courses;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    @Autowired
    RequirementDirectory directory;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

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
            new Requirements.Draft(Set.of(), ok.terms().courses(), FROM, DUE, 30, "依据"),
            new Requirements.Draft(ok.duties(), Set.of(), FROM, DUE, 30, "依据"),
            new Requirements.Draft(ok.duties(), Set.of("01", "77"), FROM, DUE, 30, "依据"),
            new Requirements.Draft(ok.duties(), ok.terms().courses(), FROM, FROM.minusDays(1), 30, "依据"),
            new Requirements.Draft(ok.duties(), ok.terms().courses(), FROM, DUE, -1, "依据"),
            new Requirements.Draft(ok.duties(), ok.terms().courses(), FROM, DUE, 366, "依据"),
            new Requirements.Draft(ok.duties(), ok.terms().courses(), FROM, DUE, 30, " "),
            new Requirements.Draft(ok.duties(), ok.terms().courses(), FROM, DUE, 30, "长".repeat(201)),
        }) {
            assertThatThrownBy(() -> requirements.add(town, bad))
                    .as(bad.toString())
                    .isInstanceOf(RuleViolation.class);
        }
    }

    private static Terms yearly(String basis) {
        return new Terms(
                Set.of("01"),
                Map.of("01", List.of("1.5", "1.2")),
                Window.CALENDAR_YEAR,
                0,
                2,
                MetBy.ATTENDANCE,
                DUE,
                10,
                basis);
    }

    @Test
    void whatWasWrittenIsWhatIsRead() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var basis = "净民发" + System.nanoTime();
        requirements.add(
                world.division(World.TOWN), new Requirements.Draft(Set.of(Duty.OUTREACH_B), FROM, yearly(basis)));
        var read = only(basis);
        assertThat(Terms.of(read)).isEqualTo(yearly(basis));
        assertThat(read.lessons()).isEqualTo(Map.of("01", List.of("1.2", "1.5")));
        requirements.end(read.id());
        var ended = directory.touching(world.division(World.TOWN), AsOf.today(clock)).stream()
                .filter(one -> one.basis().equals(basis))
                .toList();
        assertThat(ended).isEmpty();
        var yesterday = directory
                .touching(
                        world.division(World.TOWN), new AsOf(Times.today(clock).minusDays(1), Times.today(clock)))
                .stream()
                .filter(one -> one.basis().equals(basis))
                .toList();
        assertThat(yesterday).hasSize(1);
        assertThat(Terms.of(yesterday.getFirst()))
                .as("an ended requirement keeps what it asked for")
                .isEqualTo(yearly(basis));
    }

    @Test
    void aChangeHoldsFromItsDayOnAndTheDaysBeforeStayAsTheyWere() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var basis = "净民发" + System.nanoTime();
        var town = world.division(World.TOWN);
        requirements.add(town, new Requirements.Draft(Set.of(Duty.OUTREACH_B), Set.of("01"), FROM, DUE, 30, basis));
        var first = only(basis);
        var today = Times.today(clock);
        requirements.change(first.id(), today, yearly(basis));
        var changed = only(basis);
        assertThat(changed.id()).isNotEqualTo(first.id());
        assertThat(changed.from()).isEqualTo(today);
        assertThat(Terms.of(changed)).isEqualTo(yearly(basis));
        var before = directory.touching(town, new AsOf(today.minusDays(1), today)).stream()
                .filter(one -> one.basis().equals(basis))
                .toList();
        assertThat(before).singleElement().satisfies(one -> {
            assertThat(Terms.of(one)).isEqualTo(Terms.of(first));
            assertThat(one.to()).isEqualTo(today);
        });
        assertThatThrownBy(() -> requirements.change(first.id(), today, yearly("另一件")))
                .as("the second of two officers who opened the same form")
                .isInstanceOf(NotFound.class);

        var whole = yearly(basis + "更正");
        requirements.change(changed.id(), today, whole);
        assertThat(requirements.list()).noneMatch(one -> one.id() == changed.id());
        assertThat(only(basis + "更正").from())
                .as("put right from its first day on")
                .isEqualTo(today);
    }

    @Test
    void aChangeThatChangesNothingOrLiesOutsideIsRefused() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var basis = "净民发" + System.nanoTime();
        requirements.add(
                world.division(World.TOWN), new Requirements.Draft(Set.of(Duty.OUTREACH_B), FROM, yearly(basis)));
        var id = only(basis).id();
        var today = Times.today(clock);
        assertThatThrownBy(() -> requirements.change(id, today, yearly(basis))).isInstanceOf(RuleViolation.class);
        for (var day : new LocalDate[] {FROM.minusDays(1), Times.NO_END, LocalDate.MIN}) {
            assertThatThrownBy(() -> requirements.change(id, day, yearly("x")))
                    .as(day.toString())
                    .isInstanceOf(RuleViolation.class);
        }
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> requirements.change(id, today, yearly("x"))).isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> requirements.change(id, today, yearly("x"))).isInstanceOf(AccessRefused.class);
    }

    @Test
    void termsOutOfRangeAreRefusedWithASentence() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var town = world.division(World.TOWN);
        var hostile = "'); drop table requirement; --";
        for (var bad : List.of(
                new Terms(Set.of("01"), Map.of(), Window.MONTHS, 0, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of(), Window.MONTHS, 61, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of(), Window.ONCE, 12, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of(), Window.ONCE, 0, 1, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of(), Window.CALENDAR_YEAR, 0, 7, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of(), Window.CALENDAR_YEAR, 0, -1, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of("01", List.of("9.9")), Window.ONCE, 0, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of("02", List.of("2.1")), Window.ONCE, 0, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of("01", List.of(hostile)), Window.ONCE, 0, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of(hostile), Map.of(), Window.ONCE, 0, 0, MetBy.PASS, DUE, 0, "x"),
                new Terms(Set.of("01"), Map.of(), Window.ONCE, 0, 0, MetBy.PASS, LocalDate.MAX, 0, "x"))) {
            assertThatThrownBy(() -> requirements.add(town, new Requirements.Draft(Set.of(Duty.OUTREACH_A), FROM, bad)))
                    .as(bad.toString())
                    .isInstanceOf(RuleViolation.class);
        }
    }

    @Test
    void aCourseThatIsNotPublishedCanBeRequiredAheadAndIsNamedAsNotPublished() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        DraftCourse.put(jdbc);
        var basis = "净民发" + System.nanoTime();
        requirements.add(
                world.division(World.TOWN),
                new Requirements.Draft(Set.of(Duty.OUTREACH_B), Set.of("01", DraftCourse.CODE), FROM, DUE, 30, basis));
        assertThat(only(basis).courses()).containsExactly("01", DraftCourse.CODE);
        assertThat(requirements.courses())
                .filteredOn(course -> Set.of("01", DraftCourse.CODE).contains(course.code()))
                .extracting(CourseChoice::code, CourseChoice::published)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("01", true),
                        org.assertj.core.groups.Tuple.tuple(DraftCourse.CODE, false));
        requirements.end(only(basis).id());
        DraftCourse.remove(jdbc);
    }
}
