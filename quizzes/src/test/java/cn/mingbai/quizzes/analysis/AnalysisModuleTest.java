package cn.mingbai.quizzes.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.attempts.Sitting;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class AnalysisModuleTest {

    @Autowired
    World world;

    @Autowired
    QuestionAnalysis analysis;

    @Autowired
    WeakSpots spots;

    @Autowired
    ApplicationContext context;

    World.FreshVillage village;

    @BeforeEach
    void village() {
        village = world.freshVillage();
    }

    /** Everybody answers everything; who is even gets the first half wrong. Answers how often each question was met. */
    private Map<String, Integer> sit(int people) {
        var met = new HashMap<String, Integer>();
        for (var each = 0; each < people; each++) {
            var person = world.person(Role.STAFF, village.village());
            var token = Sitting.start(context, person, "01");
            var even = each % 2 == 0;
            var counter = new int[1];
            Sitting.answer(context, token, code -> {
                met.merge(code, 1, Integer::sum);
                return !even || counter[0]++ >= 5;
            });
            Sitting.handIn(context, token);
        }
        return met;
    }

    @Test
    void eachHandInCountsOnceForEveryQuestionOfItsPaper() {
        var met = sit(24);
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        var lines = analysis.analyse("01");
        assertThat(lines).isNotEmpty();
        var drawn = new HashMap<String, Integer>();
        lines.forEach(line -> drawn.put(line.code(), line.figures().drawn()));
        assertThat(drawn).isEqualTo(met);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.stem()).isNotBlank();
            assertThat(line.latest()).isTrue();
            assertThat(line.figures().isSuppressed()).isEqualTo(line.figures().drawn() < ItemFigures.LEAST);
        });
        var shown =
                lines.stream().filter(line -> !line.figures().isSuppressed()).toList();
        assertThat(shown).isNotEmpty();
        assertThat(shown).allSatisfy(line -> {
            var right = line.figures().choices().stream()
                    .filter(ItemFigures.Choice::right)
                    .mapToInt(ItemFigures.Choice::all)
                    .max();
            if (right.isPresent()) {
                assertThat(right.getAsInt())
                        .isGreaterThanOrEqualTo(line.figures().right());
            }
            assertThat(line.figures().unanswered()).isZero();
        });
    }

    @Test
    void anotherDistrictSeesNothingOfIt() {
        sit(12);
        var other = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, other.district());
        assertThat(analysis.analyse("01")).isEmpty();
        assertThat(spots.overview()).isEmpty();
        assertThat(spots.skills()).isEmpty();
        assertThat(spots.skill("judge").figures().isSuppressed()).isTrue();
        assertThat(spots.skill("judge").towns()).isEmpty();
        world.signIn(Role.TOWN_OFFICER, village.town());
        assertThatThrownBy(() -> analysis.analyse("01")).isInstanceOf(AccessRefused.class);
        assertThat(spots.overview()).isNotEmpty();
        world.signIn(Role.STAFF, village.village());
        assertThatThrownBy(() -> spots.overview()).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> spots.skills()).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> spots.skill("judge")).isInstanceOf(AccessRefused.class);
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        assertThatThrownBy(() -> analysis.analyse("no-such")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> spots.point("<script>")).isInstanceOf(NotFound.class);
        for (var none : java.util.List.of("<script>", "JUDGE", "none", "", "judge' or 1=1")) {
            assertThatThrownBy(() -> spots.skill(none)).as(none).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void fourPeopleAreNotShownAndAPointLeadsToItsLessons() {
        sit(4);
        world.signIn(Role.TOWN_OFFICER, village.town());
        assertThat(spots.overview())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.figures().isSuppressed()).isTrue());
        sit(8);
        world.signIn(Role.TOWN_OFFICER, village.town());
        var shown = spots.overview().stream()
                .filter(line -> !line.figures().isSuppressed())
                .toList();
        assertThat(shown).isNotEmpty();
        var page = spots.point(shown.getFirst().point());
        assertThat(page.towns()).singleElement().satisfies(town -> {
            assertThat(town.name()).isEqualTo("演示镇");
            assertThat(town.figures().wrong()).isEqualTo(page.figures().wrong());
            assertThat(town.hidden()).isZero();
            assertThat(town.units()).singleElement().satisfies(unit -> {
                assertThat(unit.name()).isEqualTo("演示屯村");
                assertThat(unit.figures().wrong()).isEqualTo(page.figures().wrong());
            });
        });
        assertThat(shown.stream().map(line -> spots.point(line.point())).toList())
                .anySatisfy(point -> assertThat(point.lessons()).isNotEmpty());
    }

    @Test
    void everyAnswerCountsForTheOneSkillOfItsQuestionAlsoInAVersionFromBeforeThereWereSkills() {
        sit(4);
        world.signIn(Role.TOWN_OFFICER, village.town());
        assertThat(spots.skills())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.figures().isSuppressed()).isTrue());
        sit(8);
        world.signIn(Role.TOWN_OFFICER, village.town());
        var before = spots.skills();
        assertThat(before.stream()
                        .filter(line -> !line.figures().isSuppressed())
                        .mapToInt(line -> line.figures().answers())
                        .sum())
                .as("ten questions for each of twelve people, but for skills of fewer than five people")
                .isBetween(90, 120);
        assertThat(spots.skill("judge").towns()).singleElement().satisfies(town -> {
            assertThat(town.name()).isEqualTo("演示镇");
            assertThat(town.units()).extracting(WeakSpots.UnitLine::name).containsExactly("演示屯村");
        });
        assertThat(spots.skill("judge").lessons()).isEmpty();
        // As if the versions that were drawn had been seeded before questions named their skill.
        var jdbc = context.getBean(JdbcClient.class);
        var old = jdbc.sql(
                        "select code, version, content from question where course_code = '01' and version ="
                                + " (select max(l.version) from question l where l.course_code = '01' and l.code = question.code)")
                .query((row, index) -> new Kept(row.getString(1), row.getInt(2), row.getString(3)))
                .list();
        try {
            for (var kept : old) {
                jdbc.sql("insert into question (id, course_code, code, version, kind, content, content_hash,"
                                + " origin_hash, recorded_at) select next value for question_seq, course_code, code,"
                                + " version + 1, kind, content, content_hash, origin_hash, recorded_at from question"
                                + " where course_code = '01' and code = ? and version = ?")
                        .params(kept.code(), kept.version())
                        .update();
                jdbc.sql("update question set content = ? where course_code = '01' and code = ? and version = ?")
                        .params(kept.content().replaceFirst(",\"skill\":\"[A-Z]+\"", ""), kept.code(), kept.version())
                        .update();
            }
            assertThat(spots.skills()).isEqualTo(before);
        } finally {
            for (var kept : old) {
                jdbc.sql("delete from question where course_code = '01' and code = ? and version = ?")
                        .params(kept.code(), kept.version() + 1)
                        .update();
                jdbc.sql("update question set content = ? where course_code = '01' and code = ? and version = ?")
                        .params(kept.content(), kept.code(), kept.version())
                        .update();
            }
        }
    }

    private record Kept(String code, int version, String content) {}

    @Test
    void whoSatAgainCountsWithTheLatestHandInOnly() {
        var person = world.person(Role.STAFF, village.village());
        for (var tries = 0; tries < 2; tries++) {
            var right = tries == 0;
            var token = Sitting.start(context, person, "01");
            Sitting.answer(context, token, code -> right);
            Sitting.handIn(context, token);
        }
        for (var each = 0; each < 5; each++) {
            var token = Sitting.start(context, world.person(Role.STAFF, village.village()), "01");
            Sitting.answer(context, token, code -> false);
            Sitting.handIn(context, token);
        }
        world.signIn(Role.TOWN_OFFICER, village.town());
        assertThat(spots.overview().stream().filter(line -> !line.figures().isSuppressed()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.figures().wrong())
                        .isEqualTo(line.figures().answers()));
    }
}
