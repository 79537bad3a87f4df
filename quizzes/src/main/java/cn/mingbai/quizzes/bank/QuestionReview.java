package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.search.SearchChanges;
import cn.mingbai.quizzes.papers.PaperSupply;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionRules;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What the second person decides about a question: a text, its retirement, its return. */
@Component
@Internal
class QuestionReview implements ApprovalKind {

    private final BankRows rows;
    private final PaperSupply papers;
    private final PolicyCatalogueCodes policy;
    private final Audit audit;
    private final SearchChanges search;
    private final Texts texts;

    QuestionReview(
            BankRows rows,
            PaperSupply papers,
            PolicyCatalogueCodes policy,
            Audit audit,
            SearchChanges search,
            Texts texts) {
        this.rows = rows;
        this.papers = papers;
        this.policy = policy;
        this.audit = audit;
        this.search = search;
        this.texts = texts;
    }

    @Override
    public String name() {
        return Proposal.KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.EDIT_QUESTIONS;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var proposal = proposal(approval);
        return texts.get(
                locale,
                "quizzes.bank.proposal." + proposal.what(),
                proposal.course(),
                proposal.code(),
                proposal.stem());
    }

    @Override
    public String path(Approval approval) {
        var proposal = proposal(approval);
        return "questions/" + proposal.course() + "/" + proposal.code();
    }

    @Override
    public void approved(Approval approval) {
        var proposal = proposal(approval);
        var course = proposal.course();
        rows.lock(course);
        var sufficed = papers.shortage(course).isEmpty();
        switch (proposal.what()) {
            case TEXT -> takeIn(approval, proposal);
            case RETIRE -> {
                if (rows.retirements(course).containsKey(proposal.code())) {
                    throw new Conflict("quizzes.bank.not-in-use", proposal.code());
                }
                rows.retire(
                        course,
                        proposal.code(),
                        approval.reason(),
                        approval.proposedBy(),
                        decider(approval),
                        approval.id().value());
                audit.record("question.retire", "question " + proposal.code(), null, approval.reason());
            }
            case RETURN -> bringBack(approval, proposal, proposal.code());
        }
        var shortage = papers.shortage(course);
        if (sufficed && shortage.isPresent()) {
            var without = shortage.get();
            throw new RuleViolation(
                    "quizzes.bank.too-few-left", proposal.code(), without.part(), without.needed(), without.there());
        }
        if (shortage.isEmpty()) {
            rows.open(course);
        }
        // Its explanation is found by those who have handed it in.
        search.afterCommit();
    }

    @Override
    public void refused(Approval approval) {
        var proposal = proposal(approval);
        if (proposal.what() == Proposal.What.TEXT) {
            rows.noteReturned(proposal.course(), proposal.code(), approval.note());
        }
    }

    private void takeIn(Approval approval, Proposal proposal) {
        var code = proposal.code();
        var draft = rows.draft(proposal.course(), code)
                .filter(found -> found.hash().equals(proposal.draftHash()))
                .orElseThrow(() -> new Conflict("quizzes.bank.saved-meanwhile", code));
        var current = rows.current(proposal.course()).get(code);
        var version = current == null ? 0 : current.version();
        if (version != draft.baseVersion()) {
            throw new Conflict("quizzes.bank.changed-below", code);
        }
        var missing = QuestionRules.missing(draft.question(), policy.catalogue());
        if (!missing.isEmpty()) {
            throw new RuleViolation("quizzes.bank.incomplete", code, missing.size());
        }
        rows.insertVersion(draft, version + 1, decider(approval), approval.id().value());
        rows.deleteDraft(draft);
        if (rows.retirements(proposal.course()).containsKey(code)) {
            bringBack(approval, proposal, code);
        }
        audit.record(
                "question.take-in",
                "question " + code,
                null,
                "version " + (version + 1) + ", " + QuestionJson.kind(draft.question()));
    }

    private void bringBack(Approval approval, Proposal proposal, String code) {
        var retirement = rows.retirements(proposal.course()).get(code);
        if (retirement == null) {
            throw new Conflict("quizzes.bank.not-retired", code);
        }
        rows.bringBack(
                proposal.course(),
                code,
                retirement,
                approval.proposedBy(),
                decider(approval),
                approval.id().value());
        audit.record("question.return", "question " + code, null, approval.reason());
    }

    private static PersonId decider(Approval approval) {
        return Objects.requireNonNull(approval.decidedBy());
    }

    private static Proposal proposal(Approval approval) {
        return QuestionJson.MAPPER.readValue(approval.payload(), Proposal.class);
    }
}
