package cn.mingbai.core.i18n;

import cn.mingbai.core.error.MingbaiException;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Words on screen. Chinese unless the reader asked for English; a missing key shows as itself and fails a test. */
@Component
public class Texts {

    /** The languages offered, the first one being the default. */
    public static final List<Locale> LOCALES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    /** The offered language nearest to {@code wanted}. */
    public static Locale nearest(Locale wanted) {
        return "en".equals(wanted.getLanguage()) ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    /** The text of {@code key} in {@code locale}. */
    public String get(Locale locale, String key, Object... arguments) {
        try {
            return messages.getMessage(key, stringified(arguments), nearest(locale));
        } catch (NoSuchMessageException missing) {
            return key;
        }
    }

    /** The text of {@code key} in the language of the current request. */
    public String get(String key, Object... arguments) {
        return get(LocaleContextHolder.getLocale(), key, arguments);
    }

    /** The sentence of an error. */
    public String get(Locale locale, MingbaiException error) {
        return get(locale, error.key(), error.arguments().toArray());
    }

    // Numbers stay what they are, so that a text may choose its words by them.
    private static Object[] stringified(Object[] arguments) {
        var texts = new Object[arguments.length];
        for (var i = 0; i < arguments.length; i++) {
            texts[i] = arguments[i] instanceof Number number ? number : String.valueOf(arguments[i]);
        }
        return texts;
    }
}
