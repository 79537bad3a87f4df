package cn.mingbai.core.sealing;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter.NamedTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an exported file proves itself: one sheet holds the sealed text with digest and seal, and the others must show, cell by
 * cell, what that text says.
 */
public final class SealedSheets {

    private static final int CHUNK = 30_000;
    private static final String DIGEST = "digest";
    private static final String SEAL = "seal";
    private static final String TEXT = "text";

    private SealedSheets() {}

    /** What the sheet of proof holds, as far as it could be read; what is missing is empty. */
    public record Proof(String digest, byte[] seal, byte[] packedText) {}

    /** The sheet of proof with digest, seal and packed text, in words of this language. */
    public static NamedTable sheet(
            Texts texts, Locale locale, String title, String digest, byte[] seal, byte[] packedText) {
        return new NamedTable(
                texts.get(locale, "core.sealing.sheet.proof"),
                new SheetTable(
                        title,
                        List.of(
                                texts.get(locale, "core.sealing.column.proof-kind"),
                                texts.get(locale, "core.sealing.column.proof-value")),
                        rows(digest, seal, packedText),
                        List.of(texts.get(locale, "core.sealing.proof-explained"))));
    }

    /** The rows of the sheet of proof: digest, seal, and the packed text in Base64, in cells of 30,000 characters. */
    private static List<List<? extends @Nullable Object>> rows(String digest, byte[] seal, byte[] packedText) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        rows.add(List.of(DIGEST, digest));
        rows.add(List.of(SEAL, HexFormat.of().formatHex(seal)));
        var packed = Base64.getEncoder().encodeToString(packedText);
        for (var from = 0; from < packed.length(); from += CHUNK) {
            rows.add(List.of(TEXT, packed.substring(from, Math.min(from + CHUNK, packed.length()))));
        }
        return rows;
    }

    /**
     * The proof that a file holds, in whichever sheet.
     *
     * @throws IllegalArgumentException when there is none that can be read
     */
    public static Proof proof(Map<String, List<List<String>>> sheets) {
        var rows = sheets.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.size() == 2)
                .toList();
        var packed = new StringBuilder();
        rows.stream().filter(row -> row.getFirst().equals(TEXT)).forEach(row -> packed.append(row.get(1)));
        return new Proof(
                value(rows, DIGEST),
                HexFormat.of().parseHex(value(rows, SEAL)),
                Base64.getDecoder().decode(packed.toString()));
    }

    private static String value(List<List<String>> rows, String name) {
        return rows.stream()
                .filter(row -> row.getFirst().equals(name))
                .map(row -> row.get(1))
                .findFirst()
                .orElse("");
    }

    /** Whether the sheets of a file show what they should. */
    public static Check shown(List<NamedTable> expected, Map<String, List<List<String>>> sheets) {
        var findings = new ArrayList<Text>();
        for (var table : expected) {
            var found = sheets.get(table.sheetName());
            if (found == null) {
                findings.add(Text.of("core.sealing.finding.sheet", table.sheetName()));
            } else {
                compare(table.sheetName(), cells(table.table()), found, findings);
            }
        }
        return findings.isEmpty()
                ? new Check(Kind.SHOWN, Outcome.HOLDS, "core.sealing.check.shown-holds")
                : new Check(Kind.SHOWN, Outcome.FAILS, "core.sealing.check.shown-fails", findings.size())
                        .with(findings);
    }

    private static void compare(
            String sheet, List<List<String>> expected, List<List<String>> found, List<Text> findings) {
        for (var row = 0; row < Math.max(expected.size(), found.size()); row++) {
            var should = row < expected.size() ? expected.get(row) : List.<String>of();
            var is = row < found.size() ? found.get(row) : List.<String>of();
            for (var column = 0; column < Math.max(should.size(), is.size()); column++) {
                var wanted = column < should.size() ? should.get(column) : "";
                var shown = column < is.size() ? is.get(column) : "";
                if (!Objects.equals(wanted, shown)) {
                    findings.add(Text.of(
                            "core.sealing.finding.cell",
                            sheet,
                            row + 1,
                            column + 1,
                            shown.isEmpty() ? "—" : shown,
                            wanted.isEmpty() ? "—" : wanted));
                }
            }
        }
    }

    /** The cells that a file with this table shows. */
    private static List<List<String>> cells(SheetTable table) {
        var rows = new ArrayList<List<String>>();
        add(rows, List.of(table.title()));
        add(rows, table.headings());
        table.rows().forEach(row -> add(rows, row));
        table.footer().forEach(line -> add(rows, List.of(line)));
        return rows;
    }

    private static void add(List<List<String>> rows, List<? extends @Nullable Object> row) {
        var cells = new ArrayList<String>();
        for (var cell : row) {
            cells.add(
                    switch (cell) {
                        case null -> "";
                        case LocalDate day -> day.toString();
                        case Number number -> number.toString();
                        default -> SheetCells.shown(cell.toString());
                    });
        }
        while (!cells.isEmpty() && cells.getLast().isEmpty()) {
            cells.removeLast();
        }
        if (!cells.isEmpty()) {
            rows.add(cells);
        }
    }
}
