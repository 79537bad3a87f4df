package cn.mingbai.app.bench;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.ledgers.LedgerSource;
import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long an officer waits for a ledger of many rows, and how much more heap it needs: 宣传到户台账 of a unit, read from the
 * database, written by {@link LedgerFiles} as a whole file, fetched once. The heap is the greatest use that any collection
 * left behind while the file was made and fetched (marking beside the application collects nothing), less what a full collection left before; without a collection in
 * between, the use at the end less that.
 */
final class LedgerExports {

    private LedgerExports() {}

    /** What was measured: {@code export_rows}, {@code export_s}, {@code export_heap_mb}. */
    record Export(LedgerFormat format, long rows, double seconds, double heapMb, long bytes) {}

    /** Says that enough rows were read. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** Makes the ledger of a unit, of which the first {@code rows} rows are taken, by whoever is signed in. */
    static Export measure(ApplicationContext context, DivisionId unit, int rows, LedgerFormat format) {
        var source = context.getBeansOfType(LedgerSource.class).values().stream()
                .filter(each ->
                        each.ledgers().stream().anyMatch(ledger -> ledger.name().equals("VISITS")))
                .findFirst()
                .orElseThrow();
        var asOf = AsOf.today(context.getBean(Clock.class));
        var whole = source.sheet(source.ledgers().getFirst(), unit, asOf, null, Locale.SIMPLIFIED_CHINESE);
        var sheet = new LedgerSheet(
                whole.ledger(),
                whole.unit(),
                whole.unitName(),
                whole.name(),
                whole.title(),
                whole.asOf(),
                whole.definitions(),
                whole.reason(),
                row -> {
                    var taken = new int[1];
                    try {
                        whole.rows().each(cells -> {
                            if (taken[0]++ == rows) {
                                throw new Enough();
                            }
                            row.accept(cells);
                        });
                    } catch (Enough enough) {
                        // As many as were asked for.
                    }
                });
        System.gc();
        var before = used();
        var most = new AtomicLong();
        NotificationListener listener = (notification, handback) -> {
            var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            if (info.getGcName().contains("Concurrent")) {
                // It marks beside the application and leaves the young generation as it is, garbage and all.
                return;
            }
            most.accumulateAndGet(
                    info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                            .filter(pool -> pool.getKey().startsWith("G1")
                                    || pool.getKey().contains("Eden")
                                    || pool.getKey().contains("Survivor")
                                    || pool.getKey().contains("Old")
                                    || pool.getKey().contains("Tenured"))
                            .mapToLong(pool -> pool.getValue().getUsed())
                            .sum(),
                    Math::max);
        };
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        collectors.forEach(each -> ((NotificationEmitter) each).addNotificationListener(listener, null, null));
        try {
            var begun = System.nanoTime();
            var made = Objects.requireNonNull(context.getBean(TransactionTemplate.class)
                    .execute(status ->
                            context.getBean(LedgerFiles.class).make(sheet, format, Locale.SIMPLIFIED_CHINESE)));
            var size = made.size();
            made.writeTo(OutputStream.nullOutputStream());
            var seconds = (System.nanoTime() - begun) / 1e9;
            var after = most.get() == 0 ? used() : most.get();
            return new Export(format, made.rows(), seconds, Math.max(0, after - before) / 1e6, size);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            collectors.forEach(each -> {
                try {
                    ((NotificationEmitter) each).removeNotificationListener(listener);
                } catch (ListenerNotFoundException gone) {
                    throw new IllegalStateException("expected the listener to be there", gone);
                }
            });
        }
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
