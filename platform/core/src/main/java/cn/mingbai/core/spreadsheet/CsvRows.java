package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of a .csv file: byte-order mark, then strict UTF-8, then GB18030; comma, tab or semicolon as the heading says. */
final class CsvRows {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char[] DELIMITERS = {',', '\t', ';'};

    private static final int WIDEST = 10_000;

    private CsvRows() {}

    static List<RawRow> read(byte[] bytes, Headings headings) {
        var text = decode(bytes);
        for (var delimiter : DELIMITERS) {
            refuseVeryWide(text, delimiter);
        }
        var best = DELIMITERS[0];
        var bestScore = -1;
        for (var delimiter : DELIMITERS) {
            var score = score(text, delimiter, headings);
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        var rows = new ArrayList<RawRow>();
        parse(text, best, SheetReader.MAX_ROWS + SheetReader.HEADING_WITHIN + 1, rows);
        return rows;
    }

    private static int score(String text, char delimiter, Headings headings) {
        var rows = new ArrayList<RawRow>();
        try {
            parse(text, delimiter, SheetReader.HEADING_WITHIN, rows);
        } catch (RuleViolation broken) {
            // The rows before the break tell the delimiter all the same.
        }
        return rows.stream().mapToInt(headings::matches).max().orElse(0);
    }

    static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return strict(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return strict(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return strict(bytes, 2, StandardCharsets.UTF_16BE);
        }
        try {
            return strict(bytes, 0, StandardCharsets.UTF_8);
        } catch (RuleViolation notUtf8) {
            return strict(bytes, 0, GB18030);
        }
    }

    private static String strict(byte[] bytes, int offset, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new RuleViolation("core.sheet.encoding", charset.name());
        }
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (var i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    // The parser makes all cells of a row before it gives the row out.
    private static void refuseVeryWide(String text, char delimiter) {
        var quoted = false;
        var cells = 1;
        var row = 1;
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\n' && !quoted) {
                cells = 1;
                row++;
            } else if (c == delimiter && !quoted && ++cells > WIDEST) {
                throw new RuleViolation("core.sheet.too-wide", SheetReader.MAX_COLUMNS, row);
            }
        }
    }

    private static void parse(String text, char delimiter, int limit, List<RawRow> rows) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        try (var parser = CSVParser.parse(new StringReader(text), format)) {
            var records = parser.iterator();
            var cells = 0;
            while (rows.size() < limit && records.hasNext()) {
                var row = row(records.next());
                // Rows without anything count for nothing, however many there are.
                if (row.number() > SheetReader.HEADING_WITHIN && row.isBlank()) {
                    continue;
                }
                if (row.width() > SheetReader.MAX_COLUMNS) {
                    throw new RuleViolation("core.sheet.too-wide", SheetReader.MAX_COLUMNS, row.number());
                }
                cells = SheetReader.counted(row, cells);
                rows.add(row);
            }
        } catch (IOException | UncheckedIOException broken) {
            throw new RuleViolation("core.sheet.csv-broken", rows.size() + 1);
        }
    }

    private static RawRow row(CSVRecord csv) {
        var cells = new ArrayList<RawCell>(csv.size());
        for (var value : csv) {
            cells.add(value.isEmpty() ? RawCell.EMPTY : new RawCell.Text(unescaped(value)));
        }
        return new RawRow(Math.toIntExact(csv.getRecordNumber()), cells);
    }

    // SheetWriter puts an apostrophe before what a spreadsheet would take for a formula.
    private static String unescaped(String value) {
        return value.length() > 1 && value.charAt(0) == '\'' && SheetWriter.isFormulaLike(value.substring(1))
                ? value.substring(1)
                : value;
    }
}
