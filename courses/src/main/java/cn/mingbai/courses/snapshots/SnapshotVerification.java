package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Verifies sealed reports for whoever has the machine: the command, which nobody signs in for. */
@Component
@Internal
public class SnapshotVerification {

    private final SnapshotRows rows;
    private final Verifier verifier;
    private final SnapshotFiles files;
    private final SealKey sealKey;
    private final Texts texts;

    SnapshotVerification(SnapshotRows rows, Verifier verifier, SnapshotFiles files, SealKey sealKey, Texts texts) {
        this.rows = rows;
        this.verifier = verifier;
        this.files = files;
        this.sealKey = sealKey;
        this.texts = texts;
    }

    /**
     * Verifies all reports, one of them, or an exported file.
     *
     * @param what {@code all}, a report's number in the database, or the path of an .xlsx
     * @param out gets the lines of the answer, in Chinese
     * @return whether all that was verified holds
     */
    public boolean run(String what, Consumer<String> out) {
        if (what.equals("all")) {
            var all = rows.heads().all();
            if (all.isEmpty()) {
                out.accept(texts.get(Locale.SIMPLIFIED_CHINESE, "courses.snapshot.none"));
            }
            var holds = true;
            for (var id : all) {
                holds &= one(id, out);
            }
            return holds;
        }
        if (what.matches("\\d{1,18}")) {
            return one(Long.parseLong(what), out);
        }
        byte[] file;
        try {
            file = Files.readAllBytes(Path.of(what));
        } catch (IOException | IllegalArgumentException unreadable) {
            out.accept(texts.get(Locale.SIMPLIFIED_CHINESE, "core.sealing.verify.no-file", what));
            return false;
        }
        out.accept(what);
        return said(files.verify(file, sealKey.key()), out);
    }

    private boolean one(long id, Consumer<String> out) {
        var stored = rows.heads().find(id);
        if (stored.isEmpty()) {
            out.accept(texts.get(Locale.SIMPLIFIED_CHINESE, "core.sealing.verify.none", id));
            return false;
        }
        var head = stored.get().head();
        out.accept(id + "  "
                + texts.get(
                        Locale.SIMPLIFIED_CHINESE,
                        "courses.snapshot.heading",
                        head.districtName(),
                        head.day(),
                        head.number()));
        return said(verifier.verify(stored.get()), out);
    }

    private boolean said(Verification verification, Consumer<String> out) {
        SealWords.lines(texts, Locale.SIMPLIFIED_CHINESE, verification).forEach(out);
        return verification.holds();
    }
}
