package cn.mingbai.courses.followup;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.followup.Owing.Check;
import cn.mingbai.courses.followup.Owing.Kind;
import cn.mingbai.courses.followup.Owing.Todo;
import cn.mingbai.courses.rate.OwedCourse;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.TrainingFact;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.rate.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OwingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final int DAYS = 14;
    private static final Map<Long, Check> CHECKS = Map.of(7L, new Check("01", LocalDate.of(2026, 12, 5)));

    @Test
    void theMostUrgentComesFirst() {
        var verdict =
                verdict(Reason.NOT_MET, owed("02", "2026-12-31"), owed("01", "2026-12-31"), owed("12", "2026-06-30"));
        assertThat(Owing.open(verdict, CHECKS))
                .containsExactly(
                        new Todo("12", Kind.COURSE, LocalDate.of(2026, 6, 30)),
                        new Todo("01", Kind.COURSE, LocalDate.of(2026, 12, 31)),
                        new Todo("02", Kind.COURSE, LocalDate.of(2026, 12, 31)));
    }

    @Test
    void aRecheckIsOwedBesideAPassAndNotBesideTheWholeCourse() {
        var met = verdict(Reason.MET, met("01", LocalDate.MAX, 7L));
        assertThat(Owing.open(met, CHECKS)).containsExactly(new Todo("01", Kind.RECHECK, LocalDate.of(2026, 12, 5)));
        var unmet = verdict(
                Reason.NOT_MET,
                new OwedCourse("01", null, true, LocalDate.of(2026, 12, 31), null, List.of(7L), List.of(1L)));
        assertThat(Owing.open(unmet, CHECKS)).extracting(Todo::kind).containsExactly(Kind.COURSE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"EXEMPT", "LONG_LEAVE", "LEFT"})
    void whoIsExemptAwayOrGoneIsLeftAlone(Reason reason) {
        var verdict = verdict(reason, owed("02", "2026-06-30"), met("01", TODAY.plusDays(3), 7L));
        assertThat(Owing.open(verdict, CHECKS)).isEmpty();
        assertThat(Owing.due(verdict, CHECKS, TODAY, DAYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-12-10, false", "2026-12-09, true", "2026-11-25, true", "2026-11-24, true", "2020-01-01, true"})
    void onesToldFromFourteenDaysBeforeTheDueDayOn(String due, boolean told) {
        var verdict = verdict(Reason.NOT_MET, owed("01", due));
        assertThat(Owing.due(verdict, Map.of(), TODAY, DAYS).containsKey(LocalDate.parse(due)))
                .isEqualTo(told);
    }

    @Test
    void whatIsDueOnOneDayIsOneNotice() {
        var verdict = verdict(
                Reason.NOT_MET, owed("02", "2026-12-05"), owed("03", "2026-11-30"), met("01", LocalDate.MAX, 7L));
        var due = Owing.due(verdict, CHECKS, TODAY, DAYS);
        assertThat(due.keySet()).containsExactly(LocalDate.of(2026, 11, 30), LocalDate.of(2026, 12, 5));
        assertThat(due.get(LocalDate.of(2026, 12, 5))).extracting(Todo::course).containsExactlyInAnyOrder("01", "02");
    }

    @Test
    void aPassThatRunsOutIsSaidBeforeItsLastDay() {
        assertThat(Owing.due(verdict(Reason.MET, met("01", TODAY.plusDays(14))), Map.of(), TODAY, DAYS))
                .containsOnlyKeys(TODAY.plusDays(14));
        assertThat(Owing.due(verdict(Reason.MET, met("01", TODAY.plusDays(15))), Map.of(), TODAY, DAYS))
                .isEmpty();
        assertThat(Owing.due(verdict(Reason.MET, met("01", LocalDate.MAX)), Map.of(), TODAY, DAYS))
                .isEmpty();
        // It is met all the same, so no officer has to call.
        assertThat(Owing.open(verdict(Reason.MET, met("01", TODAY.plusDays(1))), Map.of()))
                .isEmpty();
    }

    @Test
    void aNewcomerInGraceIsNotToldOfADayBeforeTheirTime() {
        var verdict = verdict(Reason.NEW_IN_GRACE, owed("01", "2026-06-30"), owed("02", "2026-12-01"));
        assertThat(Owing.due(verdict, Map.of(), TODAY, DAYS)).containsOnlyKeys(LocalDate.of(2026, 12, 1));
        assertThat(Owing.open(verdict, Map.of())).hasSize(2);
    }

    private static Verdict verdict(Reason reason, OwedCourse... courses) {
        return new Verdict(new PersonId(1), reason, List.of(), List.of(courses), false, false, false);
    }

    private static OwedCourse owed(String course, String due) {
        return new OwedCourse(course, null, false, LocalDate.parse(due), null, List.of(), List.of(1L));
    }

    private static OwedCourse met(String course, @Nullable LocalDate until, Long... rechecks) {
        return new OwedCourse(
                course, pass(course), true, LocalDate.of(2026, 6, 30), until, List.of(rechecks), List.of(1L));
    }

    private static TrainingFact pass(String course) {
        return new TrainingFact(
                1,
                new PersonId(1),
                course,
                LocalDate.of(2026, 3, 1),
                Instant.parse("2026-03-01T00:00:00Z"),
                null,
                90,
                TrainingKind.QUIZ_PASSED,
                1,
                null);
    }
}
