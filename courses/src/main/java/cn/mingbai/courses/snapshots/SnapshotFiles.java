package cn.mingbai.courses.snapshots;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.courses.snapshots.Verification.Check;
import cn.mingbai.courses.snapshots.Verification.Kind;
import cn.mingbai.courses.snapshots.Verification.Outcome;
import cn.mingbai.courses.snapshots.Verification.Text;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.Seals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes a report's .xlsx and verifies such a file by itself: its third sheet holds the sealed text with digest and seal,
 * and the two others must show, cell by cell, what that text says.
 */
@Component
class SnapshotFiles {

    private final SnapshotTables tables;
    private final Clock clock;

    SnapshotFiles(SnapshotTables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** The file. */
    byte[] xlsx(SealedReport report, Digest digest, byte[] seal, String sealedText) {
        return SheetWriter.xlsx(tables.sheets(report, digest, seal, sealedText));
    }

    /**
     * Verifies a file.
     *
     * @param key the key of the seals, or empty when it is lost
     */
    Verification verify(byte[] file, Optional<byte[]> key) {
        Map<String, List<List<String>>> sheets;
        try {
            sheets = SheetCells.read(file);
        } catch (MingbaiException unreadable) {
            return failed(new Text(unreadable.key(), unreadable.arguments()));
        }
        var proof = sheets.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.size() == 2)
                .toList();
        var digest = value(proof, "digest");
        var seal = value(proof, "seal");
        var packed = new StringBuilder();
        proof.stream().filter(row -> row.getFirst().equals("text")).forEach(row -> packed.append(row.get(1)));
        SealedReport report;
        String text;
        Digest stated;
        byte[] stamped;
        try {
            text = SnapshotRows.unpacked(Base64.getDecoder().decode(packed.toString()));
            report = SnapshotText.parse(text);
            stated = Digest.parse(digest);
            stamped = HexFormat.of().parseHex(seal);
        } catch (IllegalArgumentException broken) {
            return failed(Text.of("courses.snapshot.check.file-without-proof"));
        }
        var holds = Digest.of(text.getBytes(StandardCharsets.UTF_8)).equals(stated);
        var content = holds
                ? new Check(
                        Kind.CONTENT,
                        Outcome.HOLDS,
                        "courses.snapshot.check.content-holds",
                        report.lines().size(),
                        stated.grouped())
                : new Check(Kind.CONTENT, Outcome.FAILS, "courses.snapshot.check.text-changed");
        return new Verification(
                report.head().id(),
                clock.instant(),
                List.of(content, sealed(report, stated, stamped, key), shown(report, stated, stamped, text, sheets)));
    }

    private static Check sealed(SealedReport report, Digest digest, byte[] seal, Optional<byte[]> key) {
        if (key.isEmpty()) {
            return new Check(Kind.SEAL, Outcome.UNKNOWN, "courses.snapshot.key-lost");
        }
        return Seals.holds(seal, key.get(), SnapshotText.PURPOSE, SnapshotText.header(report.head()), digest)
                ? new Check(Kind.SEAL, Outcome.HOLDS, "courses.snapshot.check.seal-holds")
                : new Check(Kind.SEAL, Outcome.FAILS, "courses.snapshot.check.seal-fails");
    }

    private Check shown(
            SealedReport report, Digest digest, byte[] seal, String text, Map<String, List<List<String>>> sheets) {
        var findings = new ArrayList<Text>();
        for (var expected : tables.sheets(report, digest, seal, text).subList(0, 2)) {
            var found = sheets.get(expected.sheetName());
            if (found == null) {
                findings.add(Text.of("courses.snapshot.finding.sheet", expected.sheetName()));
                continue;
            }
            compare(expected.sheetName(), cells(expected.table()), found, findings);
        }
        return findings.isEmpty()
                ? new Check(Kind.SHOWN, Outcome.HOLDS, "courses.snapshot.check.shown-holds")
                : new Check(Kind.SHOWN, Outcome.FAILS, "courses.snapshot.check.shown-fails", findings.size())
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
                            "courses.snapshot.finding.cell",
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

    private Verification failed(Text sentence) {
        return new Verification(
                0, clock.instant(), List.of(new Check(Kind.CONTENT, Outcome.FAILS, sentence, List.of())));
    }

    private static String value(List<List<String>> rows, String name) {
        return rows.stream()
                .filter(row -> row.getFirst().equals(name))
                .map(row -> row.get(1))
                .findFirst()
                .orElse("");
    }
}
