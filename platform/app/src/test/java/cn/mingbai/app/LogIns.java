package cn.mingbai.app;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.identity.LogInCode;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;

/**
 * Gives people of the {@link World} accounts, as an administrator and they themselves would; nobody is signed in
 * afterwards.
 */
public record LogIns(World world, Accounts accounts) {

    /** Everybody's. */
    public static final String PASSWORD = "correct horse 明白";

    private static final String WHOLE_COUNTRY = "100000000000";

    /** A person's code for the first log-in, not used yet. */
    public LogInCode code(PersonId person) {
        world.signIn(Role.ADMINISTRATOR, WHOLE_COUNTRY);
        var code = accounts.issueFirstLogInCode(person);
        world.signOut();
        return code;
    }

    /** Sets a person's password; answers the name to log in with. */
    public String of(PersonId person) {
        var code = code(person);
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        return code.loginName();
    }

    /** A new outreach worker of the village of this code who may log in. */
    public String worker(String village) {
        return of(world.person(Role.OUTREACH_WORKER, village));
    }
}
