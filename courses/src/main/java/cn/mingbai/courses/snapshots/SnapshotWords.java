package cn.mingbai.courses.snapshots;

import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealedUnit;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sentences about sealed reports in the reader's language. */
final class SnapshotWords {

    private SnapshotWords() {}

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
        return SealedUnit.inOrder(report.units());
    }
}
