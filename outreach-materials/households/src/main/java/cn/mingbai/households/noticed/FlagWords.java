package cn.mingbai.households.noticed;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Flag;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says a flag in plain words: when it was, and what was seen. */
public final class FlagWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private FlagWords() {}

    /** One sentence. */
    public static String of(Texts texts, Locale locale, Flag flag) {
        return of(texts, locale, flag.why(), flag.number(), flag.from(), flag.to());
    }

    /** The same of its parts. */
    public static String of(Texts texts, Locale locale, Flag.Why why, int number, Instant from, Instant to) {
        return texts.get(locale, "households.flag.when", span(from, to), texts.get(locale, why.key(), number));
    }

    /** 2026-11-26 18:05–18:19, in Asia/Shanghai. */
    private static String span(Instant from, Instant to) {
        var begun = ZonedDateTime.ofInstant(from, Times.ZONE);
        var ended = ZonedDateTime.ofInstant(to, Times.ZONE);
        if (DAY_AND_TIME.format(begun).equals(DAY_AND_TIME.format(ended))) {
            return DAY_AND_TIME.format(begun);
        }
        return DAY_AND_TIME.format(begun) + "–"
                + (begun.toLocalDate().equals(ended.toLocalDate()) ? TIME : DAY_AND_TIME).format(ended);
    }
}
