package cn.mingbai.core.i18n;

import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.FieldPosition;
import java.text.Format;
import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Merges the bundles {@code i18n/<module>_zh_CN.properties} and {@code _en} of all modules; a key defined twice fails. */
@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

    @Bean
    @Primary
    MessageSource messageSource() throws IOException {
        var texts = new HashMap<Locale, Map<String, String>>();
        for (var locale : Texts.LOCALES) {
            texts.put(locale, load(locale));
        }
        return new MergedBundles(texts);
    }

    @Bean
    I18NProvider i18nProvider(Texts texts) {
        return new I18NProvider() {
            @Override
            public List<Locale> getProvidedLocales() {
                return Texts.LOCALES;
            }

            @Override
            public String getTranslation(String key, Locale locale, Object... arguments) {
                return texts.get(locale, key, arguments);
            }
        };
    }

    private static Map<String, String> load(Locale locale) throws IOException {
        var pattern = "classpath*:i18n/*_" + locale + ".properties";
        var merged = new HashMap<String, String>();
        for (var resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            var properties = new Properties();
            try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException broken) {
                throw new UncheckedIOException("expected a readable bundle at " + resource, broken);
            }
            properties.forEach((key, text) -> {
                if (merged.put((String) key, (String) text) != null) {
                    throw new IllegalStateException("expected each key once, but " + key + " is in two bundles; the"
                            + " second is " + resource);
                }
            });
        }
        return merged;
    }

    private static final class MergedBundles extends AbstractMessageSource {

        private final Map<Locale, Map<String, String>> texts;

        MergedBundles(Map<Locale, Map<String, String>> texts) {
            this.texts = texts;
            setAlwaysUseMessageFormat(true);
        }

        @Override
        protected MessageFormat resolveCode(String key, Locale locale) {
            var nearest = Texts.nearest(locale);
            var text = texts.getOrDefault(nearest, Map.of()).get(key);
            return text == null ? null : format(text, nearest);
        }

        private static MessageFormat format(String text, Locale locale) {
            var format = new MessageFormat(text, locale);
            var kinds = format.getFormatsByArgumentIndex();
            for (var i = 0; i < kinds.length; i++) {
                if (kinds[i] == null) {
                    format.setFormatByArgumentIndex(i, PLAIN);
                }
            }
            return format;
        }
    }

    /** Words and numbers as they are. MessageFormat would group digits: 1,234 is not how a 户号 or a year reads. */
    private static final Format PLAIN = new Format() {
        @Override
        public StringBuffer format(Object value, StringBuffer to, FieldPosition position) {
            return to.append(value);
        }

        @Override
        public Object parseObject(String source, ParsePosition position) {
            throw new UnsupportedOperationException("texts are written, not read");
        }
    };
}
