package cn.mingbai.district.demo;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.SignedIn;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.ThreadClock;
import java.time.Instant;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets the loading thread act as one of the demo's people, on one of the demo's days. */
final class Acting {

    private Acting() {}

    /** Runs {@code action} signed in as {@code person}, the clock going on from {@code start}. */
    static void as(PersonId person, String name, Instant start, Runnable action) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        var caller = new Caller(0, person, name);
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated((SignedIn) () -> caller, null, List.of()));
        SecurityContextHolder.setContext(context);
        try {
            ThreadClock.during(start, action);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
