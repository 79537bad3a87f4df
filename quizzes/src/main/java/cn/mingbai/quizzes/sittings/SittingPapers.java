package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.papers.PaperSupply;
import cn.mingbai.quizzes.sittings.SittingRows.Planned;
import cn.mingbai.quizzes.sittings.SittingRows.Seated;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Draws the papers of scheduled tests. */
@Component
@Internal
class SittingPapers {

    private static final int MINUTE = 60;

    private final SittingRows rows;
    private final PaperSupply papers;
    private final PreparedAttempts attempts;
    private final PublishedCourses courses;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SittingPapers(
            SittingRows rows, PaperSupply papers, PreparedAttempts attempts, PublishedCourses courses, Clock clock) {
        this.rows = rows;
        this.papers = papers;
        this.attempts = attempts;
        this.courses = courses;
        this.clock = clock;
    }

    /**
     * Draws a paper for somebody on the list whose seat is locked; whoever has one keeps it.
     *
     * @return the attempt
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long draw(Planned plan, Seated seat) {
        if (seat.attempt() != null) {
            return seat.attempt();
        }
        var draft = plan.draft();
        var attempt = attempts.prepare(new Preparation(
                seat.person(),
                plan.course(),
                version(plan.course()),
                Mode.TEST,
                plan.id().value(),
                null,
                draft.title(),
                draft.passMark(),
                draft.minutes() * MINUTE,
                draft.opens(),
                draft.closes(),
                papers.drawing(plan.course()).draw(random)));
        rows.attach(seat.seat(), attempt);
        var extra = rows.extra(plan.id(), seat.person());
        if (extra > 0) {
            attempts.extraTime(plan.id().value(), seat.person(), extra * MINUTE);
        }
        return attempt;
    }

    private int version(String course) {
        return courses.offered(Times.today(clock)).stream()
                .filter(offered -> offered.code().equals(course))
                .findFirst()
                .map(PublishedCourses.Offered::version)
                .orElseThrow(() -> new cn.mingbai.core.error.NotFound("quizzes.sitting.no-course", course));
    }

    /** Sets how much more time somebody's attempt has, if there is one; whether it had not ended. */
    boolean extra(Planned plan, PersonId person, int minutes) {
        return attempts.extraTime(plan.id().value(), person, minutes * MINUTE);
    }
}
