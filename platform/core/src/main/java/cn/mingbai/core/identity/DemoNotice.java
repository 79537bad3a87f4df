package cn.mingbai.core.identity;

import java.util.List;
import java.util.Optional;

/** Tells the log-in page which log-ins a demo district offers. No bean of this type: no demo. */
public interface DemoNotice {

    /** The demo's log-ins while it is loaded, in the order to show; empty otherwise. */
    Optional<List<DemoLogIn>> current();

    /** Whether a demo district with this log-in is loaded or being loaded. */
    boolean isDemoLogIn(String loginName);

    /**
     * One demo log-in.
     *
     * @param login the log-in name
     * @param roleKey the message key of what it may do, for example {@code core.role.AUDITOR}
     */
    record DemoLogIn(String login, String roleKey) {}
}
