package cn.mingbai.core.codes;

import cn.mingbai.core.start.StartRefused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads requests under a former public address to the same path under the present one, so that codes on paper keep working
 * after the district's domain has changed: {@code mingbai.former-public-bases} lists the former ones. Behind a proxy the
 * host is the one that the client asked for.
 */
@Component
@ConditionalOnWebApplication
// After what tells browsers how to treat every answer.
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class FormerBases extends OncePerRequestFilter {

    private final String present;
    private final Set<String> formerHosts;

    FormerBases(
            @Value("${mingbai.public-base}") String present,
            @Value("${mingbai.former-public-bases:}") List<String> former) {
        this.present = BaseAddress.trimmed(present);
        this.formerHosts = hosts(this.present, former);
    }

    /** The hosts of the former addresses, in lower case. */
    static Set<String> hosts(String present, List<String> former) {
        var hosts = new HashSet<String>();
        for (var base : former.stream()
                .map(BaseAddress::trimmed)
                .filter(base -> !base.isEmpty())
                .toList()) {
            if (!BaseAddress.isOne(base)) {
                throw new StartRefused("expected mingbai.former-public-bases to list schemes and hosts, for example"
                        + " https://old.example.cn, separated by commas, but got " + base);
            }
            hosts.add(BaseAddress.host(base));
        }
        if (hosts.contains(BaseAddress.host(present))) {
            throw new StartRefused("expected mingbai.former-public-bases to list hosts other than that of"
                    + " mingbai.public-base, which would be led to itself for ever, but got "
                    + BaseAddress.host(present));
        }
        return Set.copyOf(hosts);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return formerHosts.isEmpty()
                || !formerHosts.contains(request.getServerName().toLowerCase(Locale.ROOT));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // 308 keeps the method, and the address as it was asked for, not decoded.
        var query = request.getQueryString();
        response.setStatus(HttpStatus.PERMANENT_REDIRECT.value());
        response.setHeader("Location", present + request.getRequestURI() + (query == null ? "" : "?" + query));
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
    }
}
