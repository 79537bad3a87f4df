package cn.mingbai.core.i18n;

import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;

/** Makes Spring's pages and Vaadin's ask {@link Language}. */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {

    @Bean
    LocaleResolver localeResolver() {
        return new LocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return Language.of(request);
            }

            @Override
            public void setLocale(
                    HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
                throw new UnsupportedOperationException("the language is chosen by ?lang= and kept in a cookie");
            }
        };
    }

    /** Each page load asks anew, so that a choice on the other kind of page counts here too. */
    @Bean
    VaadinServiceInitListener languageOfViews() {
        return service -> service.getSource().addUIInitListener(init -> {
            if (com.vaadin.flow.server.VaadinRequest.getCurrent() instanceof VaadinServletRequest request) {
                var locale = Language.of(request.getHttpServletRequest());
                init.getUI().getSession().setLocale(locale);
                init.getUI().setLocale(locale);
            }
        });
    }
}
