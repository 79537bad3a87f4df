package cn.mingbai.quizzes.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.rules.IncomeAccount.Cost;
import cn.mingbai.quizzes.rules.IncomeAccount.Money;
import cn.mingbai.quizzes.rules.Member.Life;
import cn.mingbai.quizzes.rules.Member.Relation;
import cn.mingbai.quizzes.rules.RuleSet.Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class RulesTest {

    private static final WorkCalendar CALENDAR = ShippedCalendars.all();

    private static BigDecimal yuan(String amount) {
        return new BigDecimal(amount);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    @Test
    void theVersionsBeginAndEndAsInThePolicyCatalogue() throws IOException {
        try (var stream = RulesTest.class.getResourceAsStream("/core/content/policy/versions.yaml")) {
            List<Map<String, String>> versions = new Yaml().load(Objects.requireNonNull(stream));
            assertThat(versions).hasSameSizeAs(RuleSet.values());
            for (var version : versions) {
                var rules = RuleSet.valueOf(version.get("code"));
                assertThat(rules.from()).hasToString(version.get("from"));
                assertThat(rules.to().map(LocalDate::toString).orElse("")).isEqualTo(version.get("to"));
            }
        }
    }

    @Test
    void aDayFindsItsVersionAndAnEarlierOneIsRefused() {
        assertThat(RuleSet.on(day("2017-04-11"))).isEqualTo(RuleSet.R17);
        assertThat(RuleSet.on(day("2021-06-30"))).isEqualTo(RuleSet.R17);
        assertThat(RuleSet.on(day("2021-07-01"))).isEqualTo(RuleSet.R21);
        assertThat(RuleSet.on(day("2026-06-30"))).isEqualTo(RuleSet.R21);
        assertThat(RuleSet.on(day("2026-07-01"))).isEqualTo(RuleSet.L26);
        assertThat(RuleSet.on(day("2099-01-01"))).isEqualTo(RuleSet.L26);
        assertThatThrownBy(() -> RuleSet.on(day("2017-04-10"))).isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @CsvSource({
        // 端午 28 to 30 May, 27 May worked
        "2017-05-26,1,2017-05-27",
        "2017-05-26,2,2017-05-31",
        "2017-06-05,10,2017-06-19",
        // 中秋 and 国庆 with 20 September and 10 October worked
        "2026-09-18,1,2026-09-20",
        "2026-09-24,1,2026-09-28",
        "2026-09-30,2,2026-10-09",
        "2026-09-30,3,2026-10-10",
        "2026-08-03,30,2026-09-14"
    })
    void workdaysSkipHolidaysAndTakeSwappedDays(String start, int count, String end) {
        assertThat(CALENDAR.plusWorkdays(day(start), count)).isEqualTo(day(end));
    }

    @ParameterizedTest
    @CsvSource({
        "2017-06-20,7,2017-06-27",
        // ends inside 国庆: the day after the holiday
        "2017-09-25,7,2017-10-09",
        // ends on a plain Sunday: stays
        "2026-08-09,7,2026-08-16"
    })
    void daysEndAfterAHolidayButNotAfterAPlainWeekend(String start, int count, String end) {
        assertThat(CALENDAR.plusDays(day(start), count)).isEqualTo(day(end));
    }

    @ParameterizedTest
    @CsvSource({"2026-08-15,3,2026-11-15", "2026-05-31,1,2026-06-30", "2026-07-01,3,2026-10-08"})
    void monthsEndOnTheMatchingDayOrTheLast(String start, int count, String end) {
        assertThat(CALENDAR.plusMonths(day(start), count)).isEqualTo(day(end));
    }

    @Test
    void aYearThatIsNotOnRecordIsRefused() {
        assertThatThrownBy(() -> CALENDAR.plusWorkdays(day("2017-12-28"), 5))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("2018");
        assertThatThrownBy(() -> CALENDAR.plusDays(day("2018-01-05"), 7)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> CALENDAR.plusMonths(day("2026-11-15"), 3)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> CALENDAR.isWorked(day("2025-06-02"))).isInstanceOf(RuleViolation.class);
        assertThat(CALENDAR.plusWorkdays(day("2017-12-28"), 1)).isEqualTo(day("2017-12-29"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holiday 2017-01-01",
                "year MMXVII",
                "year 2017\noff 2017-01-01 2017-02-30 元旦",
                "year 2017\noff 2018-01-01 2018-01-01 元旦",
                "year 2017\nwork 2017-01-04",
                "year 2017\noff 2017-01-07 2017-01-08 假\nwork 2017-01-07",
                "year 2017\nwork 2016-12-31"
            })
    void aBrokenCalendarIsRefused(String text) {
        assertThatThrownBy(() -> WorkCalendar.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aYearReadAgainReplacesTheOldOne() {
        var changed = CALENDAR.with(WorkCalendar.parse("year 2017\noff 2017-06-06 2017-06-06 假"));
        assertThat(changed.plusWorkdays(day("2017-06-05"), 1)).isEqualTo(day("2017-06-07"));
        assertThat(changed.isHoliday(day("2017-10-01"))).isFalse();
        assertThat(changed.isHoliday(day("2026-10-01"))).isTrue();
    }

    @Test
    void whatCountsAsIncomeFollowsTheVersion() {
        for (var receipt : Receipt.values()) {
            assertThat(RuleSet.R21.counts(receipt)).isEqualTo(RuleSet.L26.counts(receipt));
        }
        assertThat(RuleSet.L26.counts(Receipt.SOCIAL_ASSISTANCE)).isFalse();
        assertThat(RuleSet.R17.counts(Receipt.SOCIAL_ASSISTANCE)).isTrue();
        assertThat(RuleSet.R17.counts(Receipt.VETERAN_CARE)).isFalse();
        assertThatThrownBy(() -> RuleSet.R17.counts(Receipt.SCHOLARSHIP)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void anAccountKeepsKindsApartAndTakesOffOnlyWhatTheVersionAllows() {
        var received = List.of(
                new Money(Receipt.WAGES, yuan("2100")),
                new Money(Receipt.RENT, yuan("200")),
                new Money(Receipt.VETERAN_CARE, yuan("500")));
        var costs =
                List.of(new Cost(Deduction.WORK_COST, yuan("300")), new Cost(Deduction.SOCIAL_INSURANCE, yuan("100")));
        var now = IncomeAccount.of(RuleSet.L26, received, costs);
        assertThat(now.counted())
                .isEqualTo(Map.of(Receipt.Kind.WAGE, yuan("2100"), Receipt.Kind.PROPERTY, yuan("200")));
        assertThat(now.excluded()).isEqualByComparingTo("500");
        assertThat(now.total()).isEqualByComparingTo("1900");
        assertThat(now.perHead(3)).isEqualByComparingTo("633.33");
        assertThat(IncomeAccount.of(RuleSet.R17, received, costs).total()).isEqualByComparingTo("2200");
    }

    @Test
    void costsNeverMakeIncomeNegativeAndNegativeMoneyIsRefused() {
        var account = IncomeAccount.of(
                RuleSet.L26,
                List.of(new Money(Receipt.WAGES, yuan("100"))),
                List.of(new Cost(Deduction.WORK_COST, yuan("300"))));
        assertThat(account.total()).isEqualByComparingTo("0");
        assertThatThrownBy(() -> new Money(Receipt.WAGES, yuan("-1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GapPayment.of(yuan("600"), yuan("-1"), 3, GapPayment.Period.MONTH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GapPayment.of(yuan("0"), yuan("1"), 3, GapPayment.Period.MONTH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theGapLosesNothingByRoundingAShareAndIsNothingAtTheStandard() {
        // 1,000 over three heads is 333.33…; the household gets 3 x 600 - 1,000 and not 3 x 266.67.
        assertThat(GapPayment.of(yuan("600"), yuan("1000"), 3, GapPayment.Period.MONTH)
                        .household())
                .isEqualByComparingTo("800");
        assertThat(GapPayment.of(yuan("600"), yuan("1800"), 3, GapPayment.Period.MONTH)
                        .eligible())
                .isFalse();
        assertThat(GapPayment.of(yuan("600"), yuan("1799.99"), 3, GapPayment.Period.MONTH)
                        .household())
                .isEqualByComparingTo("0.01");
        assertThat(GapPayment.of(yuan("4200"), yuan("4800"), 2, GapPayment.Period.YEAR)
                        .household())
                .isEqualByComparingTo("300");
    }

    @Test
    void theFineFollowsTheVersion() {
        assertThat(RuleSet.R17.fine(yuan("4500")).least()).isEqualByComparingTo("4500");
        assertThat(RuleSet.R21.fine(yuan("4500")).most()).isEqualByComparingTo("13500");
        assertThat(RuleSet.L26.fine(yuan("4500")).least()).isEqualByComparingTo("0");
        assertThat(RuleSet.L26.fine(yuan("4500")).most()).isEqualByComparingTo("9000");
    }

    @Test
    void termsAreThoseOfTheTable() {
        assertThat(RuleSet.R17.term(Step.REFUSAL_TOLD)).contains(new Term(3, Term.Unit.DAYS, "M220 26"));
        assertThat(RuleSet.L26.term(Step.REFUSAL_TOLD)).contains(new Term(3, Term.Unit.WORKDAYS, "M57 21"));
        assertThat(RuleSet.L26.term(Step.APPRAISAL)).isEmpty();
        assertThat(RuleSet.R17.term(Step.WHOLE_CASE)).isEmpty();
        assertThat(RuleSet.R17.term(Step.DECISION_AFTER_OBJECTION).orElseThrow().end(day("2017-06-28"), CALENDAR))
                .isEqualTo(day("2017-07-26"));
    }

    @Test
    void spotChecksAndRepresentativesRoundUp() {
        assertThat(Counting.spotChecks(RuleSet.R17, 47, 5)).isEqualTo(15);
        assertThat(Counting.spotChecksStrict(RuleSet.R17, 47, 5)).isEqualTo(18);
        assertThat(Counting.spotChecks(RuleSet.R17, 10, 8)).isEqualTo(8);
        assertThat(Counting.spotChecks(RuleSet.R17, 0, 0)).isZero();
        assertThat(Counting.spotChecks(RuleSet.L26, 47, 5)).isEqualTo(5);
        assertThat(Counting.representatives(9)).isEqualTo(6);
        assertThat(Counting.representatives(16)).isEqualTo(11);
        assertThatThrownBy(() -> Counting.spotChecks(RuleSet.R17, 3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Counting.representatives(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHouseholdThatCouldNotExistIsRefused() {
        var father = new Member(Relation.APPLICANT, 40, Life.WORKS);
        for (var impossible : List.of(
                List.<Member>of(),
                List.of(father, father),
                List.of(new Member(Relation.APPLICANT, 12, Life.JUNIOR_HIGH)),
                List.of(father, new Member(Relation.CHILD, 30, Life.WORKS)),
                List.of(father, new Member(Relation.CHILD, 8, Life.WORKS)),
                List.of(father, new Member(Relation.CHILD, 9, Life.UNDERGRADUATE)),
                List.of(father, new Member(Relation.SPOUSE, 70, Life.NO_WORK)),
                List.of(father, new Member(Relation.PARENT, 50, Life.SUPPORTED_HERE)),
                List.of(father, new Member(Relation.CHILD, -1, Life.AT_HOME)),
                List.of(
                        father,
                        new Member(Relation.SPOUSE, 38, Life.WORKS),
                        new Member(Relation.SPOUSE, 37, Life.WORKS)))) {
            assertThatThrownBy(() -> new Household(impossible)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whoCountsFollowsTheVersion() {
        var here = new Household(List.of(
                new Member(Relation.APPLICANT, 48, Life.WORKS),
                new Member(Relation.SPOUSE, 46, Life.NO_WORK),
                new Member(Relation.CHILD, 20, Life.UNDERGRADUATE),
                new Member(Relation.CHILD, 24, Life.POSTGRADUATE_AWAY),
                new Member(Relation.PARENT, 75, Life.SUPPORTED_HERE),
                new Member(Relation.SIBLING, 44, Life.PRISON)));
        assertThat(here.counted(RuleSet.L26)).isEqualTo(4);
        var alone = new Member(Relation.PARENT, 75, Life.FARMS);
        assertThat(Household.counts(RuleSet.R17, alone)).isTrue();
        assertThat(Household.counts(RuleSet.L26, alone)).isFalse();
        var spouseInRehab = new Member(Relation.SPOUSE, 40, Life.COMPULSORY_REHAB);
        assertThat(Household.counts(RuleSet.R17, spouseInRehab)).isTrue();
        assertThat(Household.counts(RuleSet.L26, spouseInRehab)).isFalse();
    }

    @Test
    void supportAndMedicalAidTakeTheNumbersOfThePlace() {
        var method = new SupportMethod(yuan("1.5"), yuan("0.5"));
        assertThat(method.each(yuan("600"), yuan("4000"), 3, 2)).isEqualByComparingTo("325");
        assertThat(method.each(yuan("600"), yuan("2000"), 3, 2)).isEqualByComparingTo("0");
        assertThatThrownBy(() -> new SupportMethod(yuan("1"), yuan("1.1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(MedicalAid.of(yuan("30000"), yuan("18000"), yuan("0.7"), yuan("10000")))
                .isEqualByComparingTo("8400");
        assertThat(MedicalAid.of(yuan("30000"), yuan("18000"), yuan("0.7"), yuan("8000")))
                .isEqualByComparingTo("8000");
        assertThatThrownBy(() -> MedicalAid.of(yuan("1"), yuan("2"), yuan("0.7"), yuan("8000")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
