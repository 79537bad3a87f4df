package cn.mingbai.courses.excuses;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.Reason;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Excuses a person, or takes an excuse back, once a district officer has approved it. */
@Component
class ExcuseApproval implements ApprovalKind {

    private final ExcuseRows rows;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final Texts texts;

    ExcuseApproval(ExcuseRows rows, JdbcClient jdbc, Audit audit, Texts texts) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.audit = audit;
        this.texts = texts;
    }

    @Override
    public String name() {
        return ExcuseProposal.KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.APPROVE_EXCUSES;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var asked = ExcuseProposal.of(approval.payload());
        return jdbc.sql("select name, staff_number from person where id = :id")
                .param("id", asked.person())
                .query((row, index) -> texts.get(
                        locale,
                        asked.isTakeBack() ? "courses.excuse.summary-take-back" : "courses.excuse.summary",
                        row.getString(1),
                        row.getString(2),
                        texts.get(locale, "courses.reason." + asked.reason()),
                        asked.from(),
                        asked.to().minusDays(1),
                        asked.basis()))
                .single();
    }

    @Override
    public String path(Approval approval) {
        return "excuses";
    }

    @Override
    public void approved(Approval approval) {
        var asked = ExcuseProposal.of(approval.payload());
        var person = new PersonId(asked.person());
        if (asked.excuse() != null) {
            var there = rows.locked(asked.excuse()).orElseThrow(() -> new Conflict("courses.excuse.changed-meanwhile"));
            rows.supersede(asked.excuse(), there.person());
            audit.record(
                    "excuse.take-back",
                    "person " + asked.person(),
                    there.division(),
                    "excuse " + asked.excuse() + " from " + asked.from() + " to " + asked.to() + " never held: "
                            + approval.reason());
            return;
        }
        jdbc.sql("select id from person where id = :id for update")
                .param("id", asked.person())
                .query(Long.class)
                .single();
        rows.requireFree(person, asked.from(), asked.to());
        var decider = approval.decidedBy();
        var id = rows.insert(
                new ExcuseRows.Fact(
                        person,
                        approval.division(),
                        Reason.valueOf(asked.reason()),
                        asked.basis(),
                        asked.attachment(),
                        asked.from(),
                        asked.to(),
                        decider == null ? null : decider.value(),
                        approval.id().value()),
                approval.proposedBy());
        audit.record(
                "excuse.add",
                "person " + asked.person(),
                approval.division(),
                "excuse " + id + " " + asked.reason() + " from " + asked.from() + " to " + asked.to() + ", "
                        + asked.basis());
    }
}
