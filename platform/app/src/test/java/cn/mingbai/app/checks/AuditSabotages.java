package cn.mingbai.app.checks;

import cn.mingbai.core.testing.OwnerDatabase;
import java.util.List;

final class AuditSabotages implements Sabotages {

    private static final String CHECK = "cn.mingbai.core.audit.AuditChainCheckTest";
    private static final String SEAL = "cn.mingbai.core.audit.AuditSeal";

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "audit-seal-constant",
                        "each row of the audit trail bears the same seal",
                        CHECK,
                        Break.returning(SEAL, "seal", new byte[32])),
                new Sabotage(
                        "audit-content-constant",
                        "what a row of the audit trail says is not sealed",
                        CHECK,
                        Break.returning(SEAL, "content", new byte[16])),
                new Sabotage(
                        "audit-without-the-row-before",
                        "a row of the audit trail is sealed without the row before",
                        CHECK,
                        Break.skipping(SEAL, "follow")),
                new Sabotage(
                        "audit-triggers-dropped",
                        "the database lets the application's account change rows of the audit trail",
                        CHECK,
                        Break.running(context -> {
                            var owner = context.getBean(OwnerDatabase.class).jdbc();
                            owner.execute("drop trigger audit_entry_not_changed");
                            owner.execute("drop trigger audit_entry_not_deleted");
                        })),
                new Sabotage(
                        "audit-anchors-unread",
                        "anchors that were noted are not compared with the audit trail",
                        CHECK,
                        Break.returning("cn.mingbai.core.audit.AuditAnchors", "noted", List.of())),
                new Sabotage(
                        "audit-row-skipped",
                        "changes leave no row in the audit trail",
                        CHECK,
                        Break.skipping("cn.mingbai.core.audit.Audit", "record")),
                new Sabotage(
                        "audit-walk-skipped",
                        "changes leave no row in the audit trail, seen by the walk over all that writes",
                        "cn.mingbai.app.access.AccessTest",
                        Break.skipping("cn.mingbai.core.audit.Audit", "record")));
    }
}
