package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.SECURITY_ADMINISTRATOR;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.audit.AuditTrail;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.identity.SecondFactors;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of log-in, accounts, policy and the audit trail; they use what {@link CoreAccessRows} seeded. */
final class IdentityAccessRows implements AccessRows {

    /** Gives the target's person an account with an authenticator, so that there is something to reset. */
    @Override
    public void seed(Fixture fixture, Target target) {
        var jdbc = fixture.bean(JdbcClient.class);
        fixture.signIn(ADMINISTRATOR, target.code());
        fixture.bean(Accounts.class).issueFirstLogInCode(target.get("person", PersonId.class));
        fixture.bean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        jdbc.sql("""
                        insert into second_factor (account_id, secret, enrolled_at, last_step)
                        select id, x'00', created_at, 0 from account where login_name = :name
                        """).param("name", number(target).value()).update());
    }

    private static StaffNumber number(Target target) {
        return new StaffNumber(target.number(target.level() == Level.CITY ? "G" : "P"));
    }

    @Override
    public void add(Table table) {
        table.read(Accounts.class, "recipient", PersonId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.recipient(target.get("person", PersonId.class)))
                .shows();
        table.write(Accounts.class, "issueFirstLogInCodes", List.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.issueFirstLogInCodes(List.of(target.get("person", PersonId.class))));
        table.write(Accounts.class, "grantByNumber", StaffNumber.class, Role.class, DivisionId.class)
                .by(SECURITY_ADMINISTRATOR)
                .act((bean, target) -> bean.grantByNumber(number(target), Role.INSPECTOR, target.division()));
        table.read(AuditTrail.class, "page", LocalDate.class, String.class, int.class)
                .by(AUDITOR)
                // Sheets of acceptance are proposed in a town and only then laid where a target is; their rows stay
                // there.
                .call((bean, target) -> bean.page(null, target.canary(), 0).stream()
                        .filter(entry -> !entry.what().equals("approval.propose"))
                        .toList())
                .shows();
        table.read(AuditTrail.class, "protection").by(AUDITOR).call((bean, target) -> bean.protection());
        table.write(AuditTrail.class, "verify", String.class, Locale.class)
                .by(AUDITOR)
                .call((bean, target) -> bean.verify("", Locale.ENGLISH))
                .namesNoDivision("the chain is one for all; the answer names numbers of rows only");

        table.route("accounts", ADMINISTRATOR, SECURITY_ADMINISTRATOR);
        table.route("first-login-codes", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("policy", Role.values());
        table.route("audit", AUDITOR);

        table.write(Accounts.class, "endSessions", StaffNumber.class)
                .by(SECURITY_ADMINISTRATOR)
                .act((bean, target) -> bean.endSessions(number(target)));
        table.write(Accounts.class, "disable", StaffNumber.class)
                .by(SECURITY_ADMINISTRATOR)
                .act((bean, target) -> bean.disable(number(target)));
        table.write(SecondFactors.class, "reset", StaffNumber.class)
                .by(SECURITY_ADMINISTRATOR)
                .call((bean, target) -> bean.reset(number(target)));
        for (var path : new String[] {"/second-factor", "/password"}) {
            table.endpoint("GET", path)
                    .by(Role.values())
                    .ok(302)
                    .namesNoDivision("about the caller's own account; here nobody signed in by name and password")
                    .request(target -> get(path));
        }
        for (var path : new String[] {"/second-factor", "/second-factor/enrol", "/password"}) {
            table.endpoint("POST", path)
                    .by(Role.values())
                    .ok(302)
                    .namesNoDivision("about the caller's own account; here nobody signed in by name and password")
                    .request(target -> post(path).with(csrf()));
        }
        table.endpoint("GET", "/logout").open(200).request(target -> get("/logout"));
        table.endpoint("GET", "/first-login").open(200).request(target -> get("/first-login"));
        table.endpoint("POST", "/first-login")
                .open(200)
                .request(target -> post("/first-login")
                        .param("loginName", target.number("P"))
                        .param("code", "0")
                        .with(csrf()));
        table.endpoint("GET", "/setup/{token}").open(404).request(target -> get("/setup/0"));
        table.endpoint("POST", "/setup/{token}")
                .open(404)
                .request(target -> post("/setup/0").with(csrf()));
    }
}
