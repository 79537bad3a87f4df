package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.quizzes.attempts.Attempts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets part of the demo's staff sit the quiz of course 1: most who try pass, a few do not. */
@Component
@Internal
class DemoQuizzes {

    private static final String COURSE = "01";

    private final Attempts attempts;
    private final PostingDirectory postings;

    DemoQuizzes(Attempts attempts, PostingDirectory postings) {
        this.attempts = attempts;
        this.postings = postings;
    }

    /** Somebody's sitting. */
    record Sitting(PersonId person, String name, LocalDate day, boolean passes) {}

    /** Who sits the quiz between two days, the later exclusive, in order of time. */
    List<Sitting> plan(DemoPlan plan, List<DemoPlan.Staff> staff, LocalDate from, LocalDate to) {
        var days = (int) (to.toEpochDay() - from.toEpochDay());
        var sittings = new ArrayList<Sitting>();
        for (var person : staff) {
            var random = DemoPlan.randomFor(
                    person.unit(), 100 + Integer.parseInt(person.number().substring(2)));
            var sits = random.nextDouble() < plan.trainedShare(person.unit());
            var passes = random.nextDouble() < 0.93;
            var day = from.plusDays(random.nextInt(days));
            var posted = to.minusDays(person.postedDaysBefore());
            if (sits && !day.isBefore(posted)) {
                postings.byStaffNumber(person.number())
                        .ifPresent(id -> sittings.add(new Sitting(id, person.name(), day, passes)));
            }
        }
        sittings.sort(Comparator.comparing(Sitting::day));
        return sittings;
    }

    /** Sits the quiz as the signed-in person; whoever has passed or must wait is left alone. */
    void sit(DemoKey key, boolean passes) {
        var standing = attempts.standing(COURSE);
        if (standing.isEmpty() || standing.get().lastPassed()) {
            return;
        }
        try {
            var token = attempts.start(COURSE).token();
            for (var item : attempts.sheet(token).items()) {
                if (passes || item.number() > 4) {
                    attempts.save(token, item.number(), key.answer(item.code()));
                }
            }
            attempts.handIn(token);
        } catch (RuleViolation | Conflict waitsOrEnded) {
            // A loading that goes on after a restart meets people who failed a moment ago: they stay as they are.
            return;
        }
    }
}
