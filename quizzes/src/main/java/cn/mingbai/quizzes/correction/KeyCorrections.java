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
import cn.mingbai.quizzes.papertest.PaperRemarking;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where officers correct a key that proved wrong. They see first whose result would change; a second person decides; then
 * every attempt and every typed paper that met the question is marked anew in one transaction.
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
    private final PaperRemarking papers;
    private final Approvals approvals;
    private final Access access;

    KeyCorrections(
            JdbcClient jdbc,
            CorrectionPlans plans,
            QuestionVersions versions,
            Remarking remarking,
            PaperRemarking papers,
            Approvals approvals,
            Access access) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.versions = versions;
        this.remarking = remarking;
        this.papers = papers;
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
        var onPaper = papers.effect(course, code, plan.covered(), plan.ruling());
        var all = new ArrayList<Outcome>();
        effect.counting().forEach(one -> all.add(Outcome.of(one)));
        onPaper.changes().forEach(one -> all.add(Outcome.of(one)));
        var people = people(effect.counting(), onPaper.changes(), reach);
        var byScore = byScore(onPaper.byScore(), reach);
        return new CorrectionPreview(
                plan.covered(),
                plan.next() == null ? null : plan.current().version() + 1,
                plan.retires(),
                effect.met() + onPaper.met(),
                count(all, one -> one.scoreAfter() > one.scoreBefore()),
                count(all, one -> one.scoreAfter() < one.scoreBefore()),
                count(all, one -> !one.passedBefore() && one.passedAfter()),
                count(all, one -> one.passedBefore() && !one.passedAfter()),
                all.size() - people.size(),
                people,
                byScore,
                onPaper.byScore().size() - byScore.size(),
                onPaper.unknown());
    }

    /**
     * Those within reach whose paper asked the question under a key that was corrected after their score went on record,
     * and of whom only that score is on record. Typing their answers from the paper takes them off the list, and so does
     * another score.
     *
     * @throws NotFound when there is no such question
     */
    @Transactional(readOnly = true)
    public List<CorrectionPreview.ByScore> toReview(String course, String code) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        plans.current(course, code);
        var corrected = new HashMap<Integer, Instant>();
        jdbc.sql("select version, max(recorded_at) from key_ruling where course_code = :course and code = :code"
                        + " group by version")
                .param("course", course)
                .param("code", code)
                .query(row -> {
                    corrected.put(row.getInt(1), Times.instant(row.getObject(2, LocalDateTime.class)));
                });
        if (corrected.isEmpty()) {
            return List.of();
        }
        return byScore(
                papers.byScore(course, code).stream()
                        .filter(one -> one.versions().stream()
                                .anyMatch(version ->
                                        one.score().recorded().isBefore(corrected.getOrDefault(version, Instant.MIN))))
                        .toList(),
                reach);
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
    @Transactional(isolation = Isolation.READ_COMMITTED)
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

    /** A score before and after, wherever it was answered. */
    private record Outcome(int scoreBefore, int scoreAfter, boolean passedBefore, boolean passedAfter) {

        static Outcome of(Remarking.Change change) {
            return new Outcome(change.scoreBefore(), change.scoreAfter(), change.passedBefore(), change.passedAfter());
        }

        static Outcome of(PaperRemarking.Change change) {
            return new Outcome(
                    change.before().score(),
                    change.scoreAfter(),
                    change.before().passed(),
                    change.passedAfter());
        }
    }

    private static int count(List<Outcome> outcomes, Predicate<Outcome> which) {
        return (int) outcomes.stream().filter(which).count();
    }

    private record Who(String name, String number, String unit, String code) {}

    private record Found(Line line, String code) {}

    /** Those of the changes whose person was posted within reach on the day of the hand-in or of the test. */
    private List<Line> people(List<Remarking.Change> changes, List<PaperRemarking.Change> onPaper, Reach reach) {
        var found = new ArrayList<Found>();
        var whoSat = whoSat(onPaper.stream().map(PaperRemarking.Change::paper).toList(), reach);
        for (var change : onPaper) {
            var person = whoSat.get(change.paper());
            if (person != null) {
                found.add(new Found(
                        new Line(
                                person.name(),
                                person.number(),
                                person.unit(),
                                change.before().day(),
                                true,
                                change.before().score(),
                                change.scoreAfter(),
                                change.before().passed(),
                                change.passedAfter()),
                        person.code()));
            }
        }
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
                                    false,
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

    private List<CorrectionPreview.ByScore> byScore(List<PaperRemarking.ByScore> papers, Reach reach) {
        record Placed(CorrectionPreview.ByScore line, String code) {}
        var whoSat = whoSat(papers.stream().map(PaperRemarking.ByScore::paper).toList(), reach);
        var found = new ArrayList<Placed>();
        for (var paper : papers) {
            var person = whoSat.get(paper.paper());
            if (person != null) {
                var score = paper.score();
                found.add(new Placed(
                        new CorrectionPreview.ByScore(
                                person.name(),
                                person.number(),
                                person.unit(),
                                paper.code(),
                                score.test(),
                                score.title(),
                                score.day(),
                                score.score(),
                                score.passed()),
                        person.code()));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Placed::code)
                        .thenComparing(one -> one.line().staffNumber())
                        .thenComparing(one -> one.line().day()))
                .map(Placed::line)
                .toList();
    }

    /** By the drawn paper: whose it is, if the person was posted within reach on the day of the test. */
    private Map<Long, Who> whoSat(List<Long> drawn, Reach reach) {
        Map<Long, Who> who = new HashMap<>();
        for (var from = 0; from < drawn.size(); from += CHUNK) {
            jdbc.sql("""
                    select d.id, s.name, s.staff_number, coalesce(v.name, ''), coalesce(v.code, '')
                    from drawn_paper d join paper_test t on t.id = d.paper_test_id join person s on s.id = d.person_id
                    join posting p on p.person_id = d.person_id and p.superseded_at = '9999-12-31'
                      and p.valid_from <= t.held_on and p.valid_to > t.held_on
                    left join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                      and v.valid_from <= :reachDay and v.valid_to > :reachDay
                    where d.id in (:papers) and
                    """ + Reach.covers("p.division_id") + " order by p.id")
                    .param("papers", drawn.subList(from, Math.min(from + CHUNK, drawn.size())))
                    .params(reach.parameters())
                    .query(row -> {
                        who.putIfAbsent(
                                row.getLong(1),
                                new Who(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                    });
        }
        return who;
    }

    private List<Done> done(String course, String code) {
        return jdbc.sql("""
                select c.how, c.recorded_at, c.reason, b.name, a.name, c.met, c.changed, c.by_score from key_correction c
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
                        row.getInt(7),
                        row.getInt(8)))
                .list();
    }

    private String name(long person) {
        return jdbc.sql("select name from person where id = :id")
                .param("id", person)
                .query(String.class)
                .single();
    }
}
