package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.materials.leaflets.PrintBatch.Village;
import cn.mingbai.materials.leaflets.PrintRows.Frozen;
import cn.mingbai.materials.leaflets.PrintRows.Sheet;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.print.HouseholdPrinter;
import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.ProgressListener;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the files of a print batch, one village after the other; a run that was cut off begins its village anew. */
@Component
class PrintJob implements JobKind {

    static final String NAME = "print.batch";

    /** How often it is asked within a village whether to stop. */
    static final int SHEETS_A_STEP = 100;

    private final PrintRows rows;
    private final PrintFolder folder;
    private final Drafts drafts;
    private final PolicyTexts texts;
    private final Codes codes;
    private final Texts words;
    private final Access access;
    private final TransactionTemplate transactions;

    PrintJob(
            PrintRows rows,
            PrintFolder folder,
            Drafts drafts,
            PolicyTexts texts,
            Codes codes,
            Texts words,
            Access access,
            TransactionTemplate transactions) {
        this.rows = rows;
        this.folder = folder;
        this.drafts = drafts;
        this.texts = texts;
        this.codes = codes;
        this.words = words;
        this.access = access;
        this.transactions = transactions;
    }

    /** What the job needs, parted by a blank. */
    record Request(BatchId batch, Locale locale) {

        String text() {
            return batch.value() + " " + locale.toLanguageTag();
        }

        static Request parse(String text) {
            var parts = text.split(" ");
            return new Request(new BatchId(Long.parseLong(parts[0])), Locale.forLanguageTag(parts[1]));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun run) {
        var request = Request.parse(run.parameters());
        var id = request.batch();
        var batch = rows.find(id).orElseThrow();
        var frozen = rows.frozen(id).orElseThrow();
        var total = batch.sheets();
        var done = 0;
        for (var village : batch.villages()) {
            if (village.done()) {
                done += village.sheets() + village.blanks();
            }
        }
        run.checkpoint("", done, total);
        for (var village : batch.villages()) {
            if (!village.done()) {
                make(run, id, frozen, village, done, total);
                done += village.sheets() + village.blanks();
            }
        }
        run.result(
                words.get(
                        request.locale(),
                        "materials.print.made",
                        batch.villages().size(),
                        total,
                        batch.filesUntil()),
                "print-batches/" + id.value());
    }

    private void make(JobRun run, BatchId id, Frozen frozen, Village village, int before, int total) {
        // Who has left the post since does not go on printing names.
        access.require(Action.PRINT_LEAFLETS, village.id());
        var values = rows.values(id, village.id()).orElseThrow(() -> new Conflict("materials.print.destroyed"));
        var text = drafts.text(texts.version(frozen.text()), values, frozen.issuedOn());
        var printer = HouseholdPrinter.of(frozen.kind());
        var sheets = withCodes(rows.sheets(id, village.id()), values);
        var digest = sha256();
        folder.write(
                id,
                village.id(),
                out -> printer.write(text, sheets, new DigestOutputStream(out, digest), steps(run, before, total)));
        transactions.executeWithoutResult(status -> {
            rows.done(id, village.id(), printer.pages(text, sheets.size()), digest.digest());
            run.checkpoint(village.code(), before + sheets.size(), total);
        });
    }

    private static ProgressListener steps(JobRun run, int before, int total) {
        return (sheets, of) -> {
            if (sheets % SHEETS_A_STEP == 0) {
                run.checkpoint("", before + sheets, total);
            }
        };
    }

    private List<LeafletSheet> withCodes(List<Sheet> sheets, Map<String, String> values) {
        var households = addresses(
                CodeKind.HOUSEHOLD,
                sheets,
                sheet -> sheet.household() == null ? null : sheet.household().value());
        var blanks = addresses(
                CodeKind.BLANK,
                sheets,
                sheet -> sheet.blank() == null ? null : sheet.blank().value());
        var stubs = addresses(CodeKind.STUB, sheets, Sheet::stub);
        var printed = new ArrayList<LeafletSheet>();
        for (var sheet : sheets) {
            var code = sheet.household() != null
                    ? households.get(sheet.household().value())
                    : blanks.get(Objects.requireNonNull(sheet.blank()).value());
            printed.add(Drafts.sheet(values, Objects.requireNonNull(code), sheet.number(), sheet.group(), sheet.head())
                    .with(sheet.stub() == null ? "" : Objects.requireNonNull(stubs.get(sheet.stub())), sheet.serial()));
        }
        return printed;
    }

    private Map<Long, String> addresses(CodeKind kind, List<Sheet> sheets, Function<Sheet, @Nullable Long> subject) {
        var subjects = sheets.stream().map(subject).filter(Objects::nonNull).toList();
        var addresses = new HashMap<Long, String>();
        codes.tokens(kind, subjects).forEach((each, token) -> addresses.put(each, codes.address(kind, token)));
        return addresses;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
