package cn.mingbai.core.identity;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.start.Terminal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;

/**
 * The one-time links by which whoever started the process creates the first system administrator and then the first
 * security administrator, who grants all other roles. A token has 128 random bits, is kept in memory only, and dies when
 * it was used or the process ends; without a demo, every start prints a new one for as long as one of the two is missing.
 * The token itself is the right to call it.
 *
 * @see "ADR 0048"
 */
@Service
class SetupLink {

    private static final int TOKEN_BYTES = 16;

    private final Accounts accounts;
    private final Environment environment;
    private final Texts texts;
    private final boolean demo;
    private @Nullable String token;

    SetupLink(Accounts accounts, Environment environment, Texts texts, @Value("${mingbai.demo:true}") boolean demo) {
        this.accounts = accounts;
        this.environment = environment;
        this.texts = texts;
        this.demo = demo;
    }

    /** Prints the link once the server answers. */
    @EventListener
    void print(ApplicationReadyEvent ready) {
        if (demo) {
            return;
        }
        print();
    }

    private void print() {
        var missing = missing();
        if (missing == null) {
            return;
        }
        var port = environment.getProperty("local.server.port");
        if (port == null) {
            return;
        }
        // The console, not the log: log files outlive the start and are read by others.
        var link = base(port) + "/setup/" + renew();
        Terminal.say(Texts.LOCALES.stream()
                .map(locale -> texts.get(
                        locale,
                        missing == Role.ADMINISTRATOR
                                ? "core.identity.setup.link"
                                : "core.identity.setup.link-security",
                        link))
                .collect(Collectors.joining(System.lineSeparator())));
    }

    /** Where whoever reads the console reaches this server: a trial by the port that it got, all others by their name. */
    private String base(String port) {
        var configured = environment.getProperty("mingbai.staff-base", "");
        return configured.isEmpty() || configured.startsWith("http://localhost")
                ? "http://localhost:" + port
                : configured.replaceAll("/+$", "");
    }

    /** Which of the two must still be created; null when both are there. */
    @Nullable
    Role missing() {
        return accounts.needsAdministrator()
                ? Role.ADMINISTRATOR
                : accounts.needsSecurityAdministrator() ? Role.SECURITY_ADMINISTRATOR : null;
    }

    /** A new token; the one before it is dead. */
    synchronized String renew() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        var fresh = Base32.encode(bytes);
        token = fresh;
        return fresh;
    }

    /** Whether {@code typed} is the token, compared in constant time. */
    synchronized boolean opens(String typed) {
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Creates the one that is missing and burns the token; a refused name or password leaves it alive. After the system
     * administrator it prints the link for the security administrator.
     *
     * @throws NotFound when the token is wrong or was used
     */
    synchronized void use(String typed, String loginName, String name, String password) {
        if (!opens(typed)) {
            throw new NotFound("core.identity.setup.dead");
        }
        if (missing() == Role.SECURITY_ADMINISTRATOR) {
            accounts.createSecurityAdministrator(new StaffNumber(loginName), name, password);
        } else {
            accounts.createAdministrator(new StaffNumber(loginName), name, password);
        }
        token = null;
        print();
    }
}
