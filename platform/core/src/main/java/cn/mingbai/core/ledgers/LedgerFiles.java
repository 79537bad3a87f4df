package cn.mingbai.core.ledgers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetRows;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.spreadsheet.StreamedTable;
import cn.mingbai.core.time.Times;
import cn.mingbai.print.LedgerPrint;
import cn.mingbai.print.LedgerPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one way in which a ledger becomes a file: in its district's columns, written row by row, with definitions, the day it
 * speaks of, the day it was known, the line for seal and signatures, who exported it and when on every page; and an audit
 * row for every file. Whoever calls it has checked the caller.
 *
 * @see "ADR 0043"
 */
@Component
@Internal
public class LedgerFiles {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final LedgerChoices choices;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    LedgerFiles(
            LedgerChoices choices, DivisionDirectory divisions, Access access, Audit audit, Texts texts, Clock clock) {
        this.choices = choices;
        this.divisions = divisions;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /** Makes the whole file, so that what fails fails before anything is sent, and records the export. */
    @Transactional(propagation = Propagation.MANDATORY)
    public MadeLedger make(LedgerSheet sheet, LedgerFormat format, Locale locale) {
        var spool = new Spool();
        try {
            var rows = write(sheet, format, locale, spool);
            return new MadeLedger(sheet.title() + format.ending(), format, rows, spool);
        } catch (RuntimeException | Error failed) {
            spool.end();
            throw failed;
        }
    }

    /**
     * Writes the file into something larger, for instance an archive, and records the export.
     *
     * @param out where it goes; stays open, and is incomplete when an exception is thrown
     * @return how many rows there were
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long write(LedgerSheet sheet, LedgerFormat format, Locale locale, OutputStream out) {
        var exporter = access.callerIfAny().map(caller -> caller.name()).orElse("-");
        return write(sheet, columns(sheet), format, locale, exporter, out);
    }

    /** What a cell becomes on its way into a plain file. */
    @FunctionalInterface
    public interface Told {
        /**
         * The cell as it is told.
         *
         * @param serial the number of the row, from 1
         */
        @Nullable
        Object cell(String column, @Nullable Object cell, long serial);
    }

    /**
     * The rows alone as .csv, for a machine: all columns in their usual order with their keys for headings. The caller
     * records who asked.
     */
    public MadeLedger plain(LedgerSheet sheet, Told told) {
        var spool = new Spool();
        try {
            var columns = sheet.ledger().columns();
            var counted = new long[1];
            var rows = SheetWriter.plainCsv(
                    columns,
                    row -> sheet.rows().each(cells -> {
                        counted[0]++;
                        var line = new ArrayList<@Nullable Object>(columns.size());
                        columns.forEach(column -> line.add(told.cell(column, cells.get(column), counted[0])));
                        row.accept(line);
                    }),
                    spool);
            return new MadeLedger(sheet.title() + LedgerFormat.CSV.ending(), LedgerFormat.CSV, rows, spool);
        } catch (RuntimeException | Error failed) {
            spool.end();
            throw failed;
        }
    }

    private List<ColumnChoice> columns(LedgerSheet sheet) {
        var day = sheet.asOf().day();
        return divisions
                .districtOf(sheet.unit(), day)
                .or(() -> divisions.districtOf(sheet.unit(), Times.today(clock)))
                .map(district -> choices.of(district.id(), sheet.ledger()))
                .orElseGet(() -> sheet.ledger().columns().stream()
                        .map(key -> new ColumnChoice(key, "", false))
                        .toList())
                .stream()
                .filter(column -> !column.hidden())
                .toList();
    }

    private long write(
            LedgerSheet sheet,
            List<ColumnChoice> shown,
            LedgerFormat format,
            Locale locale,
            String exporter,
            OutputStream out) {
        var headings = choices.headings(sheet.ledger(), shown, locale);
        var counted = new long[1];
        SheetRows rows = row -> sheet.rows().each(cells -> {
            counted[0]++;
            row.accept(cells(sheet.ledger(), shown, cells, counted[0]));
        });
        var at = MINUTE.format(LocalDateTime.ofInstant(clock.instant(), Times.ZONE));
        var mark = texts.get(locale, "core.export.mark", exporter, at);
        switch (format) {
            case XLSX ->
                SheetWriter.xlsx(
                        sheet.name(),
                        new StreamedTable(
                                sheet.title(),
                                headings,
                                rows,
                                count -> footer(sheet, locale, exporter, count, mark),
                                mark),
                        out);
            case CSV ->
                SheetWriter.csv(
                        new StreamedTable(
                                sheet.title(),
                                headings,
                                rows,
                                count -> footer(sheet, locale, exporter, count, mark),
                                mark),
                        out);
            case PDF -> print(sheet, shown, headings, rows, locale, exporter, mark, out);
        }
        audit.record(
                sheet.reason() == null ? "ledger.export" : "ledger.export-unmasked",
                "ledger " + sheet.ledger().name(),
                sheet.unit(),
                counted[0] + " rows, " + format + ", as of " + sheet.asOf().day() + " known "
                        + sheet.asOf().known() + (sheet.reason() == null ? "" : ": " + sheet.reason()));
        return counted[0];
    }

    private static List<@Nullable Object> cells(
            Ledger ledger, List<ColumnChoice> shown, Map<String, ? extends @Nullable Object> cells, long serial) {
        var row = new ArrayList<@Nullable Object>(shown.size());
        for (var column : shown) {
            var cell = cells.get(column.key());
            row.add(cell == null && column.key().equals(ledger.serial()) ? serial : cell);
        }
        return row;
    }

    private List<String> footer(LedgerSheet sheet, Locale locale, String exporter, long rows, String mark) {
        var lines = new ArrayList<>(ExportFooter.lines(
                texts, locale, sheet.unitName(), sheet.asOf(), exporter, definitions(sheet, locale)));
        lines.add(texts.get(locale, "core.export.rows", rows));
        lines.add(mark);
        return lines;
    }

    private List<String> definitions(LedgerSheet sheet, Locale locale) {
        var reason = sheet.reason();
        if (reason == null) {
            return sheet.definitions();
        }
        var definitions = new ArrayList<>(sheet.definitions());
        definitions.add(texts.get(locale, "core.export.unmasked", reason));
        return definitions;
    }

    private void print(
            LedgerSheet sheet,
            List<ColumnChoice> shown,
            List<String> headings,
            SheetRows rows,
            Locale locale,
            String exporter,
            String mark,
            OutputStream out) {
        var asOf = sheet.asOf();
        var numbers = sheet.ledger().numbers();
        var columns = new ArrayList<LedgerPrint.Column>();
        for (var at = 0; at < shown.size(); at++) {
            columns.add(new LedgerPrint.Column(
                    headings.get(at), numbers.contains(shown.get(at).key())));
        }
        // What only the printer knows stands as it will look for it.
        var print = new LedgerPrint(
                sheet.title(),
                List.of(
                        texts.get(locale, "core.export.cover.unit", sheet.unitName()),
                        texts.get(locale, "core.export.cover.day", asOf.day()),
                        texts.get(locale, "core.export.cover.known", asOf.known()),
                        mark),
                texts.get(locale, "core.export.cover.rows", "{0}"),
                texts.get(locale, "core.export.cover.definitions"),
                definitions(sheet, locale),
                columns,
                texts.get(locale, "core.export.signatures", sheet.unitName()),
                texts.get(locale, "core.export.foot", sheet.title(), asOf.day(), asOf.known(), exporter),
                mark,
                texts.get(locale, "core.export.page", "{0}", "{1}"),
                texts.get(locale, "core.export.unprintable", LedgerPrint.INSTEAD, "{0}"));
        try {
            LedgerPrinter.write(print, row -> rows.each(cells -> row.accept(words(cells))), out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<String> words(List<? extends @Nullable Object> cells) {
        var words = new ArrayList<String>(cells.size());
        for (var cell : cells) {
            words.add(cell == null ? "" : cell instanceof BigDecimal number ? number.toPlainString() : cell.toString());
        }
        return words;
    }
}
