package cn.mingbai.district.snapshots;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.sealing.SealedSheets;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes the .xlsx of a report of outreach and verifies such a file by itself. */
@Component
class OutreachFiles {

    private final OutreachTables tables;
    private final OutreachVerifier verifier;
    private final Clock clock;

    OutreachFiles(OutreachTables tables, OutreachVerifier verifier, Clock clock) {
        this.tables = tables;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** The file. */
    byte[] xlsx(OutreachReport report, Digest digest, byte[] seal, String sealedText) {
        return SheetWriter.xlsx(tables.sheets(report, digest, seal, sealedText));
    }

    /** Verifies a file; empty when it is none of these reports, which others may know. */
    Optional<Verification> verify(byte[] file) {
        try {
            var sheets = SheetCells.read(file);
            var proof = SealedSheets.proof(sheets);
            var text = PackedText.unpackForeign(proof.packedText());
            if (!OutreachText.isOne(text)) {
                return Optional.empty();
            }
            var report = OutreachText.parse(text);
            var stated = Digest.parse(proof.digest());
            var content = Digest.of(text.getBytes(StandardCharsets.UTF_8)).equals(stated)
                    ? new Check(
                            Kind.CONTENT,
                            Outcome.HOLDS,
                            "district.snapshot.check.content-holds",
                            report.doors().size(),
                            stated.grouped())
                    : new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.text-changed");
            return Optional.of(new Verification(
                    report.head().id(),
                    clock.instant(),
                    List.of(
                            content,
                            verifier.sealed(report.head(), stated, proof.seal()),
                            SealedSheets.shown(
                                    tables.sheets(report, stated, proof.seal(), text)
                                            .subList(0, 2),
                                    sheets))));
        } catch (MingbaiException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
