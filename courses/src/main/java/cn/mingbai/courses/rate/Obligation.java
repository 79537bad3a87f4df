package cn.mingbai.courses.rate;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** One course of one requirement, with its days as {@link PersonFacts} number them, seen from the day of the rate. */
final class Obligation {

    final CourseRule rule;
    final String courseCode;
    final int course;
    final int ruleFrom;
    final int countsFrom;
    final int validFrom;
    final int due;
    final int graceDays;
    final boolean isMetByAttendance;
    final List<OpenRecheck> rechecks;

    /** A re-check that is owed on the day by whoever rests on an affected version. */
    record OpenRecheck(long id, int number, int version, Set<Integer> affected, boolean isPastDue) {}

    Obligation(CourseRule rule, String courseCode, int course, LocalDate day, List<OpenRecheck> rechecks) {
        this.rule = rule;
        this.courseCode = courseCode;
        this.course = course;
        this.ruleFrom = PersonFacts.day(rule.from());
        this.countsFrom = PersonFacts.day(rule.countsFrom(day));
        this.validFrom = PersonFacts.day(rule.validFrom(day));
        this.due = PersonFacts.day(rule.dueOn(day));
        this.graceDays = rule.graceDays();
        this.isMetByAttendance = rule.metBy() == MetBy.ATTENDANCE;
        this.rechecks = rechecks;
    }

    /** Whether a record of this kind meets it. */
    boolean isMetBy(TrainingKind kind) {
        return kind.isPass() || (isMetByAttendance && kind == TrainingKind.CLASS_ATTENDED);
    }
}
