package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.search.SearchChanges;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What the second person decides about a text: that it comes into force, or that it is withdrawn. */
@Component
@Internal
class TextReview implements ApprovalKind {

    private final TextRows rows;
    private final TextRules rules;
    private final Audit audit;
    private final SearchChanges search;
    private final Texts texts;
    private final Clock clock;

    TextReview(TextRows rows, TextRules rules, Audit audit, SearchChanges search, Texts texts, Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.audit = audit;
        this.search = search;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return TextProposal.KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.EDIT_TEXTS;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var proposal = TextProposal.read(approval.payload());
        return texts.get(
                locale,
                "materials.text.proposal." + proposal.what(),
                texts.get(locale, "materials.text.code." + proposal.code().code()),
                proposal.title(),
                proposal.from().toString());
    }

    @Override
    public String path(Approval approval) {
        var proposal = TextProposal.read(approval.payload());
        return "texts/" + proposal.code().code() + (proposal.what() == TextProposal.What.BRING_IN ? "/edit" : "");
    }

    @Override
    public void approved(Approval approval) {
        var proposal = TextProposal.read(approval.payload());
        var code = proposal.code();
        rows.lock(code);
        var today = Times.today(clock);
        // A day that passed while the proposal waited would change what was in force then.
        var day = proposal.from().isBefore(today) ? today : proposal.from();
        var decided = new TextRows.Decided(
                approval.proposedBy(),
                Objects.requireNonNull(approval.decidedBy()),
                approval.id().value());
        switch (proposal.what()) {
            case BRING_IN -> bringIn(proposal, day, decided);
            case WITHDRAW -> withdraw(approval, proposal, day, decided);
        }
        // Found by everybody who searches.
        search.afterCommit();
    }

    @Override
    public void refused(Approval approval) {
        var proposal = TextProposal.read(approval.payload());
        if (proposal.what() == TextProposal.What.BRING_IN) {
            rows.note(proposal.code(), approval.note());
        }
    }

    private void bringIn(TextProposal proposal, LocalDate day, TextRows.Decided decided) {
        var code = proposal.code();
        var draft = rows.draft(code)
                .filter(found -> Arrays.equals(found.hash(), HexFormat.of().parseHex(proposal.hash())))
                .orElseThrow(() -> new Conflict("materials.text.saved-meanwhile"));
        rules.requireSound(code, draft.source());
        var latest = rows.latestNumber(code);
        if (latest != draft.base()) {
            throw new Conflict("materials.text.changed-below");
        }
        end(code, day, "", decided);
        // Whoever edited it wrote it, also where a third person sent it; what nobody touched is the shipped text.
        var writer = draft.isEdited() && draft.savedBy() != null
                ? new TextRows.Decided(draft.savedBy(), decided.approvedBy(), decided.approval())
                : new TextRows.Decided(null, decided.approvedBy(), decided.approval());
        var id = rows.insert(code, latest + 1, draft.source(), draft.isEdited() ? null : draft.origin(), day, writer);
        rows.insertEffect(code, id, day, Times.NO_END, "", decided);
        rows.deleteDraft(code);
        audit.record(
                "text.bring-in",
                "text " + code.code(),
                null,
                "version " + (latest + 1) + " from " + day + ": " + proposal.title());
    }

    private void withdraw(Approval approval, TextProposal proposal, LocalDate day, TextRows.Decided decided) {
        var code = proposal.code();
        if (rows.effects(code).stream().noneMatch(effect -> effect.to().isAfter(day))) {
            throw new Conflict("materials.text.none-in-force");
        }
        end(code, day, approval.reason(), decided);
        audit.record("text.withdraw", "text " + code.code(), null, "from " + day + ": " + approval.reason());
    }

    /** From this day on no version is in force, nor planned. */
    private void end(TextCode code, LocalDate day, String reason, TextRows.Decided decided) {
        rows.effects(code).stream()
                .filter(effect -> effect.to().isAfter(day))
                .forEach(effect -> rows.endEffect(code, effect, day, reason, decided));
    }
}
