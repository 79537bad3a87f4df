package cn.mingbai.core.merging;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.identity.Separation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Merges two records, or undoes it, once a second person has approved it. No other row is touched. */
@Component
class MergeApproval implements ApprovalKind {

    private final JdbcClient jdbc;
    private final PersonAliases aliases;
    private final RosterChanges changes;
    private final PersonPlaces places;
    private final Separation separation;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    MergeApproval(
            JdbcClient jdbc,
            PersonAliases aliases,
            RosterChanges changes,
            PersonPlaces places,
            Separation separation,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.changes = changes;
        this.places = places;
        this.separation = separation;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return MergeProposal.KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.APPROVE_MERGES;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var asked = MergeProposal.of(approval.payload());
        return texts.get(
                locale,
                asked.undo() ? "core.merging.summary-undo" : "core.merging.summary",
                said(asked.person(), locale),
                said(asked.into(), locale),
                approval.reason());
    }

    private String said(long person, Locale locale) {
        return jdbc.sql("select name, staff_number from person where id = :id")
                .param("id", person)
                .query((row, index) -> texts.get(locale, "core.merging.person", row.getString(1), row.getString(2)))
                .single();
    }

    @Override
    public String path(Approval approval) {
        return "people/duplicates";
    }

    @Override
    public void approved(Approval approval) {
        var asked = MergeProposal.of(approval.payload());
        // Two decisions about the same people, and a grant to one of them, wait for each other.
        aliases.lock(List.of(asked.person(), asked.into()));
        var touched = new TreeSet<>(aliases.all(asked.person()));
        touched.addAll(aliases.all(asked.into()));
        var decider = approval.decidedBy();
        if (decider == null || touched.contains(decider.value())) {
            throw new RuleViolation("core.merging.own");
        }
        places.requireEditable(Action.APPROVE_MERGES, asked.person());
        places.requireEditable(Action.APPROVE_MERGES, asked.into());
        if (asked.undo()) {
            undo(approval, asked, decider.value());
        } else {
            merge(approval, asked, decider.value());
        }
        aliases.rebuild();
        changes.note(touched);
    }

    private void merge(Approval approval, MergeProposal asked, long decider) {
        if (aliases.kept(asked.person()) != asked.person() || aliases.kept(asked.into()) != asked.into()) {
            throw new Conflict("core.merging.changed-meanwhile");
        }
        separation.requireMergeable(asked.person(), asked.into());
        jdbc.sql("""
                insert into person_merge (id, person_id, into_id, reason, recorded_at, superseded_at, recorded_by,
                  approved_by, approval_id)
                values (next value for person_merge_seq, :person, :into, :reason, :now, '9999-12-31', :by, :decider,
                  :approval)
                """)
                .param("person", asked.person())
                .param("into", asked.into())
                .param("reason", approval.reason())
                .param("now", Times.sql(clock.instant()))
                .param("by", approval.proposedBy().value())
                .param("decider", decider)
                .param("approval", approval.id().value())
                .update();
        audit.record(
                "people.merge",
                "person " + asked.person(),
                approval.division(),
                "is person " + asked.into() + ": " + approval.reason());
    }

    private void undo(Approval approval, MergeProposal asked, long decider) {
        var undone = jdbc.sql("update person_merge set superseded_at = :now where person_id = :person"
                        + " and into_id = :into and superseded_at = '9999-12-31'")
                .param("now", Times.sql(clock.instant()))
                .param("person", asked.person())
                .param("into", asked.into())
                .update();
        if (undone == 0) {
            throw new Conflict("core.merging.changed-meanwhile");
        }
        audit.record(
                "people.unmerge",
                "person " + asked.person(),
                approval.division(),
                "is not person " + asked.into() + ", approved by " + decider + ": " + approval.reason());
    }
}
