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
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the files of a print batch, a few villages at once; a run that was cut off begins anew the villages it was at. Only
 * the job's own thread writes to the database: what is made by whom and how far a run has come is decided in one place.
 */
@Component
class PrintJob implements JobKind {

    static final String NAME = "print.batch";

    /** How often it is said how far a run has come, and asked whether to stop. */
    private static final Duration STEP = Duration.ofMillis(500);

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final PrintRows rows;
    private final PrintFolder folder;
    private final Drafts drafts;
    private final PolicyTexts texts;
    private final Codes codes;
    private final Texts words;
    private final Access access;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final int atOnce;
    /** Shared by all runs on this node, so that two batches take no more of the machine than one. */
    private final ExecutorService makers;

    /**
     * The kind of job.
     *
     * @param atOnce how many villages are made at the same time, from 1; each keeps a processor busy and its sheets in memory
     */
    PrintJob(
            PrintRows rows,
            PrintFolder folder,
            Drafts drafts,
            PolicyTexts texts,
            Codes codes,
            Texts words,
            Access access,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${mingbai.print.at-once}") int atOnce) {
        this.rows = rows;
        this.folder = folder;
        this.drafts = drafts;
        this.texts = texts;
        this.codes = codes;
        this.words = words;
        this.access = access;
        this.transactions = transactions;
        this.clock = clock;
        this.atOnce = atOnce;
        var pool = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("print-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        makers = pool;
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
        new Making(run, id, frozen, batch).all();
        run.result(
                words.get(
                        request.locale(),
                        "materials.print.made",
                        batch.villages().size(),
                        batch.sheets(),
                        batch.filesUntil()),
                "print-batches/" + id.value());
    }

    /** A village's file as it was written. */
    private record Made(Village village, Instant begun, int pages, byte[] sha256) {}

    /** The run ends: what this thread makes is not wanted any more. */
    private static final class NotWanted extends RuntimeException {}

    /** One run over the villages that are not made yet. */
    private final class Making {

        private final JobRun run;
        private final BatchId id;
        private final Frozen frozen;
        private final int total;
        private final Iterator<Village> waiting;
        private final AtomicInteger sheets = new AtomicInteger();
        private final CompletionService<Made> made = new ExecutorCompletionService<>(makers);
        private volatile boolean isOver;
        private int underWay;

        Making(JobRun run, BatchId id, Frozen frozen, PrintBatch batch) {
            this.run = run;
            this.id = id;
            this.frozen = frozen;
            total = batch.sheets();
            batch.villages().stream()
                    .filter(Village::done)
                    .forEach(each -> sheets.addAndGet(each.sheets() + each.blanks()));
            waiting = batch.villages().stream().filter(each -> !each.done()).iterator();
        }

        void all() {
            try {
                run.checkpoint("", sheets.get(), total);
                begin();
                while (underWay > 0) {
                    var next = made.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
                    if (next == null) {
                        run.checkpoint("", sheets.get(), total);
                    } else {
                        underWay--;
                        record(next.get());
                        begin();
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("expected to be left alone while printing batch " + id.value());
            } catch (ExecutionException failed) {
                throw unchecked(Objects.requireNonNull(failed.getCause()));
            } finally {
                end();
            }
        }

        /** Begins as many villages as there is room for. */
        private void begin() {
            while (underWay < atOnce && waiting.hasNext()) {
                var village = waiting.next();
                // Who has left the post since does not go on printing names.
                access.require(Action.PRINT_LEAFLETS, village.id());
                var values = rows.values(id, village.id()).orElseThrow(() -> new Conflict("materials.print.destroyed"));
                made.submit(() -> make(village, values));
                underWay++;
            }
        }

        private Made make(Village village, Map<String, String> values) {
            wanted();
            var text = drafts.text(texts.version(frozen.text()), values, frozen.issuedOn());
            var printer = HouseholdPrinter.of(frozen.kind());
            var begun = clock.instant();
            var each = withCodes(rows.sheets(id, village.id()), values);
            var digest = sha256();
            folder.write(
                    id,
                    village.id(),
                    out -> printer.write(text, each, new DigestOutputStream(out, digest), (sheet, of) -> {
                        wanted();
                        sheets.incrementAndGet();
                    }));
            return new Made(village, begun, printer.pages(text, each.size()), digest.digest());
        }

        private void wanted() {
            if (isOver) {
                throw new NotWanted();
            }
        }

        private void record(Made one) {
            transactions.executeWithoutResult(status -> {
                rows.done(id, one.village().id(), one.begun(), one.pages(), one.sha256());
                run.checkpoint(one.village().code(), sheets.get(), total);
            });
        }

        /** Lets no thread work on when the run is over: the next one may be at the same files. */
        private void end() {
            isOver = true;
            var interrupted = false;
            while (underWay > 0) {
                try {
                    made.take();
                    underWay--;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
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
