package cn.mingbai.courses.rechecks;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.records.TrainingEntry.RecheckPassed;
import cn.mingbai.courses.records.TrainingRecords;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The caller's own re-checks. */
@Service
public class Rechecks {

    private static final String OWN = "the caller's own re-checks";

    private final OwedRechecks owed;
    private final TrainingRecords records;
    private final List<RecheckQuestions> questions;
    private final PolicyDirectory policy;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    Rechecks(
            OwedRechecks owed,
            TrainingRecords records,
            List<RecheckQuestions> questions,
            PolicyDirectory policy,
            JdbcClient jdbc,
            Access access,
            Clock clock) {
        this.owed = owed;
        this.records = records;
        this.questions = questions;
        this.policy = policy;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /** What the caller owes today, the most urgent first. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(OWN)
    public List<OwedRecheck> mine() {
        access.require(Action.STUDY);
        var today = Times.today(clock);
        var open = owed.of(access.caller().person(), today);
        if (open.isEmpty()) {
            return List.of();
        }
        var points = new HashMap<String, String>();
        policy.points().forEach(point -> points.put(point.code(), point.name()));
        return open.stream()
                .map(recheck -> new OwedRecheck(
                        recheck.id(),
                        recheck.course(),
                        title(recheck),
                        recheck.lessons().stream().sorted().toList(),
                        recheck.points().stream()
                                .sorted()
                                .map(point -> points.getOrDefault(point, point))
                                .toList(),
                        recheck.how(),
                        recheck.due(),
                        recheck.due().isBefore(today)))
                .toList();
    }

    private String title(Recheck recheck) {
        return jdbc.sql("select title from course_version where course_code = :course and version = :version")
                .param("course", recheck.course())
                .param("version", recheck.version())
                .query(String.class)
                .optional()
                .orElse(recheck.course());
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
