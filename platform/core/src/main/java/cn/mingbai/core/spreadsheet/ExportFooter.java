package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines that every export ends with, so that a printed copy still says what it is. */
public final class ExportFooter {

    private ExportFooter() {}

    /**
     * The lines.
     *
     * @param unit the unit that the table speaks of
     * @param asOf the day it speaks of and the day it was known
     * @param exporter who exported it
     * @param definitions what the figures mean, one sentence each; may be empty
     */
    public static List<String> lines(
            Texts texts, Locale locale, String unit, AsOf asOf, String exporter, List<String> definitions) {
        var lines = new ArrayList<String>();
        lines.add(texts.get(locale, "core.export.signatures", unit));
        definitions.forEach(definition -> lines.add(texts.get(locale, "core.export.definition", definition)));
        lines.add(texts.get(locale, "core.export.as-of", asOf.day(), asOf.known(), exporter));
        return lines;
    }
}
