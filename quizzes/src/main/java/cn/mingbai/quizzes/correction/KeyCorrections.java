package cn.mingbai.quizzes.correction;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.Remarking;
import cn.mingbai.quizzes.bank.QuestionVersions;
import cn.mingbai.quizzes.correction.CorrectionPage.Done;
import cn.mingbai.quizzes.correction.CorrectionPreview.Line;
import cn.mingbai.quizzes.correction.KeyChange.How;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Key;
import cn.mingbai.quizzes.marking.Lettered;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where officers correct a key that proved wrong. They see first whose result would change; a second person decides; then
 * every attempt that met the question is marked anew in one transaction.
 */
@Service
public class KeyCorrections {

    private static final String COMMON = "the question bank belongs to no division, and nobody is named";
    private static final int STEM_KEPT = 60;
    private static final int REASON_LENGTH = 300;
    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final CorrectionPlans plans;
    private final QuestionVersions versions;
    private final Remarking remarking;
    private final Approvals approvals;
    private final Access access;

    KeyCorrections(
            JdbcClient jdbc,
            CorrectionPlans plans,
            QuestionVersions versions,
            Remarking remarking,
            Approvals approvals,
            Access access) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.versions = versions;
        this.remarking = remarking;
        this.approvals = approvals;
        this.access = access;
    }

    /**
     * A question with its key and its corrections.
     *
     * @throws NotFound when there is no such question
     * @throws RuleViolation when it is a scenario, whose answers are computed
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public CorrectionPage page(String course, String code) {
        access.require(Action.EDIT_QUESTIONS);
        var current = plans.current(course, code);
        var key = current.ruling().accepted().stream()
                .map(question -> Lettered.written(current.question(), Answer.read(question, Key.of(question))))
                .toList();
        var proposed = approvals
                .open(CorrectionOrder.KIND, CorrectionOrder.subject(course, code))
                .map(approval -> new CorrectionPage.Proposed(
                        CorrectionOrder.of(approval.payload()).change(),
                        approval.reason(),
                        name(approval.proposedBy().value())))
                .orElse(null);
        return new CorrectionPage(current.question(), current.version(), key, proposed, done(course, code));
    }

    /**
     * What a correction would do, with the people within reach whose score would change; nothing is written.
     *
     * @throws NotFound when there is no such question
     * @throws RuleViolation when it is a scenario, or the answer is none to this question or is right already
     */
    @Transactional(readOnly = true)
    public CorrectionPreview preview(String course, String code, KeyChange change) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        var plan = plans.plan(course, code, 0, change);
        var effect = remarking.effect(course, code, plan.covered(), plan.ruling());
        var people = people(effect.counting(), reach);
        return new CorrectionPreview(
                plan.covered(),
                plan.next() == null ? null : plan.current().version() + 1,
                plan.retires(),
                effect.met(),
                count(effect, one -> one.scoreAfter() > one.scoreBefore()),
                count(effect, one -> one.scoreAfter() < one.scoreBefore()),
                count(effect, one -> !one.passedBefore() && one.passedAfter()),
                count(effect, one -> one.passedBefore() && !one.passedAfter()),
                effect.counting().size() - people.size(),
                people);
    }

    /**
     * Puts a correction before a second person.
     *
     * @param version the latest version that the caller has seen
     * @param reason why, 1 to 300 characters; those whose result changes read it
     * @throws NotFound when there is no such question
     * @throws RuleViolation when it is a scenario, the answer is none to this question or is right already, or there is no
     *     reason
     * @throws cn.mingbai.core.error.Conflict when a correction of this question waits already, or there is a newer version
     */
    @Transactional
    @NotDivisionScoped(COMMON)
    public void propose(String course, String code, int version, KeyChange change, String reason) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        if (!versions.lock(course)) {
            throw new NotFound("quizzes.quiz.not-found", course);
        }
        if (reason.isBlank() || reason.strip().length() > REASON_LENGTH) {
            throw new RuleViolation("quizzes.correction.reason", REASON_LENGTH);
        }
        var plan = plans.plan(course, code, version, change);
        var stem = plan.current().question().about().stem();
        var order = new CorrectionOrder(
                course,
                code,
                plan.current().version(),
                stem.codePointCount(0, stem.length()) <= STEM_KEPT
                        ? stem
                        : stem.substring(0, stem.offsetByCodePoints(0, STEM_KEPT)) + "…",
                change);
        approvals.propose(
                CorrectionOrder.KIND,
                reach.roots().iterator().next(),
                CorrectionOrder.subject(course, code),
                null,
                order.payload(),
                reason.strip());
    }

    private static int count(Remarking.Effect effect, java.util.function.Predicate<Remarking.Change> which) {
        return (int) effect.counting().stream().filter(which).count();
    }

    /** Those of the changes whose person was posted within reach on the day of the hand-in. */
    private List<Line> people(List<Remarking.Change> changes, Reach reach) {
        record Who(String name, String number, String unit, String code) {}
        record Found(Line line, String code) {}
        var found = new ArrayList<Found>();
        for (var from = 0; from < changes.size(); from += CHUNK) {
            var chunk = changes.subList(from, Math.min(from + CHUNK, changes.size()));
            Map<Long, Who> who = new HashMap<>();
            jdbc.sql("""
                    select a.id, s.name, s.staff_number, coalesce(v.name, ''), coalesce(v.code, '')
                    from attempt a join person s on s.id = a.person_id
                    join posting p on p.person_id = a.person_id and p.superseded_at = '9999-12-31'
                      and p.valid_from <= date(a.handed_in_at + interval 8 hour)
                      and p.valid_to > date(a.handed_in_at + interval 8 hour)
                    left join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                      and v.valid_from <= :reachDay and v.valid_to > :reachDay
                    where a.id in (:attempts) and
                    """ + Reach.covers("p.division_id") + " order by p.id")
                    .param(
                            "attempts",
                            chunk.stream().map(Remarking.Change::attempt).toList())
                    .params(reach.parameters())
                    .query(row -> {
                        who.putIfAbsent(
                                row.getLong(1),
                                new Who(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                    });
            for (var change : chunk) {
                var person = who.get(change.attempt());
                if (person != null) {
                    found.add(new Found(
                            new Line(
                                    person.name(),
                                    person.number(),
                                    person.unit(),
                                    Times.dayOf(change.handedIn()),
                                    change.scoreBefore(),
                                    change.scoreAfter(),
                                    change.passedBefore(),
                                    change.passedAfter()),
                            person.code()));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Found::code)
                        .thenComparing(one -> one.line().staffNumber())
                        .thenComparing(one -> one.line().handedIn()))
                .map(Found::line)
                .toList();
    }

    private List<Done> done(String course, String code) {
        return jdbc.sql("""
                select c.how, c.recorded_at, c.reason, b.name, a.name, c.met, c.changed from key_correction c
                join person b on b.id = c.recorded_by join person a on a.id = c.approved_by
                where c.course_code = :course and c.code = :code order by c.id desc
                """)
                .param("course", course)
                .param("code", code)
                .query((row, index) -> new Done(
                        How.valueOf(row.getString(1)),
                        Times.dayOf(Times.instant(row.getObject(2, LocalDateTime.class))),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getInt(7)))
                .list();
    }

    private String name(long person) {
        return jdbc.sql("select name from person where id = :id")
                .param("id", person)
                .query(String.class)
                .single();
    }
}
