package cn.mingbai.app.checks;

import cn.mingbai.core.ledgers.ExportTurns;
import cn.mingbai.core.testing.TakenPhoto;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.springframework.test.util.ReflectionTestUtils;

final class FilesSabotages implements Sabotages {

    private static final String CIPHER = "cn.mingbai.core.crypto.FieldCipher";
    private static final String GUARD = "cn.mingbai.core.spreadsheet.XlsxGuard$Counted";

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "names-in-clear",
                        "what is to be encrypted is written as it is",
                        CanariesCheckTest.class,
                        Break.returning(
                                CIPHER, "encrypt", CanariesCheckTest.name(1).getBytes(StandardCharsets.UTF_8)),
                        Break.returning(CIPHER, "decrypt", CanariesCheckTest.name(1))),
                new Sabotage(
                        "names-unmasked",
                        "names are shown whole",
                        CanariesCheckTest.class,
                        Break.returning("cn.mingbai.core.people.Masks", "name", CanariesCheckTest.name(1))),
                new Sabotage(
                        "id-numbers-unseen",
                        "an ID number is taken for any other text",
                        CanariesCheckTest.class,
                        Break.returning("cn.mingbai.core.idnumbers.IdNumbers", "in", false)),
                new Sabotage(
                        "import-takes-half",
                        "a file is taken although rows of it are refused",
                        ImportFuzzCheckTest.class,
                        Break.returning("cn.mingbai.core.spreadsheet.ImportReport", "isClean", true)),
                new Sabotage(
                        "bombs-counted-by-nobody",
                        "what comes out of an archive is not counted",
                        BombsCheckTest.class,
                        Break.skipping(GUARD, "count")),
                new Sabotage(
                        "photos-as-they-came",
                        "evidence is kept as it came instead of being drawn anew",
                        PhotosCheckTest.class,
                        Break.returning("cn.mingbai.core.attachments.PhotoFile", "made", asTaken())),
                new Sabotage(
                        "files-without-quota",
                        "one person may store as much as there is room for",
                        PhotosCheckTest.class,
                        Break.skipping("cn.mingbai.core.attachments.Attachments", "checkQuota")),
                new Sabotage(
                        "bodies-without-limit",
                        "a page's call may be as long as it likes",
                        "cn.mingbai.core.web.BodyLimitTest",
                        Break.skipping("cn.mingbai.core.web.BodyLimit$Limited$Counted", "count")),
                new Sabotage(
                        "formulas-as-they-came",
                        "a cell that begins like a formula is written as it is",
                        ExportsCheckTest.class,
                        Break.returning("cn.mingbai.core.spreadsheet.SheetWriter", "isFormulaLike", false)),
                new Sabotage(
                        "exports-all-at-once",
                        "nobody waits for a turn to export",
                        ExportsCheckTest.class,
                        Break.running(context -> ((Semaphore) Objects.requireNonNull(
                                        ReflectionTestUtils.getField(ExportTurns.class, "TURNS")))
                                .release(6))));
    }

    /** A picture with what a phone writes into it. */
    private static byte[] asTaken() {
        return TakenPhoto.withExif(TakenPhoto.small(), 1, ByteOrder.BIG_ENDIAN);
    }
}
