package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.access.SignedIn;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of what all modules share: files, decisions by a second person, background jobs, notices. */
final class MechanismsAccessRows implements AccessRows {

    private static final Role[] EVERYBODY = Role.values();
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var transactions = fixture.bean(TransactionTemplate.class);
        target.put("transactions", transactions);
        target.put("jdbc", fixture.bean(JdbcClient.class));
        transactions.executeWithoutResult(status -> {
            var paper = SheetWriter.xlsx(
                    "表", new SheetTable(target.canary(), List.of(target.canary()), List.of(), List.of()));
            target.put(
                    "attachment",
                    fixture.bean(Attachments.class)
                            .store(target.canary() + ".xlsx", paper, Action.VIEW_TRAINED_PEOPLE, target.division())
                            .id());
            target.put(
                    "job",
                    fixture.bean(Jobs.class).start("access-test", target.division(), target.canary(), target.canary()));
            target.put(
                    "approval",
                    fixture.bean(Approvals.class)
                            .propose(
                                    AccessTestKind.NAME,
                                    target.division(),
                                    target.number("S"),
                                    null,
                                    target.canary(),
                                    target.canary()));
        });
    }

    @Override
    public void add(Table table) {
        table.read(AttachmentFiles.class, "read", AttachmentId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, Role.AUDITOR)
                .call((bean, target) -> bean.read(target.get("attachment", AttachmentId.class)))
                .shows();
        table.endpoint("GET", "/attachments/{id}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, Role.AUDITOR)
                .request(target -> get("/attachments/"
                        + target.get("attachment", AttachmentId.class).value()))
                .shows();

        table.read(JobBoard.class, "list", Locale.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.list(CHINESE))
                .shows();
        table.read(JobBoard.class, "one", JobId.class, Locale.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.one(target.get("job", JobId.class), CHINESE))
                .shows();
        table.write(JobBoard.class, "cancel", JobId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.cancel(target.get("job", JobId.class)));
        // A job that began by itself, for one that somebody started is repeated by that person alone.
        table.write(JobBoard.class, "again", JobId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> {
                    var job = target.get("job", JobId.class);
                    having(
                            target,
                            "update job set started_by = null, state = 'FAILED' where id = :id",
                            job.value(),
                            () -> bean.again(job));
                });

        table.read(ApprovalDesk.class, "pending", Locale.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.pending(CHINESE))
                .shows();
        table.read(ApprovalDesk.class, "waiting")
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.waiting());
        table.read(ApprovalDesk.class, "mine", Locale.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.mine(CHINESE));
        table.write(ApprovalDesk.class, "decide", Set.class, boolean.class, String.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.decide(Set.of(target.get("approval", ApprovalId.class)), true, ""));
        table.write(ApprovalDesk.class, "withdraw", ApprovalId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> {
                    var approval = target.get("approval", ApprovalId.class);
                    having(
                            target,
                            "update approval set proposed_by = :me where id = :id",
                            approval.value(),
                            () -> bean.withdraw(approval));
                });

        table.route("approvals", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("jobs", EVERYBODY);
        table.route("notices", EVERYBODY);
        table.route("digest", DISTRICT_OFFICER, TOWN_OFFICER);
    }

    /** Acts after a change that is undone when the act is refused. */
    private static void having(Target target, String change, long id, Runnable act) {
        target.get("transactions", TransactionTemplate.class).executeWithoutResult(status -> {
            var authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn) {
                target.get("jdbc", JdbcClient.class)
                        .sql(change)
                        .param("me", signedIn.caller().person().value())
                        .param("id", id)
                        .update();
            }
            act.run();
        });
    }
}
