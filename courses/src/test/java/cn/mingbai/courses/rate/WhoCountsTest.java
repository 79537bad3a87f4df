package cn.mingbai.courses.rate;

import static cn.mingbai.courses.rate.SmallDistrict.DAY;
import static cn.mingbai.courses.rate.SmallDistrict.DISTRICT;
import static cn.mingbai.courses.rate.SmallDistrict.FAR_VILLAGE;
import static cn.mingbai.courses.rate.SmallDistrict.GONE;
import static cn.mingbai.courses.rate.SmallDistrict.LONG_AGO;
import static cn.mingbai.courses.rate.SmallDistrict.OTHER_VILLAGE;
import static cn.mingbai.courses.rate.SmallDistrict.TOWN;
import static cn.mingbai.courses.rate.SmallDistrict.VILLAGE;
import static cn.mingbai.courses.rate.SmallDistrict.reason;
import static cn.mingbai.courses.rate.SmallDistrict.requiring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import org.junit.jupiter.api.Test;

class WhoCountsTest {

    @Test
    void whoeverPassedByTheDayHasMetIt() {
        var rate = requiring().staff(1, VILLAGE).pass(1, "01", DAY).today();
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.MET);
        assertThat(rate.total(VILLAGE).byRule().percent()).isEqualTo("100%");
    }

    @Test
    void aPassOnTheDayAfterIsNotYetOne() {
        var rate = requiring().staff(1, VILLAGE).pass(1, "01", DAY).asOf(DAY.minusDays(1), DAY);
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
    }

    @Test
    void everyCourseOfEveryRequirementMustBePassed() {
        var world = requiring()
                .rule(TOWN, Duty.VILLAGE_STAFF, "02", "03")
                .staff(1, VILLAGE)
                .pass(1, "01", DAY)
                .pass(1, "02", DAY);
        assertThat(reason(world.today(), VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(world.today().people(VILLAGE).getFirst().owed()).containsExactly("03");
        assertThat(reason(world.pass(1, "03", DAY).today(), VILLAGE, 1)).isEqualTo(Reason.MET);
    }

    @Test
    void aRequirementOfAnotherTownOrDutyDoesNotBind() {
        var world = new SmallDistrict()
                .rule(TOWN, Duty.VILLAGE_STAFF, "01")
                .staff(1, FAR_VILLAGE)
                .posting(2, VILLAGE, Duty.OUTREACH_A, LONG_AGO, Times.NO_END);
        var rate = world.today();
        assertThat(rate.people(DISTRICT)).isEmpty();
        assertThat(rate.total(DISTRICT).withoutRequirement()).isEqualTo(2);
        assertThat(rate.total(DISTRICT).byRule().isEmpty()).isTrue();
    }

    @Test
    void anEmptyUnitHasNoShareAtAll() {
        var tally = requiring().staff(1, VILLAGE).today().total(OTHER_VILLAGE);
        assertThat(tally.roster()).isZero();
        assertThat(tally.byRule().percent()).isEmpty();
        assertThat(tally.everyone().percent()).isEmpty();
    }

    @Test
    void aPostingThatEndedYesterdayHasLeftAndOneThatEndsTomorrowCounts() {
        var rate = requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, DAY)
                .posting(2, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, DAY.plusDays(1))
                .today();
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.LEFT);
        assertThat(reason(rate, VILLAGE, 2)).isEqualTo(Reason.NOT_MET);
        assertThat(rate.total(VILLAGE).everyone().fraction()).isEqualTo("0/1");
    }

    @Test
    void whoLeftBeforeTheRequirementBeganIsNotOnTheRoster() {
        var rate = requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, SmallDistrict.START)
                .today();
        assertThat(rate.people(VILLAGE)).isEmpty();
    }

    @Test
    void newcomersAreGivenTheirDaysAndNotOneMore() {
        var world = requiring().posting(1, VILLAGE, Duty.VILLAGE_STAFF, DAY.minusDays(29), Times.NO_END);
        assertThat(reason(world.today(), VILLAGE, 1)).isEqualTo(Reason.NEW_IN_GRACE);
        assertThat(world.today().total(VILLAGE).byRule().isEmpty()).isTrue();
        assertThat(world.today().total(VILLAGE).everyone().fraction()).isEqualTo("0/1");
        assertThat(reason(world.asOf(DAY.plusDays(1), DAY.plusDays(1)), VILLAGE, 1))
                .isEqualTo(Reason.NOT_MET);
    }

    @Test
    void aTransferInsideTheDistrictDoesNotMakeANewcomer() {
        var rate = requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, DAY.minusDays(1))
                .posting(1, FAR_VILLAGE, Duty.VILLAGE_STAFF, DAY.minusDays(1), Times.NO_END)
                .today();
        assertThat(reason(rate, FAR_VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.LEFT);
        assertThat(reason(rate, DISTRICT, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(rate.total(DISTRICT).roster()).isEqualTo(1);
        assertThat(rate.total(DISTRICT).repeats()).isEqualTo(1);
    }

    @Test
    void aPassFollowsThePersonToTheUnitOfTheDay() {
        var world = requiring()
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, LONG_AGO, DAY.minusDays(10))
                .posting(1, FAR_VILLAGE, Duty.VILLAGE_STAFF, DAY.minusDays(10), Times.NO_END)
                .pass(1, "01", DAY.minusDays(20));
        assertThat(world.today().total(FAR_VILLAGE).byRule().fraction()).isEqualTo("1/1");
        var before = world.asOf(DAY.minusDays(15), DAY);
        assertThat(before.total(VILLAGE).byRule().fraction()).isEqualTo("1/1");
        assertThat(before.total(FAR_VILLAGE).roster()).isZero();
    }

    @Test
    void twoPostingsDoNotMakeTwoPeople() {
        var rate = requiring()
                .rule(DISTRICT, Duty.OUTREACH_A, "01")
                .staff(1, VILLAGE)
                .posting(1, VILLAGE, Duty.OUTREACH_A, LONG_AGO, Times.NO_END)
                .staff(1, OTHER_VILLAGE)
                .staff(2, OTHER_VILLAGE)
                .pass(1, "01", DAY)
                .today();
        assertThat(rate.total(VILLAGE).byRule().fraction()).isEqualTo("1/1");
        assertThat(rate.total(OTHER_VILLAGE).byRule().fraction()).isEqualTo("1/2");
        assertThat(rate.total(TOWN).byRule().fraction()).isEqualTo("1/2");
        assertThat(rate.total(TOWN).repeats()).isEqualTo(1);
        assertThat(rate.total(DISTRICT).byRule().fraction()).isEqualTo("1/2");
        assertThat(rate.total(DISTRICT).repeats())
                .as("within the town, so not again")
                .isZero();
    }

    @Test
    void aboveTwoPostingsAllThatBothOweMustBeMet() {
        var rate = requiring()
                .rule(OTHER_VILLAGE, Duty.OUTREACH_A, "12")
                .staff(1, VILLAGE)
                .posting(1, OTHER_VILLAGE, Duty.OUTREACH_A, LONG_AGO, Times.NO_END)
                .pass(1, "01", DAY)
                .today();
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.MET);
        assertThat(reason(rate, OTHER_VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(reason(rate, TOWN, 1)).isEqualTo(Reason.NOT_MET);
    }

    @Test
    void anExcuseTakesABasisAndAPassIsWorthMore() {
        var rate = requiring()
                .staff(1, VILLAGE)
                .staff(2, VILLAGE)
                .staff(3, VILLAGE)
                .staff(4, VILLAGE)
                .excuse(1, Reason.EXEMPT, "区民发〔2026〕3号")
                .excuse(2, Reason.LONG_LEAVE, "产假审批表")
                .excuse(3, Reason.EXEMPT, " ")
                .excuse(4, Reason.EXEMPT, "区民发〔2026〕3号")
                .pass(4, "01", DAY)
                .today();
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.EXEMPT);
        assertThat(reason(rate, VILLAGE, 2)).isEqualTo(Reason.LONG_LEAVE);
        assertThat(reason(rate, VILLAGE, 3)).as("no basis, so nothing is known").isEqualTo(Reason.DATA_INCOMPLETE);
        assertThat(reason(rate, VILLAGE, 4)).isEqualTo(Reason.MET);
        assertThat(rate.total(VILLAGE).byRule().fraction()).isEqualTo("1/2");
        assertThat(rate.total(VILLAGE).everyone().fraction()).isEqualTo("1/4");
    }

    @Test
    void nobodyIsNewBecauseTheirVillageWasMergedIntoAnother() {
        var merged = DAY.minusDays(7);
        var rate = requiring()
                .posting(1, GONE, Duty.VILLAGE_STAFF, LONG_AGO, merged)
                .posting(1, VILLAGE, Duty.VILLAGE_STAFF, merged, Times.NO_END)
                .posting(2, VILLAGE, Duty.VILLAGE_STAFF, merged, Times.NO_END)
                .today();
        assertThat(reason(rate, VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(reason(rate, VILLAGE, 2)).as("really new").isEqualTo(Reason.NEW_IN_GRACE);
        assertThat(rate.total(DISTRICT).roster()).isEqualTo(2);
    }

    @Test
    void theUnknownIsRequiredAndNotMet() {
        var rate = requiring()
                .posting(1, VILLAGE, null, LONG_AGO, Times.NO_END)
                .staff(2, VILLAGE)
                .pass(2, "01", null)
                .staff(3, GONE)
                .pass(3, "01", DAY)
                .staff(4, GONE)
                .staff(4, VILLAGE)
                .pass(4, "01", DAY)
                .today();
        assertThat(reason(rate, VILLAGE, 1)).as("duty unknown").isEqualTo(Reason.DATA_INCOMPLETE);
        assertThat(reason(rate, VILLAGE, 2)).as("day of the pass unknown").isEqualTo(Reason.DATA_INCOMPLETE);
        assertThat(reason(rate, DISTRICT, 3)).as("unit unknown").isEqualTo(Reason.DATA_INCOMPLETE);
        assertThat(reason(rate, VILLAGE, 4)).as("one of two units known").isEqualTo(Reason.MET);
        assertThat(rate.total(DISTRICT).byRule().fraction()).isEqualTo("1/4");
        assertThat(rate.own(DISTRICT).roster()).isEqualTo(1);
    }

    @Test
    void aReversalCountsFromTheDayItWasRecorded() {
        var world =
                requiring().staff(1, VILLAGE).pass(1, "01", DAY.minusDays(10)).reversal(1, DAY.minusDays(2));
        assertThat(reason(world.today(), VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
        assertThat(reason(world.asOf(DAY.minusDays(5), DAY.minusDays(5)), VILLAGE, 1))
                .isEqualTo(Reason.MET);
        assertThat(reason(world.asOf(DAY.minusDays(5), DAY), VILLAGE, 1))
                .as("known better now")
                .isEqualTo(Reason.NOT_MET);
    }

    @Test
    void aHundredAndThirtySevenOfAHundredAndThirtyEightIsNotAHundredPercent() {
        var world = requiring();
        for (var person = 1; person <= 138; person++) {
            world.staff(person, VILLAGE);
            if (person < 138) {
                world.pass(person, "01", DAY);
            }
        }
        assertThat(world.today().total(VILLAGE).byRule().percent()).isEqualTo("99.2%");
        assertThat(world.pass(138, "01", DAY).today().total(VILLAGE).byRule().percent())
                .isEqualTo("100%");
    }

    @Test
    void aRequirementBindsFromItsFirstDayOn() {
        var world = requiring().staff(1, VILLAGE);
        assertThat(world.asOf(SmallDistrict.START.minusDays(1), DAY).people(VILLAGE))
                .isEmpty();
        assertThat(reason(world.asOf(SmallDistrict.START, DAY), VILLAGE, 1)).isEqualTo(Reason.NOT_MET);
    }

    @Test
    void anExcuseOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> new SmallDistrict().excuse(1, Reason.MET, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
