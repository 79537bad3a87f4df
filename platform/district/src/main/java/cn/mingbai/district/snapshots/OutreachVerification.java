package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.courses.snapshots.SnapshotVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Verifies sealed reports of both halves for whoever has the machine: the command, which nobody signs in for. */
@Component
@Internal
public class OutreachVerification {

    private static final String OUTREACH = "outreach:";

    private final OutreachRows rows;
    private final OutreachVerifier verifier;
    private final OutreachFiles files;
    private final SnapshotVerification training;
    private final Texts texts;

    OutreachVerification(
            OutreachRows rows,
            OutreachVerifier verifier,
            OutreachFiles files,
            SnapshotVerification training,
            Texts texts) {
        this.rows = rows;
        this.verifier = verifier;
        this.files = files;
        this.training = training;
        this.texts = texts;
    }

    /**
     * Verifies all reports, one of them, or an exported file.
     *
     * @param what {@code all}, the number in the database of a report of training, {@code outreach:} with that of one of
     *     outreach, or the path of an .xlsx
     * @param out gets the lines of the answer, in Chinese
     * @return whether all that was verified holds
     */
    public boolean run(String what, Consumer<String> out) {
        if (what.equals("all")) {
            var holds = training.run(what, out);
            for (var id : rows.heads().all()) {
                holds &= one(id, out);
            }
            return holds;
        }
        if (what.startsWith(OUTREACH)) {
            var number = what.substring(OUTREACH.length());
            return number.matches("\\d{1,18}") ? one(Long.parseLong(number), out) : none(number, out);
        }
        if (!what.matches("\\d{1,18}")) {
            try {
                var verified = files.verify(Files.readAllBytes(Path.of(what)));
                if (verified.isPresent()) {
                    out.accept(what);
                    return said(verified.get(), out);
                }
            } catch (IOException | IllegalArgumentException unreadable) {
                // The other half says so.
            }
        }
        return training.run(what, out);
    }

    private boolean none(String number, Consumer<String> out) {
        out.accept(texts.get(Locale.SIMPLIFIED_CHINESE, "core.sealing.verify.none", number));
        return false;
    }

    private boolean one(long id, Consumer<String> out) {
        var stored = rows.heads().find(id);
        if (stored.isEmpty()) {
            return none(String.valueOf(id), out);
        }
        var head = stored.get().head();
        out.accept(OUTREACH + id + "  "
                + texts.get(
                        Locale.SIMPLIFIED_CHINESE,
                        "district.snapshot.heading",
                        head.campaignName(),
                        head.day(),
                        head.number()));
        return said(verifier.verify(stored.get()), out);
    }

    private boolean said(Verification verification, Consumer<String> out) {
        SealWords.lines(texts, Locale.SIMPLIFIED_CHINESE, verification).forEach(out);
        return verification.holds();
    }
}
