package cn.mingbai.app;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;

/**
 * What browsers are told with every answer of every face, whoever gives it: pages, files, redirects, refusals, errors. What
 * a page itself says (its content policy, how long it may be kept) stands; nothing is said twice.
 *
 * @see "ADR 0049"
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class BrowserDefences {

    static final String POLICY = "Content-Security-Policy";
    private static final String FRAMES = "X-Frame-Options";

    /** Of every answer that says no policy of its own: pages of ours that need no script. */
    static final String STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /**
     * Of Vaadin's pages. Its client turns what the server sends into functions, so that it needs {@code unsafe-eval} until
     * 25.4, styles come with components, and it says itself where the application begins; a script that stands in the page needs the nonce of that answer.
     */
    private static final String VAADIN = "default-src 'none'; script-src 'self' 'nonce-%s' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
            + " frame-src 'self' blob:; manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'self';"
            + " frame-ancestors 'none'";

    private static final int NONCE_BYTES = 16;

    /** No camera, no position: the visit app says for its own page that it may ask. */
    private static final String NO_DEVICES = "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(),"
            + " usb=(), serial=(), hid=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=()";

    /** Said with every answer; what a page says itself under these names takes their place. */
    static final Map<String, String> ALWAYS = Map.of(
            POLICY,
            STRICT,
            "X-Content-Type-Options",
            "nosniff",
            FRAMES,
            "DENY",
            // A page's address may hold a code: no other page learns it.
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            NO_DEVICES,
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    private static final String A_YEAR = "max-age=31536000; includeSubDomains";

    /** Says them; over https also that nothing else is to be used for a year. */
    static void say(HttpServletRequest request, HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", A_YEAR);
        }
    }

    /** Before every other filter, so that what they answer themselves has the headers as well. */
    @Bean
    FilterRegistrationBean<Filter> browserHeaders() {
        return first(new BrowserHeaders(), 0);
    }

    /** For what the server answers before any filter: addresses that it does not understand. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> headersOfTheServersOwnAnswers() {
        return factory -> factory.addEngineValves(new ServersOwnAnswers());
    }

    private static final class ServersOwnAnswers extends ValveBase {

        ServersOwnAnswers() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (response.isError()) {
                say(request, response);
            }
            getNext().invoke(request, response);
        }
    }

    @Bean
    FilterRegistrationBean<Filter> ownPagesOnly() {
        return first(new OwnPagesOnly(), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> unreadableRequests() {
        return first(new UnreadableRequests(), 2);
    }

    private static FilterRegistrationBean<Filter> first(Filter filter, int place) {
        var registered = new FilterRegistrationBean<Filter>(filter);
        registered.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        registered.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registered;
    }

    /** Gives each Vaadin page its policy, with a nonce that no other answer has. */
    @Bean
    VaadinServiceInitListener vaadinPagesPolicy() {
        var random = new SecureRandom();
        return (ServiceInitEvent event) -> event.addIndexHtmlRequestListener(response -> guard(response, random));
    }

    private static void guard(IndexHtmlResponse page, SecureRandom random) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        var nonce = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        page.getDocument().select("script, style").attr("nonce", nonce);
        page.getVaadinResponse().setHeader(POLICY, VAADIN.formatted(nonce));
        // Vaadin would let pages of the same host frame it.
        page.getVaadinResponse().setHeader(FRAMES, "DENY");
    }

    /**
     * Where those who sign in come by https, the session's cookie is one that browsers take over https only and from this very
     * host, so that no neighbouring host can plant one.
     */
    @Bean
    ServletContextInitializer sessionCookie(@Value("${mingbai.staff-base}") String staffBase) {
        return context -> {
            if (staffBase.startsWith("https:")) {
                var cookie = context.getSessionCookieConfig();
                cookie.setName("__Host-mingbai");
                cookie.setPath("/");
                cookie.setSecure(true);
            }
        };
    }
}
