package cn.mingbai.app;

import cn.mingbai.core.codes.BaseAddress;
import cn.mingbai.core.start.StartRefused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the pages behind log-in to the host of {@code mingbai.staff-base} where that differs from the host on paper: under
 * any other name they do not exist, whatever a proxy lets through. With one host for both it does nothing.
 */
final class StaffHost extends OncePerRequestFilter {

    private final String host;
    private final boolean apart;

    StaffHost(String publicBase, String staffBase) {
        var staff = BaseAddress.trimmed(staffBase);
        if (!BaseAddress.isOne(staff)) {
            throw new StartRefused("expected mingbai.staff-base to be a scheme and a host, for example"
                    + " https://staff.example.cn, but got " + staffBase);
        }
        host = BaseAddress.host(staff);
        apart = !host.equals(BaseAddress.host(BaseAddress.trimmed(publicBase)));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !apart || host.equals(request.getServerName().toLowerCase(Locale.ROOT));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
}
