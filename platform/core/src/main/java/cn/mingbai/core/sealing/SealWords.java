package cn.mingbai.core.sealing;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences about sealed reports in the reader's language. */
public final class SealWords {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private SealWords() {}

    /** A sentence whose arguments may be words themselves. */
    public static String say(Texts texts, Locale locale, Text text) {
        var arguments = text.arguments().stream()
                .map(argument -> argument instanceof Text word ? say(texts, locale, word) : argument)
                .toArray();
        return texts.get(locale, text.key(), arguments);
    }

    /** What verifying found, in lines for a terminal: each check, and below it what differs. */
    public static List<String> lines(Texts texts, Locale locale, Verification verification) {
        var lines = new ArrayList<String>();
        for (var check : verification.checks()) {
            lines.add("  " + texts.get(locale, "core.sealing.check.outcome." + check.outcome()) + "  "
                    + texts.get(locale, "core.sealing.check.kind." + check.kind()) + "  "
                    + say(texts, locale, check.sentence()));
            check.findings().forEach(finding -> lines.add("      " + say(texts, locale, finding)));
        }
        return lines;
    }

    /** A moment in Asia/Shanghai, to the second. */
    public static String moment(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), Times.ZONE)
                .format(SECOND);
    }
}
