package cn.mingbai.app.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom an address stands for. Of IPv6 that is the first 56 bits: what lies below is one subscriber's own, who would otherwise
 * be as many sources as there are addresses.
 */
final class Source {

    private static final int SUBSCRIBER_BYTES = 7;
    private static final int LONGEST = 64;

    private Source() {}

    /** The source of a request: the client's own where a trusted proxy names it ({@code server.tomcat.remoteip}). */
    static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    /** The source of an address in its textual form. */
    static String of(String address) {
        try {
            var literal = InetAddress.ofLiteral(address);
            return literal instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), SUBSCRIBER_BYTES))
                    : literal.getHostAddress();
        } catch (IllegalArgumentException unreadable) {
            // What a proxy says that knows no address counts as one source of that name.
            return address.substring(0, Math.min(address.length(), LONGEST));
        }
    }
}
