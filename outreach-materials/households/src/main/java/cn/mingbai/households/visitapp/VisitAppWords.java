package cn.mingbai.households.visitapp;

import cn.mingbai.core.i18n.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words of the visit app in all languages, as a script: a phone without a line can still change its language.
 * {@code households.app.X} is the word {@code X}; of the other keys only {@code households.} is left away.
 */
@Component
class VisitAppWords {

    private static final String OWN = "households.app.";
    private static final String MODULE = "households.";

    /** What else the app says, in the words of the other pages. */
    private static final List<String> SHARED =
            List.of("households.outcome.", "households.relation.", "households.state.", "households.visit.right-door");

    private static final List<String> BUNDLES = List.of("households", "households-app", "households-informed");

    /** What a text puts in the place of its arguments. */
    private static final Object[] PLACES = {"{0}", "{1}", "{2}", "{3}", "{4}", "{5}"};

    private final Map<String, Map<String, String>> words = new TreeMap<>();

    VisitAppWords(List<VisitAppScripts> parts) {
        Texts.LOCALES.forEach(locale -> {
            var all = read(locale);
            parts.forEach(part -> properties("i18n/" + part.words() + "_" + locale + ".properties")
                    .forEach((key, text) -> {
                        var name = String.valueOf(key);
                        if (name.startsWith(part.prefix())
                                && all.putIfAbsent(name.substring(part.prefix().length()), plain(text)) != null) {
                            throw new IllegalStateException("expected another word than " + key + " of " + part.name());
                        }
                    }));
            words.put(locale.getLanguage(), all);
        });
    }

    /** A module that exports {@code WORDS}, by language and word. */
    byte[] script() {
        return ("export const WORDS = " + JsonMapper.shared().writeValueAsString(words) + ";\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The word in a language; for what the server itself says of the app. */
    String word(Locale locale, String name) {
        var found = words.getOrDefault(Texts.nearest(locale).getLanguage(), Map.of())
                .get(name);
        if (found == null) {
            throw new IllegalArgumentException("expected a word of the visit app, but got " + name);
        }
        return found;
    }

    private static Map<String, String> read(Locale locale) {
        var found = new TreeMap<String, String>();
        for (var bundle : BUNDLES) {
            properties("i18n/" + bundle + "_" + locale + ".properties").forEach((key, text) -> {
                var name = String.valueOf(key);
                if (name.startsWith(OWN)) {
                    found.put(name.substring(OWN.length()), plain(text));
                } else if (SHARED.stream().anyMatch(name::startsWith)) {
                    found.put(name.substring(MODULE.length()), plain(text));
                }
            });
        }
        return found;
    }

    private static String plain(Object text) {
        return new MessageFormat(String.valueOf(text), Locale.ROOT).format(PLACES);
    }

    private static Properties properties(String path) {
        var properties = new Properties();
        try (var reader = new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return properties;
    }
}
