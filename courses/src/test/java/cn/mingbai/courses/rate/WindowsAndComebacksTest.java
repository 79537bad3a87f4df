package cn.mingbai.courses.rate;

import static cn.mingbai.courses.rate.SmallDistrict.DISTRICT;
import static cn.mingbai.courses.rate.SmallDistrict.FAR_VILLAGE;
import static cn.mingbai.courses.rate.SmallDistrict.LONG_AGO;
import static cn.mingbai.courses.rate.SmallDistrict.OTHER_TOWN;
import static cn.mingbai.courses.rate.SmallDistrict.TOWN;
import static cn.mingbai.courses.rate.SmallDistrict.UNITS;
import static cn.mingbai.courses.rate.SmallDistrict.VILLAGE;
import static cn.mingbai.courses.rate.SmallDistrict.reason;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The windows of requirements, re-checks, comebacks and merges; cases 11 to 14 of the edge cases that other systems lost. */
class WindowsAndComebacksTest {

    private static final LocalDate NOVEMBER = LocalDate.of(2025, 11, 10);
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 15);
    private static final LocalDate DUE = LocalDate.of(2025, 3, 31);

    private static CourseRule yearly(int carryMonths) {
        return rule(Window.CALENDAR_YEAR, 0, carryMonths, MetBy.PASS, Map.of());
    }

    private static CourseRule rule(
            Window window, int months, int carryMonths, MetBy metBy, Map<String, Set<String>> lessons) {
        return new CourseRule(
                1,
                DISTRICT,
                Duty.VILLAGE_STAFF,
                Set.of("01"),
                LONG_AGO,
                Times.NO_END,
                DUE,
                0,
                window,
                months,
                carryMonths,
                metBy,
                lessons);
    }

    private static SmallDistrict under(CourseRule rule) {
        var world = new SmallDistrict();
        world.rules.add(rule);
        return world;
    }

    private static TrainingRate on(SmallDistrict world, LocalDate day) {
        return world.asOf(day, day);
    }

    private static Verdict verdict(TrainingRate rate, long person) {
        return rate.person(DISTRICT, new PersonId(person)).orElseThrow();
    }

    @Test
    void aPassCountsOnceInTheUnitOfTheDayAlsoWhenMovedOnTheReportingDay() {
        var moved = SmallDistrict.DAY;
        var world = SmallDistrict.requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, moved)
                .posting(1, FAR_VILLAGE, Duty.VILLAGE_STAFF, moved, Times.NO_END)
                .pass(1, "01", moved.minusDays(60));
        var eve = on(world, moved.minusDays(1));
        assertThat(eve.total(TOWN).byRule().fraction()).isEqualTo("1/1");
        assertThat(eve.total(OTHER_TOWN).roster()).isZero();
        var day = on(world, moved);
        assertThat(day.total(TOWN).byRule().isEmpty()).isTrue();
        assertThat(day.total(TOWN).count(Reason.LEFT)).isEqualTo(1);
        assertThat(day.total(OTHER_TOWN).byRule().fraction()).isEqualTo("1/1");
        assertThat(day.total(DISTRICT).byRule().fraction()).isEqualTo("1/1");
    }

    @Test
    void whoLeftAndCameBackOwesAnewAndKeepsTheOldPassInHistory() {
        var back = SmallDistrict.DAY.minusDays(100);
        var world = SmallDistrict.requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, back.minusDays(200))
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, back, Times.NO_END)
                .pass(1, "01", back.minusDays(400));
        assertThat(reason(world.today(), VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(world.today().total(VILLAGE).byRule().fraction()).isEqualTo("0/1");
        assertThat(world.today().total(VILLAGE).tookPart().fraction())
                .as("taking part, too, was before")
                .isEqualTo("0/1");
        assertThat(world.training).as("the old pass is still there").hasSize(1);
        assertThat(reason(world.pass(1, "01", back.plusDays(1)).today(), VILLAGE, 1))
                .isEqualTo(Reason.MET);
    }

    @Test
    void whoCameBackIsANewcomerAgainAndAWeekBetweenPostingsIsNoLeaving() {
        var day = SmallDistrict.DAY;
        var world = SmallDistrict.requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, day.minusDays(100))
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, day.minusDays(20), Times.NO_END)
                .posting(2, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, day.minusDays(27))
                .posting(2, VILLAGE, Duty.VILLAGE_STAFF, day.minusDays(20), Times.NO_END)
                .pass(2, "01", day.minusDays(300));
        assertThat(reason(world.today(), VILLAGE, 1)).isEqualTo(Reason.NEW_IN_GRACE);
        assertThat(reason(world.today(), VILLAGE, 2)).isEqualTo(Reason.MET);
    }

    @Test
    void aBreakBeginsAfterThirtyDaysAndNotAfterTwentyNine() {
        var day = SmallDistrict.DAY;
        for (var days : new int[] {29, 30, 31}) {
            var rate = SmallDistrict.requiring()
                    .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, day.minusDays(200))
                    .posting(1, VILLAGE, Duty.VILLAGE_STAFF, day.minusDays(200 - days), Times.NO_END)
                    .pass(1, "01", day.minusDays(300))
                    .today();
            assertThat(reason(rate, VILLAGE, 1))
                    .as("%d days", days)
                    .isEqualTo(days > TrainingRate.BREAK_DAYS ? Reason.NOT_MET : Reason.MET);
        }
    }

    @Test
    void aNovemberPassMeetsTheNextYearOnlyWhereTheRequirementCarriesIt() {
        for (var carry : new int[] {0, 1, 2}) {
            var world = under(yearly(carry)).staff(1, VILLAGE).pass(1, "01", NOVEMBER);
            assertThat(reason(on(world, LocalDate.of(2025, 12, 31)), VILLAGE, 1))
                    .isEqualTo(Reason.MET);
            assertThat(reason(on(world, JANUARY), VILLAGE, 1))
                    .as("carrying %d months", carry)
                    .isEqualTo(carry == 2 ? Reason.MET : Reason.NOT_MET);
        }
    }

    @Test
    void lastYearsPassIsValidUntilThisYearsIsDueAndNoLonger() {
        var world = under(yearly(0)).staff(1, VILLAGE).pass(1, "01", NOVEMBER);
        var inTime = on(world, LocalDate.of(2026, 3, 31)).total(VILLAGE);
        assertThat(inTime.byRule().fraction()).isEqualTo("0/1");
        assertThat(inTime.stillValid().fraction()).isEqualTo("1/1");
        assertThat(inTime.tookPart().fraction()).isEqualTo("0/1");
        var late = on(world, LocalDate.of(2026, 4, 1));
        assertThat(late.total(VILLAGE).stillValid().fraction()).isEqualTo("0/1");
        assertThat(verdict(on(world, LocalDate.of(2026, 3, 31)), 1).isOverdue()).isFalse();
        assertThat(verdict(late, 1).isOverdue()).isTrue();
        assertThat(verdict(on(world, LocalDate.of(2025, 12, 1)), 1)
                        .courses()
                        .getFirst()
                        .validUntil())
                .isEqualTo(LocalDate.of(2026, 3, 31));
    }

    @Test
    void aPassHoldsItsMonthsAndNotOneDayMore() {
        var world = under(rule(Window.MONTHS, 12, 0, MetBy.PASS, Map.of()))
                .staff(1, VILLAGE)
                .pass(1, "01", LocalDate.of(2024, 2, 29));
        assertThat(reason(on(world, LocalDate.of(2025, 2, 27)), VILLAGE, 1)).isEqualTo(Reason.MET);
        assertThat(reason(on(world, LocalDate.of(2025, 2, 28)), VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
    }

    @Test
    void attendingIsTakingPartAndMeetsOnlyWhatAttendanceMeets() {
        for (var metBy : MetBy.values()) {
            var world = under(rule(Window.ONCE, 0, 0, metBy, Map.of())).staff(1, VILLAGE);
            record(world, 1, TrainingKind.CLASS_ATTENDED, 1, NOVEMBER, null);
            var tally = on(world, NOVEMBER).total(VILLAGE);
            assertThat(tally.tookPart().fraction()).isEqualTo("1/1");
            assertThat(tally.byRule().fraction()).isEqualTo(metBy == MetBy.ATTENDANCE ? "1/1" : "0/1");
        }
    }

    @Test
    void aRequirementWithoutAPublishedCourseCountsNobody() {
        var world = SmallDistrict.requiring().staff(1, VILLAGE);
        var facts = world.facts();
        var rate = TrainingRate.of(
                new AsOf(SmallDistrict.DAY, SmallDistrict.DAY),
                new Facts(
                        UNITS,
                        facts.postings(),
                        facts.rules(),
                        facts.training(),
                        facts.excuses(),
                        Set.of("02"),
                        List.of(),
                        Map.of(),
                        Set.of()));
        assertThat(rate.total(DISTRICT).roster()).isZero();
        assertThat(rate.total(DISTRICT).byRule().percent()).isEmpty();
        assertThat(rate.total(DISTRICT).withoutRequirement()).isEqualTo(1);
    }

    private static void record(
            SmallDistrict world, long person, TrainingKind kind, int version, LocalDate on, Long recheck) {
        world.training.add(new TrainingFact(
                world.training.size() + 1,
                new PersonId(person),
                "01",
                on,
                Times.endOf(on).minusSeconds(3600),
                null,
                null,
                kind,
                version,
                recheck));
    }

    private static TrainingRate changed(SmallDistrict world, LocalDate day) {
        var facts = world.facts();
        var recheck = new Recheck(7, "01", 2, Set.of("a"), Set.of(1), NOVEMBER, NOVEMBER.plusDays(30));
        return TrainingRate.of(
                new AsOf(day, day),
                new Facts(
                        UNITS,
                        facts.postings(),
                        facts.rules(),
                        facts.training(),
                        facts.excuses(),
                        Set.of("01"),
                        List.of(recheck),
                        Map.of(),
                        Set.of()));
    }

    @Test
    void aRecheckEndsTheValidityOnceDueAndNeverThePass() {
        var world = under(rule(Window.ONCE, 0, 0, MetBy.PASS, Map.of()))
                .staff(1, VILLAGE)
                .staff(2, VILLAGE)
                .staff(3, VILLAGE)
                .staff(4, VILLAGE);
        for (var person = 1; person <= 4; person++) {
            record(world, person, TrainingKind.QUIZ_PASSED, person == 4 ? 2 : 1, NOVEMBER.minusDays(9), null);
        }
        record(world, 2, TrainingKind.RECHECK_PASSED, 2, NOVEMBER.plusDays(3), 7L);
        record(world, 3, TrainingKind.RECHECK_PASSED, 2, NOVEMBER.plusDays(3), 8L);
        var before = changed(world, NOVEMBER.plusDays(30));
        assertThat(before.total(VILLAGE).stillValid().fraction()).isEqualTo("4/4");
        assertThat(verdict(before, 1).courses().getFirst().rechecks()).containsExactly(7L);
        var after = changed(world, NOVEMBER.plusDays(31));
        assertThat(after.total(VILLAGE).byRule().fraction()).isEqualTo("4/4");
        assertThat(after.total(VILLAGE).stillValid().fraction())
                .as("one did the re-check, one passed the new version, one did another re-check")
                .isEqualTo("2/4");
        assertThat(verdict(after, 2).stillValid()).isTrue();
        assertThat(verdict(after, 3).stillValid()).isFalse();
    }

    @Test
    void aRecheckConcernsNobodyWhoPickedOtherLessons() {
        var world = under(rule(Window.ONCE, 0, 0, MetBy.PASS, Map.of("01", Set.of("b"))))
                .staff(1, VILLAGE);
        record(world, 1, TrainingKind.QUIZ_PASSED, 1, NOVEMBER.minusDays(9), null);
        var verdict = verdict(changed(world, NOVEMBER.plusDays(60)), 1);
        assertThat(verdict.stillValid()).isTrue();
        assertThat(verdict.courses().getFirst().rechecks()).isEmpty();
    }

    @Test
    void mergedRecordsAreOnePersonWithBothsPassesAndPostings() {
        var world = SmallDistrict.requiring()
                .rule(DISTRICT, Duty.VILLAGE_STAFF, "02")
                .staff(1, VILLAGE)
                .staff(2, FAR_VILLAGE)
                .pass(1, "01", SmallDistrict.DAY)
                .pass(2, "02", SmallDistrict.DAY);
        assertThat(world.today().total(DISTRICT).byRule().fraction()).isEqualTo("0/2");
        var facts = world.facts();
        var merged = TrainingRate.of(
                new AsOf(SmallDistrict.DAY, SmallDistrict.DAY),
                new Facts(
                        UNITS,
                        facts.postings(),
                        facts.rules(),
                        facts.training(),
                        facts.excuses(),
                        Set.of("01", "02"),
                        List.of(),
                        Map.of(new PersonId(1), new PersonId(2)),
                        Set.of()));
        assertThat(merged.total(DISTRICT).byRule().fraction()).isEqualTo("1/1");
        assertThat(merged.total(DISTRICT).repeats()).isEqualTo(1);
        assertThat(merged.people(VILLAGE).getFirst().person()).isEqualTo(new PersonId(2));
    }

    @Test
    void aSuspendedPersonATrainersAccountAndOneWhoNeverSignedInReconcile() {
        var day = SmallDistrict.DAY;
        var rate = SmallDistrict.requiring()
                .staff(1, VILLAGE)
                .posting(1, TOWN, Duty.TOWN_STAFF, LONG_AGO, Times.NO_END)
                .staff(2, VILLAGE)
                .excuse(2, Reason.LONG_LEAVE, "停职决定")
                .posting(3, DISTRICT, Duty.DISTRICT_STAFF, LONG_AGO, Times.NO_END)
                .staff(4, VILLAGE)
                .pass(1, "01", day)
                .today();
        var town = rate.total(TOWN);
        assertThat(town.roster()).isEqualTo(3).isEqualTo(town.counted() + town.excluded());
        assertThat(town.byRule().fraction())
                .as("in two departments, counted once")
                .isEqualTo("1/2");
        assertThat(town.count(Reason.LONG_LEAVE)).isEqualTo(1);
        assertThat(rate.total(DISTRICT).withoutRequirement())
                .as("the trainer owes nothing")
                .isEqualTo(1);
        assertThat(reason(rate, VILLAGE, 4)).as("never signed in").isEqualTo(Reason.NOT_MET);
    }
}
