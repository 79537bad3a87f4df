package cn.mingbai.courses.rechecks;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.records.TrainingEntry.RecheckPassed;
import cn.mingbai.courses.records.TrainingRecords;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The caller's own re-checks. */
@Service
public class Rechecks {

    private static final String OWN = "the caller's own re-checks";

    private final OwedRechecks owed;
    private final TrainingRecords records;
    private final List<RecheckQuestions> questions;
    private final Access access;
    private final Clock clock;

    Rechecks(OwedRechecks owed, TrainingRecords records, List<RecheckQuestions> questions, Access access, Clock clock) {
        this.owed = owed;
        this.records = records;
        this.questions = questions;
        this.access = access;
        this.clock = clock;
    }

    /** What the caller owes today, the most urgent first. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(OWN)
    public List<Recheck> mine() {
        access.require(Action.STUDY);
        return owed.of(access.caller().person(), Times.today(clock));
    }

    /**
     * Begins the questions, or goes on with those begun.
     *
     * @return the path of the page to go to, with its leading slash
     * @throws NotFound when the caller does not owe it
     * @throws RuleViolation when it is done by reading, or cannot begin now
     */
    @NotDivisionScoped(OWN)
    public String start(long recheck) {
        access.require(Action.STUDY);
        return questions.stream()
                .findFirst()
                .orElseThrow(() -> new RuleViolation("courses.recheck.no-questions"))
                .start(recheck);
    }

    /**
     * The caller says that the changed lessons were read. Saying it again changes nothing.
     *
     * @throws NotFound when the caller does not owe it
     * @throws RuleViolation when it asks for answers
     */
    @Transactional
    @NotDivisionScoped(OWN)
    public void confirmRead(long recheck) {
        access.require(Action.STUDY);
        var me = access.caller().person();
        var today = Times.today(clock);
        if (owed.isDone(me, recheck)) {
            return;
        }
        var found = owed.one(me, recheck, today).orElseThrow(() -> new NotFound("courses.recheck.not-owed"));
        if (found.how() != Recheck.How.READ) {
            throw new RuleViolation("courses.recheck.by-quiz");
        }
        records.record(new RecheckPassed(
                me,
                found.course(),
                found.version(),
                today,
                null,
                found.id(),
                "recheck-read:" + found.id() + ":" + me.value()));
    }
}
