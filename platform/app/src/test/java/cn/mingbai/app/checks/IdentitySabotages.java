package cn.mingbai.app.checks;

import cn.mingbai.core.testing.OwnerDatabase;
import java.util.List;
import java.util.Optional;

/** Broken log-ins, sessions and grants. */
final class IdentitySabotages implements Sabotages {

    private static final String IDENTITY = "cn.mingbai.core.identity.";

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "session-without-end",
                        "a session ends for no reason: not idle, not old, not after a reset",
                        "cn.mingbai.app.LogInModuleTest",
                        Break.returning(IDENTITY + "SessionRules", "end", Optional.empty())),
                new Sabotage(
                        "grant-to-anybody",
                        "a role is granted to oneself, and to who is another of the three administrators",
                        EscalationCheckTest.class,
                        Break.skipping(IDENTITY + "Separation", "requireGrantable")),
                new Sabotage(
                        "withdrawal-spares-sessions",
                        "sessions go on when a role is withdrawn",
                        EscalationCheckTest.class,
                        Break.skipping(IDENTITY + "Accounts", "endSessionsOf")),
                new Sabotage(
                        "guesses-uncounted",
                        "wrong passwords and codes are evaluated without end",
                        PasswordsCheckTest.class,
                        Break.returning(IDENTITY + "Tries", "exhausted", false)),
                new Sabotage(
                        "device-not-known",
                        "wrong tries from anywhere count against a known device",
                        PasswordsCheckTest.class,
                        Break.returning(IDENTITY + "KnownDevices", "known", null)),
                new Sabotage(
                        "refused-at-once",
                        "a refused log-in is answered as soon as it is written down, which takes 50 ms for a name that there is",
                        PasswordsCheckTest.class,
                        Break.skipping(IDENTITY + "LogInPace", "await"),
                        Break.running(
                                context -> context.getBean(OwnerDatabase.class)
                                        .jdbc()
                                        .execute(
                                                "create trigger slow_try before insert on log_in_try for each row do sleep(0.05)"))),
                new Sabotage(
                        "password-never-old",
                        "no password has to be changed after 90 days",
                        PasswordsCheckTest.class,
                        Break.returning(IDENTITY + "PasswordPolicy", "isOver", false)),
                new Sabotage(
                        "one-factor-on-pages",
                        "an administrator with a password only is not led to the second factor",
                        SessionsCheckTest.class,
                        Break.returning(IDENTITY + "SessionRules", "isSeparated", false)),
                new Sabotage(
                        "one-factor-on-services",
                        "every session counts as having shown a second factor",
                        SessionsCheckTest.class,
                        Break.returning("cn.mingbai.core.access.Access", "hasSecondFactor", true)),
                new Sabotage(
                        "code-twice",
                        "the code of a time step is taken again",
                        SessionsCheckTest.class,
                        Break.returning(IDENTITY + "SecondFactors", "isFirstUse", true)),
                new Sabotage(
                        "session-keeps-its-id",
                        "a session goes on under the same id with more rights",
                        SessionsCheckTest.class,
                        Break.skipping(IDENTITY + "SignedInSession", "renew")));
    }
}
