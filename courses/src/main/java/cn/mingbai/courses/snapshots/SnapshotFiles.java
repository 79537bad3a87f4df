package cn.mingbai.courses.snapshots;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.sealing.SealedChecks;
import cn.mingbai.core.sealing.SealedSheets;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.courses.snapshots.SealedReport.Head;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import cn.mingbai.proof.Seals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        SealedReport report;
        String text;
        Digest stated;
        byte[] stamped;
        try {
            var proof = SealedSheets.proof(sheets);
            text = PackedText.unpackForeign(proof.packedText());
            report = SnapshotText.parse(text);
            stated = Digest.parse(proof.digest());
            stamped = proof.seal();
        } catch (IllegalArgumentException broken) {
            return failed(Text.of("core.sealing.check.file-without-proof"));
        }
        var holds = Digest.of(text.getBytes(StandardCharsets.UTF_8)).equals(stated);
        var content = holds
                ? new Check(
                        Kind.CONTENT,
                        Outcome.HOLDS,
                        "courses.snapshot.check.content-holds",
                        report.lines().size(),
                        stated.grouped())
                : new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.text-changed");
        return new Verification(
                report.head().id(),
                clock.instant(),
                List.of(
                        content,
                        sealed(report.head(), stated, stamped, key),
                        SealedSheets.shown(
                                tables.sheets(report, stated, stamped, text).subList(0, 2), sheets)));
    }

    /** Whether a digest bears the seal of a key. */
    static Check sealed(Head head, Digest digest, byte[] seal, Optional<byte[]> key) {
        return SealedChecks.seal(
                key, with -> Seals.holds(seal, with, SnapshotText.PURPOSE, SnapshotText.header(head), digest));
    }

    private Verification failed(Text sentence) {
        return new Verification(
                0, clock.instant(), List.of(new Check(Kind.CONTENT, Outcome.FAILS, sentence, List.of())));
    }
}
