package cn.mingbai.courses.trainingrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.trainingrate.PersonEvidence.Gap;
import cn.mingbai.courses.trainingrate.PersonEvidence.Standing;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class TrainingEvidenceModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    TrainingEvidence evidence;

    @Autowired
    TrainingRates rates;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    PostingDirectory postings;

    @Autowired
    People people;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    World.FreshVillage fresh;
    LocalDate today;
    PersonId officer;

    /** A district of its own, so that its figures are this test's. */
    @BeforeEach
    void require() {
        today = Times.today(clock);
        fresh = world.freshVillage();
        officer = world.signIn(Role.DISTRICT_OFFICER, fresh.district());
        requirements.add(
                world.division(fresh.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF, Duty.TOWN_STAFF),
                        Set.of("01"),
                        LocalDate.of(2026, 1, 1),
                        today.plusDays(20),
                        30,
                        "佐证测试"));
    }

    private long record(TrainingEntry entry) {
        return transactions.execute(status -> records.record(entry));
    }

    private static TrainingEntry quiz(PersonId person, LocalDate on, boolean passed) {
        return new TrainingEntry.QuizHandedIn(
                person, "01", 1, on, passed ? 90 : 40, passed, "evidence:" + System.nanoTime());
    }

    private PersonEvidence of(PersonId person) {
        return evidence.of(world.division(fresh.village()), person, AsOf.today(clock));
    }

    @Test
    void aPassIsNamedAsWhatMeetsTheCourse() {
        var person = world.person(Duty.VILLAGE_STAFF, fresh.village(), LONG_AGO);
        record(quiz(person, today.minusDays(9), false));
        var pass = record(quiz(person, today.minusDays(3), true));
        var found = of(person);
        assertThat(found.person().reason()).isEqualTo(Reason.MET);
        assertThat(found.courses()).singleElement().satisfies(course -> {
            assertThat(course.pass()).isEqualTo(pass);
            assertThat(course.gap()).isNull();
            assertThat(course.requirements())
                    .singleElement()
                    .satisfies(requirement -> assertThat(requirement.basis()).isEqualTo("佐证测试"));
        });
        assertThat(found.records())
                .extracting(PersonEvidence.Record::standing)
                .containsExactly(Standing.TOOK_PART, Standing.MEETS);
        assertThat(found.records().getLast().enteredBy())
                .as("the officer recorded it")
                .isNotNull();
        assertThat(found.postings())
                .singleElement()
                .satisfies(posting -> assertThat(posting.unit()).isEqualTo("演示屯村"));
    }

    @Test
    void aReversalNamesReasonAndBothPeopleAndWhatWasKnownBeforeStays() {
        var person = world.person(Duty.VILLAGE_STAFF, fresh.village(), LONG_AGO);
        var entry = quiz(person, today.minusDays(40), true);
        record(entry);
        jdbc.sql("update training_record set recorded_at = ? where evidence = ?")
                .params(Times.sql(Times.endOf(today.minusDays(40)).minusSeconds(60)), entry.evidence())
                .update();
        var second = world.person(Role.DISTRICT_OFFICER, fresh.district());
        transactions.executeWithoutResult(status -> records.reverse(entry.evidence(), "录到了别人名下", second));
        var found = of(person);
        assertThat(found.person().reason()).isEqualTo(Reason.NOT_MET);
        assertThat(found.courses().getFirst().gap()).isEqualTo(Gap.TAKEN_BACK);
        assertThat(found.records()).singleElement().satisfies(record -> {
            assertThat(record.standing()).isEqualTo(Standing.TAKEN_BACK);
            assertThat(record.reversal()).isNotNull().satisfies(reversal -> {
                assertThat(reversal.reason()).isEqualTo("录到了别人名下");
                assertThat(reversal.by()).isEqualTo("测试人员" + officer.value());
                assertThat(reversal.second()).isEqualTo("测试人员" + second.value());
            });
        });
    }

    @Test
    void whatIsMissingIsSaidInOneReason() {
        var nothing = world.person(Duty.VILLAGE_STAFF, fresh.village(), LONG_AGO);
        assertThat(of(nothing).courses().getFirst().gap()).isEqualTo(Gap.NO_RECORD);
        var failed = world.person(Duty.VILLAGE_STAFF, fresh.village(), LONG_AGO);
        record(quiz(failed, today, false));
        assertThat(of(failed).courses().getFirst().gap()).isEqualTo(Gap.NOT_PASSED);
        assertThat(of(failed).courses().getFirst().tookPart()).isTrue();
        var back = world.person(Duty.VILLAGE_STAFF, fresh.village(), LONG_AGO);
        record(quiz(back, today.minusDays(200), true));
        people.end(postings.of(back, today).getFirst().posting(), today.minusDays(100));
        people.post(back, world.division(fresh.village()), Duty.VILLAGE_STAFF, today.minusDays(45));
        assertThat(of(back).courses().getFirst().gap()).isEqualTo(Gap.BEFORE_BREAK);
        assertThat(of(back).records())
                .extracting(PersonEvidence.Record::standing)
                .containsExactly(Standing.BEFORE_BREAK);
        assertThat(of(back).postings())
                .as("the one that was open, its end, and the new one")
                .hasSize(3);
        assertThat(of(back).postings().stream().filter(posting -> posting.supersededAt() != null))
                .hasSize(1);
    }

    @Test
    void nobodyReadsEvidenceOfAnotherTownOrWithoutTheDuty() {
        var person = world.person(Duty.VILLAGE_STAFF, fresh.village(), LONG_AGO);
        var village = world.division(fresh.village());
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> evidence.of(village, person, AsOf.today(clock)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> evidence.of(world.division(World.TOWN), person, AsOf.today(clock)))
                .as("a unit within reach does not open somebody elsewhere")
                .isInstanceOf(NotFound.class);
        world.signIn(Role.INSPECTOR, fresh.district());
        assertThatThrownBy(() -> evidence.of(village, person, AsOf.today(clock)))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.STAFF, fresh.village());
        assertThatThrownBy(() -> evidence.of(village, person, AsOf.today(clock)))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void everyFigureOfEveryUnitOpensToAsManyPeople() {
        for (var i = 0; i < 6; i++) {
            var person = world.person(Duty.VILLAGE_STAFF, fresh.village(), i == 5 ? today.minusDays(3) : LONG_AGO);
            if (i % 2 == 0) {
                record(quiz(person, today.minusDays(i), i > 0));
            }
            if (i == 3) {
                people.post(person, world.division(fresh.town()), Duty.TOWN_STAFF, today);
            }
            if (i == 4) {
                people.end(postings.of(person, today).getFirst().posting(), today);
            }
        }
        var asOf = AsOf.today(clock);
        var overview = rates.overview(asOf);
        var shown = 0;
        for (var code : List.of(fresh.district(), fresh.town(), fresh.village())) {
            var unit = overview.unit(world.division(code)).orElseThrow();
            var all = rates.people(unit.division().id(), asOf);
            var own = rates.ownPeople(unit.division().id(), asOf);
            for (var group : PeopleGroup.all()) {
                assertThat(all.stream().filter(group.has()))
                        .as("%s of %s", group.name(), code)
                        .hasSize(group.count().applyAsInt(unit.total()));
                assertThat(own.stream().filter(group.has()))
                        .as("%s of %s itself", group.name(), code)
                        .hasSize(group.count().applyAsInt(unit.own()));
                shown += group.count().applyAsInt(unit.total());
            }
            for (var person : all) {
                assertThat(evidence.of(unit.division().id(), person.person(), asOf)
                                .person())
                        .isEqualTo(person);
            }
        }
        assertThat(shown).isGreaterThan(50);
    }

    @Test
    void aVillageThatWasPutUnderAnotherTownCountsInTheTownOfTheDay() {
        var moved = jdbc.sql("""
                select new_.code, old_town.code, new_town.code from division_version old_
                join division_version new_ on new_.division_id = old_.division_id and new_.valid_from = '2023-06-30'
                join division_version old_town on old_town.division_id = old_.parent_id and old_town.valid_to > '2019-01-01'
                  and old_town.valid_from <= '2019-01-01'
                join division_version new_town on new_town.division_id = new_.parent_id and new_town.valid_to > '2024-01-01'
                  and new_town.valid_from <= '2024-01-01'
                where old_.valid_from = '2018-10-31' and old_.valid_to = '2023-06-30' and old_.level = 'VILLAGE'
                  and old_.superseded_at = '9999-12-31' and new_.superseded_at = '9999-12-31'
                  and old_town.superseded_at = '9999-12-31' and new_town.superseded_at = '9999-12-31' and new_.parent_id <> old_.parent_id
                  and old_town.code like '220172%' and new_town.code like '220172%'
                order by old_.code limit 1
                """)
                .query((row, index) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .single();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var person = world.person(Duty.VILLAGE_STAFF, moved.getFirst(), LocalDate.of(2019, 1, 1));
        jdbc.sql("insert into requirement (id, division_id, duty, due_on, grace_days, basis, valid_from, valid_to,"
                        + " recorded_at, superseded_at) values (next value for requirement_seq, ?, 'VILLAGE_STAFF',"
                        + " '2022-12-31', 0, '改码测试', '2021-01-01', '9999-12-31', '2021-01-01', '9999-12-31')")
                .params(world.division(World.DISTRICT).value())
                .update();
        publishLongAgo("RX");
        jdbc.sql("insert into requirement_course (requirement_id, course_code)"
                        + " select id, 'RX' from requirement where basis = '改码测试'")
                .update();
        try {
            for (var day : List.of(LocalDate.of(2022, 5, 1), LocalDate.of(2024, 5, 1))) {
                var asOf = new AsOf(day, today);
                var town = day.getYear() == 2022 ? moved.get(1) : moved.get(2);
                var found = rates.overview(asOf).units().stream()
                        .filter(unit -> unit.division().code().value().equals(town))
                        .findFirst()
                        .orElseThrow();
                assertThat(rates.people(found.division().id(), asOf))
                        .as("on %s in town %s", day, town)
                        .extracting(TrainedPerson::person)
                        .contains(person);
            }
        } finally {
            jdbc.sql("delete c from requirement_course c join requirement r on r.id = c.requirement_id"
                            + " where r.basis = '改码测试'")
                    .update();
            jdbc.sql("delete from requirement where basis = '改码测试'").update();
        }
    }

    private void publishLongAgo(String course) {
        jdbc.sql("insert ignore into course (code, created_at) values (?, '2020-01-01')")
                .params(course)
                .update();
        jdbc.sql("insert ignore into course_version (id, course_code, version, title, goal, minutes, recorded_at,"
                        + " head_hash, origin_hash) values (next value for course_version_seq, ?, 1, '旧课', '', 30,"
                        + " '2020-01-01', unhex(sha2('', 256)), unhex(sha2('', 256)))")
                .params(course)
                .update();
        jdbc.sql("insert into course_publication (id, course_code, version, valid_from, valid_to, recorded_at,"
                        + " superseded_at) values (next value for course_publication_seq, ?, 1, '2020-01-01',"
                        + " '2025-01-01', '2020-01-01', '9999-12-31')")
                .params(course)
                .update();
    }
}
