package cn.mingbai.app;

import cn.mingbai.app.limits.RateLimits;
import cn.mingbai.core.identity.SignIn;
import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.session.DisableEncodeUrlFilter;

/** Who gets in: public pages without a session, everything else by log-in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {

    /** The faces that keep no HTTP session: the public page behind a code, the answering page, the visit app, the feed. */
    static final String[] SESSIONLESS = {
        "/H/{token}",
        "/h/{token}",
        "/H/{token}/questions",
        "/h/{token}/questions",
        "/T/{token}",
        "/t/{token}",
        "/B/{token}",
        "/b/{token}",
        "/P/{place}",
        "/p/{place}",
        "/C/{token}",
        "/c/{token}",
        "/R/{token}",
        "/r/{token}",
        "/Q/**",
        "/V",
        "/V/",
        "/V/app/**",
        "/V/sw.js",
        "/V/manifest.webmanifest",
        "/V/{code:[0-9A-Za-z]{26}}",
        "/v/{code:[0-9A-Za-z]{26}}",
        "/V/devices/bound",
        "/V/pack",
        "/V/records",
        "/V/records/{id}/photo",
        "/V/standing",
        "/public/**",
        "/api/v1/**",
    };

    /** Nobody reads observations of each filter of each request, and a profile of the quiz bench showed their cost. */
    @Bean
    SecurityObservationSettings noFilterMetrics() {
        return SecurityObservationSettings.noObservations();
    }

    /** What keeps no HTTP session: the open faces, and how the server is. */
    @Bean
    @Order(1)
    SecurityFilterChain sessionless(HttpSecurity http, ManagementPort management, RateLimits limits) throws Exception {
        limits.apply(http);
        http.securityMatchers(faces -> faces.requestMatchers(SESSIONLESS).requestMatchers("/actuator/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(SESSIONLESS)
                        .permitAll()
                        .requestMatchers(management::showsHealth)
                        .permitAll()
                        .requestMatchers(management::showsFigures)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing here trusts a cookie, so there is nothing a foreign site could ride on.
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                // BrowserDefences says them with every answer.
                .headers(headers -> headers.disable());
        return http.build();
    }

    /** Everything else: the log-in pages, the visit form, and the signed-in pages of Vaadin. */
    @Bean
    @Order(2)
    SecurityFilterChain signedIn(
            HttpSecurity http,
            SignIn signIn,
            RequestUtil vaadinRequests,
            RateLimits limits,
            @Value("${mingbai.public-base}") String publicBase,
            @Value("${mingbai.staff-base}") String staffBase)
            throws Exception {
        http.addFilterBefore(new StaffHost(publicBase, staffBase), DisableEncodeUrlFilter.class);
        limits.apply(http);
        http.authorizeHttpRequests(requests -> requests.requestMatchers(SignIn.OPEN_PAGES)
                .permitAll()
                .requestMatchers("/mingbai/**", "/webjars/echarts/**", "/error", "/favicon.ico")
                .permitAll()
                // Pages that are not Flow: Vaadin's own rule would refuse them to everybody.
                .requestMatchers(
                        "/visit",
                        "/visit/**",
                        "/printed/**",
                        "/dossier-files/**",
                        "/handover-list",
                        "/board",
                        "/board/**",
                        "/attachments/*",
                        "/certificate/*",
                        "/quiz/*",
                        "/V/devices",
                        "/V/sign-in",
                        "/S/*",
                        "/s/*")
                .authenticated()
                .requestMatchers(SignIn.STEPS)
                .authenticated());
        // Vaadin's own rule would leave the log-in form without a token; its internal requests carry one of their own.
        http.csrf(csrf -> csrf.ignoringRequestMatchers(vaadinRequests::isFrameworkInternalRequest));
        http.headers(headers -> headers.disable());
        signIn.apply(http);
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView("/login", "/login?said=out").enableCsrfConfiguration(false));
        return http.build();
    }
}
