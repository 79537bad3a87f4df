package cn.mingbai.quizzes.answerfile;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AnswerIntake;
import cn.mingbai.quizzes.attempts.AnswerIntake.Ended;
import cn.mingbai.quizzes.attempts.Remarking;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where officers hand in the file of somebody whose phone never got signal. It is a statement of theirs: a second person
 * decides before any answer counts.
 */
@Service
public class AnswerFiles {

    private static final int REASON_LENGTH = 300;

    private final JdbcClient jdbc;
    private final AnswerIntake intake;
    private final Approvals approvals;
    private final PersonAliases aliases;
    private final Access access;
    private final Clock clock;

    AnswerFiles(
            JdbcClient jdbc,
            AnswerIntake intake,
            Approvals approvals,
            PersonAliases aliases,
            Access access,
            Clock clock) {
        this.jdbc = jdbc;
        this.intake = intake;
        this.approvals = approvals;
        this.aliases = aliases;
        this.access = access;
        this.clock = clock;
    }

    private record Who(String name, String number, DivisionId division, String unit) {}

    /**
     * What taking the file in would do; nothing is written.
     *
     * @param text the file's content, or a paste of it
     * @throws RuleViolation when it is no such file, was damaged, or belongs to an attempt that has not ended or counts for
     *     nothing
     * @throws NotFound when its attempt is unknown, or the person was posted within reach neither on its day nor today
     */
    @Transactional(readOnly = true)
    public AnswerFilePreview preview(String text) {
        var reach = access.require(Action.RECORD_TRAINING);
        var file = AnswerFile.read(text);
        var who = who(file.attempt(), reach);
        var attempt = ended(file);
        var plan = FilePlan.of(file, attempt);
        var change = intake.effect(attempt, plan.fresh());
        return new AnswerFilePreview(
                who.name(),
                who.number(),
                who.unit(),
                attempt.title(),
                attempt.handedIn(),
                plan.fresh().size(),
                attempt.score(),
                change.map(Remarking.Change::scoreAfter).orElse(attempt.score()),
                attempt.passed(),
                change.map(Remarking.Change::passedAfter).orElse(attempt.passed()),
                plan.lines());
    }

    /**
     * Puts the file before a second person.
     *
     * @param reason how the officer came by it, 1 to 300 characters
     * @throws RuleViolation as {@link #preview}, or when nothing in it is new, or the caller is the learner
     * @throws NotFound as {@link #preview}
     * @throws cn.mingbai.core.error.Conflict when a file of this attempt waits already
     */
    @Transactional
    public void propose(String text, String reason) {
        var reach = access.require(Action.RECORD_TRAINING);
        var file = AnswerFile.read(text);
        var who = who(file.attempt(), reach);
        var attempt = ended(file);
        if (aliases.all(access.caller().person().value())
                .contains(attempt.person().value())) {
            throw new RuleViolation("quizzes.answer-file.own");
        }
        if (reason.isBlank() || reason.strip().length() > REASON_LENGTH) {
            throw new RuleViolation("quizzes.answer-file.reason", REASON_LENGTH);
        }
        if (FilePlan.of(file, attempt).fresh().isEmpty()) {
            throw new RuleViolation("quizzes.answer-file.nothing-new");
        }
        approvals.propose(
                AnswerFileApproval.KIND,
                who.division(),
                "answers " + file.attempt(),
                attempt.person(),
                text.strip(),
                reason.strip());
    }

    private Ended ended(AnswerFile file) {
        var attempt =
                intake.ended(file.attempt()).orElseThrow(() -> new RuleViolation("quizzes.answer-file.not-ended"));
        if (attempt.isPractice()) {
            throw new RuleViolation("quizzes.answer-file.practice");
        }
        return attempt;
    }

    /** The person of an attempt, posted within reach today or on the day it ended; today's unit first. */
    private Who who(long attempt, Reach reach) {
        return jdbc.sql("""
                select s.name, s.staff_number, p.division_id, coalesce(v.name, '') from attempt a
                join person s on s.id = a.person_id
                join posting p on p.person_id = a.person_id and p.superseded_at = '9999-12-31'
                  and ((p.valid_from <= :today and p.valid_to > :today)
                    or (p.valid_from <= date(a.handed_in_at + interval 8 hour)
                      and p.valid_to > date(a.handed_in_at + interval 8 hour)))
                left join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :today and v.valid_to > :today
                where a.id = :attempt and
                """ + Reach.covers("p.division_id")
                        + " order by case when p.valid_from <= :today and p.valid_to > :today then 0 else 1 end, p.id"
                        + " limit 1")
                .param("today", Times.today(clock))
                .param("attempt", attempt)
                .params(reach.parameters())
                .query((row, index) ->
                        new Who(row.getString(1), row.getString(2), new DivisionId(row.getLong(3)), row.getString(4)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
