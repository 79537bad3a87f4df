package cn.mingbai.quizzes.correction;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.Remarking;
import cn.mingbai.quizzes.attempts.Rulings;
import cn.mingbai.quizzes.bank.QuestionVersions;
import cn.mingbai.quizzes.correction.CorrectionPlans.Plan;
import cn.mingbai.quizzes.papertest.PaperRemarking;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Corrects a key once a second person has agreed: all that follows from it in one transaction, or nothing. */
@Component
@Internal
class CorrectionApproval implements ApprovalKind {

    private final JdbcClient jdbc;
    private final CorrectionPlans plans;
    private final QuestionVersions versions;
    private final Rulings rulings;
    private final ObjectProvider<Remarking> remarking;
    private final ObjectProvider<PaperRemarking> papers;
    private final InAppNotices notices;
    private final PersonAliases aliases;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    CorrectionApproval(
            JdbcClient jdbc,
            CorrectionPlans plans,
            QuestionVersions versions,
            Rulings rulings,
            ObjectProvider<Remarking> remarking,
            ObjectProvider<PaperRemarking> papers,
            InAppNotices notices,
            PersonAliases aliases,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.versions = versions;
        this.rulings = rulings;
        this.remarking = remarking;
        this.papers = papers;
        this.notices = notices;
        this.aliases = aliases;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return CorrectionOrder.KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.EDIT_QUESTIONS;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var order = CorrectionOrder.of(approval.payload());
        return texts.get(
                locale,
                "quizzes.correction.summary." + order.change().how(),
                order.course(),
                order.code(),
                order.stem(),
                order.change().answer());
    }

    @Override
    public String path(Approval approval) {
        var order = CorrectionOrder.of(approval.payload());
        return "questions/" + order.course() + "/" + order.code() + "/correction";
    }

    @Override
    public void approved(Approval approval) {
        var order = CorrectionOrder.of(approval.payload());
        var second = Objects.requireNonNull(approval.decidedBy());
        if (!versions.lock(order.course())) {
            throw new NotFound("quizzes.quiz.not-found", order.course());
        }
        var plan = plans.plan(order.course(), order.code(), order.version(), order.change());
        var correction = jdbc.sql("select next value for key_correction_seq")
                .query(Long.class)
                .single();
        var effect = remarking.getObject().lockedEffect(order.course(), order.code(), plan.covered(), plan.ruling());
        var onPaper = papers.getObject().lockedEffect(order.course(), order.code(), plan.covered(), plan.ruling());
        var selves = aliases.all(second.value());
        if (Stream.concat(
                        effect.changes().stream().map(Remarking.Change::person),
                        onPaper.changes().stream().map(change -> change.before().person()))
                .anyMatch(person -> selves.contains(person.value()))) {
            throw new RuleViolation("quizzes.correction.own-result");
        }
        insert(correction, approval, order, plan, effect, onPaper, second);
        rulings.rule(order.course(), order.code(), plan.covered(), plan.ruling(), correction);
        if (plan.next() != null) {
            versions.add(
                    order.course(),
                    plan.next(),
                    plan.current().version() + 1,
                    approval.proposedBy(),
                    second,
                    approval.id().value());
        }
        if (plan.retires()) {
            versions.retire(
                    order.course(),
                    order.code(),
                    approval.reason(),
                    approval.proposedBy(),
                    second,
                    approval.id().value());
        }
        remarking
                .getObject()
                .apply(
                        effect.changes(),
                        Remarking.Cause.KEY_CORRECTION,
                        correction,
                        approval.reason(),
                        approval.proposedBy(),
                        second);
        papers.getObject().apply(onPaper.changes(), correction, approval.reason(), approval.proposedBy(), second);
        audit.record(
                "question.correct-key",
                "question " + order.code(),
                null,
                order.change().how() + " " + order.change().answer() + ", versions " + plan.covered() + ", "
                        + effect.met() + " attempts met it, "
                        + effect.counting().size() + " marked anew, " + onPaper.met() + " papers met it, "
                        + onPaper.changes().size() + " marked anew, "
                        + onPaper.byScore().size() + " by score only: "
                        + approval.reason());
        var told = new ArrayList<Told>();
        effect.counting().forEach(change -> told.add(Told.of(change)));
        onPaper.changes().stream()
                .filter(change -> change.scoreAfter() != change.before().score())
                .forEach(change -> told.add(Told.of(change)));
        tell(correction, order, approval.reason(), told);
    }

    private void insert(
            long correction,
            Approval approval,
            CorrectionOrder order,
            Plan plan,
            Remarking.Effect effect,
            PaperRemarking.Effect onPaper,
            PersonId second) {
        jdbc.sql("""
                insert into key_correction (id, course_code, code, how, from_version, to_version, retired, met, changed,
                  by_score, reason, recorded_at, recorded_by, approved_by, approval_id)
                values (:id, :course, :code, :how, :from, :to, :retired, :met, :changed, :score, :reason, :now, :by, :second,
                  :approval)
                """)
                .param("id", correction)
                .param("course", order.course())
                .param("code", order.code())
                .param("how", order.change().how().name())
                .param("from", plan.current().version())
                .param("to", plan.next() == null ? null : plan.current().version() + 1)
                .param("retired", plan.retires())
                .param("met", effect.met() + onPaper.met())
                .param("changed", effect.counting().size() + onPaper.changes().size())
                .param("score", onPaper.byScore().size())
                .param("reason", approval.reason())
                .param("now", Times.sql(clock.instant()))
                .param("by", approval.proposedBy().value())
                .param("second", second.value())
                .param("approval", approval.id().value())
                .update();
    }

    /** A result that changed, as its person is told. */
    private record Told(
            PersonId person, LocalDate day, int before, int after, boolean passedBefore, boolean passedAfter) {

        static Told of(Remarking.Change change) {
            return new Told(
                    change.person(),
                    Times.dayOf(change.handedIn()),
                    change.scoreBefore(),
                    change.scoreAfter(),
                    change.passedBefore(),
                    change.passedAfter());
        }

        static Told of(PaperRemarking.Change change) {
            var before = change.before();
            return new Told(
                    before.person(),
                    before.day(),
                    before.score(),
                    change.scoreAfter(),
                    before.passed(),
                    change.passedAfter());
        }
    }

    /** One notice a person, about the result that matters most: a pass won or lost before a score. */
    private void tell(long correction, CorrectionOrder order, String reason, List<Told> changes) {
        var title = jdbc.sql("select title from quiz where course_code = :course")
                .param("course", order.course())
                .query(String.class)
                .single();
        Map<Long, Told> told = new LinkedHashMap<>();
        var kept = aliases.asKnown(Times.NOT_SUPERSEDED);
        for (var change : changes) {
            var person = change.person().value();
            told.merge(
                    kept.getOrDefault(person, person),
                    change,
                    (one, other) -> weight(other) >= weight(one) ? other : one);
        }
        told.forEach((person, change) -> notices.post(
                new PersonId(person),
                "quiz.key-corrected",
                "correction " + correction,
                weight(change) == 0
                        ? "quizzes.correction.notice-score"
                        : change.passedAfter()
                                ? "quizzes.correction.notice-passed"
                                : "quizzes.correction.notice-failed",
                List.of(
                        title,
                        change.day().toString(),
                        String.valueOf(change.before()),
                        String.valueOf(change.after()),
                        reason),
                "courses/" + order.course()));
    }

    private static int weight(Told change) {
        return change.passedBefore() == change.passedAfter() ? 0 : 1;
    }
}
