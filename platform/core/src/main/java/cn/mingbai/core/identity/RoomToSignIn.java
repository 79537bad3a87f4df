package cn.mingbai.core.identity;

import cn.mingbai.core.outage.DiskRoom;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets people sign in and out while a disk is so full that nothing else is stored: one of them may be who makes room. */
final class RoomToSignIn extends OncePerRequestFilter {

    private static final RequestMatcher PAGES =
            new OrRequestMatcher(Stream.concat(Stream.of(SignIn.OPEN_PAGES), Stream.of(SignIn.STEPS))
                    .map(page -> (RequestMatcher) PathPatternRequestMatcher.pathPattern(page))
                    .toList());

    private final DiskRoom room;

    RoomToSignIn(DiskRoom room) {
        this.room = room;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!PAGES.matches(request)) {
            chain.doFilter(request, response);
            return;
        }
        try (var small = room.essential()) {
            chain.doFilter(request, response);
        }
    }
}
