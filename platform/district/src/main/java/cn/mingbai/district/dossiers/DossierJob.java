package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.dossiers.Dossier.Item;
import cn.mingbai.print.PdfPages;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Packs a dossier, part by part into one encrypted ZIP, the cover list last. A run that fails or is cancelled leaves no file;
 * one that was cut off begins anew. What cannot be made is missing on the cover list with the reason, and the rest is packed.
 */
@Component
class DossierJob implements JobKind {

    static final String NAME = "dossier.make";

    private final DossierRows rows;
    private final DossierFolder folder;
    private final DossierParts parts;
    private final DossierCover cover;
    private final Access access;
    private final Texts texts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DossierJob(
            DossierRows rows,
            DossierFolder folder,
            DossierParts parts,
            DossierCover cover,
            Access access,
            Texts texts,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.folder = folder;
        this.parts = parts;
        this.cover = cover;
        this.access = access;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What the job needs, parted by a blank. */
    record Request(DossierId dossier, Locale locale) {

        String text() {
            return dossier.value() + " " + locale.toLanguageTag();
        }

        static Request parse(String text) {
            var parts = text.split(" ");
            return new Request(new DossierId(Long.parseLong(parts[0])), Locale.forLanguageTag(parts[1]));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun run) {
        var request = Request.parse(run.parameters());
        var dossier = rows.find(request.dossier()).orElseThrow();
        // Who has left the post since does not go on packing.
        access.require(Action.EXPORT_FIGURES, dossier.unit());
        if (dossier.withNames()) {
            access.require(Action.EDIT_LEDGER, dossier.unit());
        }
        var all = parts.of(dossier, request.locale());
        run.checkpoint("", 0, all.size());
        try {
            var items = new ArrayList<Item>();
            var whole = sha256();
            var length = new long[1];
            folder.write(dossier.id(), out -> {
                var zip = new ZipOutputStream(
                        new Counted(new DigestOutputStream(out, whole), length), StandardCharsets.UTF_8);
                var done = 0;
                for (var part : all) {
                    pack(dossier, part, zip, items, request.locale());
                    run.checkpoint(part.number(), ++done, all.size());
                }
                for (var file : cover.files(dossier, items, request.locale()).entrySet()) {
                    entry(dossier, zip, file.getKey());
                    zip.write(file.getValue());
                    zip.closeEntry();
                }
                zip.finish();
                zip.flush();
            });
            transactions.executeWithoutResult(status -> {
                rows.made(dossier.id(), clock.instant(), length[0], whole.digest(), items);
                run.checkpoint("", all.size(), all.size());
            });
        } catch (RuntimeException | Error stopped) {
            folder.destroy(dossier.id());
            throw stopped;
        }
        var made = rows.find(request.dossier()).orElseThrow();
        run.result(
                texts.get(
                        request.locale(),
                        "district.dossier.made",
                        made.items().size() - made.missing(),
                        made.missing(),
                        made.filesUntil()),
                "dossiers?made=" + dossier.id().value());
    }

    private void pack(Dossier dossier, DossierPart part, ZipOutputStream zip, List<Item> items, Locale locale)
            throws IOException {
        for (var file : part.files().entrySet()) {
            DossierPart.Made made;
            try {
                made = file.getValue().make();
            } catch (DossierPart.Missing missing) {
                items.add(missing(part, texts.get(locale, missing.key(), missing.arguments())));
                return;
            } catch (AccessRefused refused) {
                items.add(missing(part, texts.get(locale, "district.dossier.missing.not-yours")));
                return;
            } catch (MingbaiException refused) {
                items.add(missing(part, texts.get(locale, refused)));
                return;
            }
            var path = part.folder() + "/" + part.number() + " " + plain(part.name()) + file.getKey();
            var digest = sha256();
            var length = new long[1];
            var copy = file.getKey().equals(".pdf") ? new ByteArrayOutputStream() : null;
            entry(dossier, zip, path);
            var out = new Counted(new DigestOutputStream(new Unclosed(zip), digest), length);
            try (var content = made.content().open()) {
                var buffer = new byte[1 << 16];
                for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    out.write(buffer, 0, read);
                    if (copy != null) {
                        copy.write(buffer, 0, read);
                    }
                }
            }
            zip.closeEntry();
            var pages = copy == null ? OptionalInt.empty() : PdfPages.count(copy.toByteArray());
            items.add(new Item(
                    part.number(),
                    part.name() + file.getKey(),
                    path,
                    made.rows(),
                    pages.isPresent() ? pages.getAsInt() : null,
                    length[0],
                    HexFormat.of().formatHex(digest.digest()),
                    null));
        }
    }

    private static Item missing(DossierPart part, String why) {
        return new Item(
                part.number(),
                part.name(),
                null,
                null,
                null,
                null,
                null,
                why.length() <= 500 ? why : why.substring(0, 500));
    }

    private static void entry(Dossier dossier, ZipOutputStream zip, String path) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTimeLocal(dossier.orderedAt().atZone(Times.ZONE).toLocalDateTime());
        zip.putNextEntry(entry);
    }

    // A name of a division or a class in a path: nothing that a file system reads as more than a name.
    private static String plain(String name) {
        var plain = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip();
        return plain.length() <= 80 ? plain : plain.substring(0, 80);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    /** Counts what goes through. */
    private static final class Counted extends FilterOutputStream {

        private final long[] length;

        Counted(OutputStream out, long[] length) {
            super(out);
            this.length = length;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            length[0]++;
        }

        @Override
        public void write(byte @Nullable [] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            length[0] += count;
        }
    }

    /** An entry's stream may be closed; the archive goes on. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte @Nullable [] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
