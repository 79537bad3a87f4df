package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets part of the demo's staff sit the quizzes that they owe: most who try pass, a few do not. */
@Component
@Internal
class DemoQuizzes {

    private final Attempts attempts;
    private final AnswerSheets sheets;
    private final DemoAnswers answers;
    private final PostingDirectory postings;

    DemoQuizzes(Attempts attempts, AnswerSheets sheets, DemoAnswers answers, PostingDirectory postings) {
        this.attempts = attempts;
        this.sheets = sheets;
        this.answers = answers;
        this.postings = postings;
    }

    /** Somebody's sitting. */
    record Sitting(PersonId person, String name, String course, LocalDate day, boolean passes) {}

    /** Who sits the quiz between two days, the later exclusive, in order of time. */
    List<Sitting> plan(DemoPlan plan, List<DemoPlan.Staff> staff, LocalDate from, LocalDate to) {
        var excused = DemoTraining.excused(staff);
        var days = (int) (to.toEpochDay() - from.toEpochDay());
        var sittings = new ArrayList<Sitting>();
        for (var person : staff) {
            var random = DemoPlan.randomFor(
                    person.unit(), 100 + Integer.parseInt(person.number().substring(2)));
            var sits = random.nextDouble() < plan.trainedShare(person.unit()) && !excused.contains(person.number());
            var passes = random.nextDouble() < 0.93;
            var day = from.plusDays(random.nextInt(days));
            var posted = to.minusDays(person.postedDaysBefore());
            if (sits && !day.isBefore(posted)) {
                postings.byStaffNumber(person.number()).ifPresent(id -> {
                    sittings.add(new Sitting(id, person.name(), "01", day, passes));
                    // Who does outreach goes on to the second course of the track, most of them within days.
                    if (isOutreach(person) && passes && random.nextDouble() < 0.9) {
                        sittings.add(new Sitting(id, person.name(), "12", earlier(day.plusDays(3), to), true));
                    }
                });
            }
        }
        sittings.sort(Comparator.comparing(Sitting::day));
        return sittings;
    }

    private static boolean isOutreach(DemoPlan.Staff person) {
        return person.duty() == Duty.OUTREACH_A || person.duty() == Duty.OUTREACH_B;
    }

    private static LocalDate earlier(LocalDate day, LocalDate end) {
        return day.isBefore(end) ? day : end.minusDays(1);
    }

    /** Sits a quiz as the signed-in person; whoever has passed or must wait is left alone. */
    void sit(String name, String course, boolean passes) {
        var standing = attempts.standing(course);
        if (standing.isEmpty() || standing.get().lastPassed()) {
            return;
        }
        try {
            var token = attempts.start(course).token();
            answers.give(token, name + " " + course, passes, standing.get().passMark());
            sheets.handIn(token);
        } catch (RuleViolation | Conflict waitsOrEnded) {
            // A loading that goes on after a restart meets people who failed a moment ago: they stay as they are.
            return;
        }
    }
}
