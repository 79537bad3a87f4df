package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.leaflets.PrintBatch.State;
import cn.mingbai.materials.leaflets.PrintBatch.Village;
import cn.mingbai.materials.leaflets.PrintRows.Sheet;
import cn.mingbai.print.CoverPrinter;
import cn.mingbai.print.VillageCover;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands out the files of print batches; each time is kept in the audit trail, for they hold names. */
@Service
public class PrintFiles {

    private static final Locale CHINESE = Texts.LOCALES.getFirst();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;

    private final PrintBatches batches;
    private final PrintRows rows;
    private final PrintFolder folder;
    private final Texts words;
    private final Access access;
    private final Audit audit;
    private final TransactionTemplate transactions;

    PrintFiles(
            PrintBatches batches,
            PrintRows rows,
            PrintFolder folder,
            Texts words,
            Access access,
            Audit audit,
            TransactionTemplate transactions) {
        this.batches = batches;
        this.rows = rows;
        this.folder = folder;
        this.words = words;
        this.access = access;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** A file that is about to be read. */
    public interface Download {

        /** What it is called, without a path. */
        String name();

        /** Writes it; {@code out} stays open. */
        void to(OutputStream out) throws IOException;
    }

    /**
     * The PDF of a village; it may be asked for as soon as that village is made.
     *
     * @throws NotFound when there is no such batch or village within reach
     * @throws Conflict when it is not made yet, or destroyed
     */
    public Download village(BatchId id, DivisionId village) {
        access.require(Action.PRINT_LEAFLETS, village);
        access.requireSecondFactor();
        var batch = batches.get(id);
        var part = part(batch, village);
        recorded(batch, village, part.name());
        return download(name(batch, part), out -> copy(id, part, out));
    }

    /**
     * The cover list of a village: what is in its pile, by group.
     *
     * @throws NotFound when there is no such batch or village within reach
     * @throws Conflict when it is not made yet, or destroyed
     */
    public Download cover(BatchId id, DivisionId village) {
        access.require(Action.PRINT_LEAFLETS, village);
        var batch = batches.get(id);
        var part = part(batch, village);
        recorded(batch, village, part.name() + ", cover list");
        return download(coverName(batch, part), out -> CoverPrinter.write(cover(batch, part), out));
    }

    /**
     * All villages of a batch that are made, each with its cover list, as one ZIP that is written as it is read.
     *
     * @throws NotFound when there is no such batch, or one of its villages is out of reach
     * @throws Conflict when it is still being made, destroyed, or no village is made
     */
    public Download zip(BatchId id) {
        var batch = batches.get(id);
        batch.villages().forEach(each -> access.require(Action.PRINT_LEAFLETS, each.id()));
        access.requireSecondFactor();
        if (!batch.state().isOver()) {
            throw new Conflict("materials.print.not-over");
        }
        var parts = batch.villages().stream()
                .filter(Village::done)
                .map(each -> part(batch, each.id()))
                .toList();
        if (parts.isEmpty()) {
            throw new Conflict("materials.print.not-made");
        }
        recorded(batch, parts.getFirst().id(), parts.size() + " villages");
        var name = words.get(
                CHINESE,
                "materials.print.zip-name",
                kind(batch),
                DAY.format(batch.issuedOn()),
                String.valueOf(id.value()));
        return download(name, out -> zip(batch, parts, out));
    }

    private void zip(PrintBatch batch, List<Village> parts, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        // PDFs are compressed already.
        zip.setLevel(Deflater.NO_COMPRESSION);
        var position = 0;
        for (var part : parts) {
            var folderName = "%03d-%s/".formatted(++position, plain(part.name()));
            put(zip, batch, folderName + coverName(batch, part), () -> CoverPrinter.write(cover(batch, part), zip));
            put(zip, batch, folderName + name(batch, part), () -> copy(batch.id(), part, zip));
        }
        zip.finish();
        zip.flush();
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void put(ZipOutputStream zip, PrintBatch batch, String name, Writing writing) throws IOException {
        var entry = new ZipEntry(name);
        // The time of the order, not of the download: the same batch is the same file.
        entry.setTimeLocal(batch.orderedAt().atZone(Times.ZONE).toLocalDateTime());
        zip.putNextEntry(entry);
        writing.run();
        zip.closeEntry();
    }

    private void copy(BatchId id, Village part, OutputStream out) throws IOException {
        try (var in = folder.read(id, part.id())) {
            in.transferTo(out);
        }
    }

    private Village part(PrintBatch batch, DivisionId village) {
        var part = batch.villages().stream()
                .filter(each -> each.id().equals(village))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (batch.state() == State.DESTROYED) {
            throw new Conflict("materials.print.destroyed");
        }
        if (!part.done()) {
            throw new Conflict("materials.print.not-made");
        }
        if (!folder.holds(batch.id(), village)) {
            throw new Conflict("materials.print.file-gone");
        }
        return part;
    }

    private VillageCover cover(PrintBatch batch, Village part) {
        var sheets = rows.sheets(batch.id(), part.id());
        var withHousehold =
                sheets.stream().filter(each -> each.household() != null).toList();
        var blank = sheets.stream().filter(each -> each.blank() != null).toList();
        return new VillageCover(
                words.get(CHINESE, "materials.print.cover-title"),
                rows.town(batch.id(), part.id()),
                part.name(),
                kind(batch),
                batch.textLabel(),
                groups(withHousehold),
                blank.size(),
                blank.isEmpty()
                        ? ""
                        : blank.getFirst().serial() + "–" + blank.getLast().serial(),
                part.pages(),
                words.get(
                        CHINESE,
                        "materials.print.day",
                        batch.issuedOn().getYear(),
                        batch.issuedOn().getMonthValue(),
                        batch.issuedOn().getDayOfMonth()),
                batch.orderedBy(),
                name(batch, part),
                part.sha256());
    }

    // In the order of print; a group that comes in two runs stands twice, as its sheets do.
    private static List<VillageCover.Group> groups(List<Sheet> sheets) {
        var groups = new ArrayList<VillageCover.Group>();
        var from = 0;
        for (var i = 1; i <= sheets.size(); i++) {
            if (i == sheets.size()
                    || !sheets.get(i).group().equals(sheets.get(from).group())) {
                groups.add(new VillageCover.Group(
                        sheets.get(from).group(),
                        i - from,
                        sheets.get(from).number(),
                        sheets.get(i - 1).number()));
                from = i;
            }
        }
        return groups;
    }

    private void recorded(PrintBatch batch, DivisionId village, String what) {
        transactions.executeWithoutResult(status ->
                audit.record("print.download", "print batch " + batch.id().value(), village, what));
    }

    private String kind(PrintBatch batch) {
        return words.get(CHINESE, "materials.kind." + batch.kind().name());
    }

    private String name(PrintBatch batch, Village part) {
        return words.get(
                CHINESE,
                "materials.print.file-name",
                plain(part.name()),
                part.code(),
                kind(batch),
                DAY.format(batch.issuedOn()),
                String.valueOf(batch.id().value()));
    }

    private String coverName(PrintBatch batch, Village part) {
        return words.get(
                CHINESE,
                "materials.print.cover-name",
                plain(part.name()),
                part.code(),
                kind(batch),
                DAY.format(batch.issuedOn()),
                String.valueOf(batch.id().value()));
    }

    // A name of a division in a path: nothing that a file system reads as more than a name.
    private static String plain(String name) {
        return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
    }

    private static Download download(String name, Write write) {
        return new Download() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void to(OutputStream out) throws IOException {
                var buffered = new BufferedOutputStream(out, 1 << 16);
                write.to(buffered);
                buffered.flush();
            }
        };
    }

    @FunctionalInterface
    private interface Write {
        void to(OutputStream out) throws IOException;
    }
}
