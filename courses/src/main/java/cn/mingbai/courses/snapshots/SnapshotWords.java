package cn.mingbai.courses.snapshots;

import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import cn.mingbai.courses.snapshots.Verification.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sentences about sealed reports in the reader's language. */
final class SnapshotWords {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private SnapshotWords() {}

    /** A sentence whose arguments may be words themselves. */
    static String say(Texts texts, Locale locale, Text text) {
        var arguments = text.arguments().stream()
                .map(argument -> argument instanceof Text word ? say(texts, locale, word) : argument)
                .toArray();
        return texts.get(locale, text.key(), arguments);
    }

    /** A share, or the word for nobody. */
    static String percent(Texts texts, Locale locale, int count, int of) {
        var share = new Share(count, of);
        return share.isEmpty() ? texts.get(locale, "courses.rate.nobody-due") : share.percent();
    }

    /** The units by their ids. */
    static Map<Long, Unit> units(SealedReport report) {
        return report.units().stream().collect(Collectors.toMap(Unit::division, unit -> unit));
    }

    /** The units in code order. */
    static List<Unit> unitsInOrder(SealedReport report) {
        return report.units().stream()
                .sorted(Comparator.comparing(Unit::code).thenComparingLong(Unit::division))
                .toList();
    }

    /** A moment in Asia/Shanghai, to the second. */
    static String moment(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), Times.ZONE)
                .format(SECOND);
    }
}
