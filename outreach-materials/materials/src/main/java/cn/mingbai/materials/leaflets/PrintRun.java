package cn.mingbai.materials.leaflets;

import cn.mingbai.core.error.MingbaiException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A print that is being made for one page. Whoever started it discards it in the end: the file holds names.
 */
final class PrintRun {

    /** Where a run stands. */
    enum State {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        REFUSED,
        FAILED
    }

    /** What makes the file. */
    @FunctionalInterface
    interface Work {
        LeafletPrint print(OutputStream out, cn.mingbai.print.ProgressListener progress);
    }

    /** Ends a print from inside its progress listener. */
    private static final class Cancelled extends RuntimeException {}

    private static final Logger LOG = LoggerFactory.getLogger(PrintRun.class);

    private final Work work;
    private final Path folder;
    private State state = State.WAITING;
    private int done;
    private int total;
    private boolean discarded;
    private @Nullable Path file;
    private @Nullable LeafletPrint print;
    private @Nullable MingbaiException refusal;

    /**
     * A run that has not begun.
     *
     * @param folder where its file stands while it is there
     */
    PrintRun(Work work, Path folder) {
        this.work = work;
        this.folder = folder;
    }

    /** What a page shows of a run. */
    record Glance(
            State state,
            int done,
            int total,
            @Nullable Path file,
            @Nullable LeafletPrint print,
            @Nullable MingbaiException refusal) {}

    synchronized Glance glance() {
        return new Glance(state, done, total, file, print, refusal);
    }

    /** Makes the file, on a thread of its own. */
    void run() {
        Path target = null;
        try {
            target = begin();
            if (target == null) {
                return;
            }
            LeafletPrint made;
            try (var out = new BufferedOutputStream(Files.newOutputStream(target))) {
                made = work.print(out, this::advance);
            }
            end(State.DONE, target, made, null);
        } catch (Cancelled cancelled) {
            end(State.CANCELLED, target, null, null);
        } catch (MingbaiException refused) {
            end(State.REFUSED, target, null, refused);
        } catch (IOException | RuntimeException failed) {
            LOG.error("expected to make leaflets, but the print failed", failed);
            end(State.FAILED, target, null, null);
        } catch (Error broken) {
            end(State.FAILED, target, null, null);
            throw broken;
        }
    }

    /** Ends the run if it still runs, and deletes the file. */
    synchronized void discard() {
        discarded = true;
        if (state == State.WAITING) {
            state = State.CANCELLED;
        }
        delete(file);
        file = null;
    }

    private synchronized @Nullable Path begin() throws IOException {
        if (discarded) {
            return null;
        }
        state = State.RUNNING;
        return Files.createTempFile(folder, "leaflets", ".pdf");
    }

    private synchronized void advance(int sheets, int of) {
        if (discarded) {
            throw new Cancelled();
        }
        done = sheets;
        total = of;
    }

    private synchronized void end(
            State how, @Nullable Path target, @Nullable LeafletPrint made, @Nullable MingbaiException refused) {
        state = how;
        print = made;
        refusal = refused;
        if (how == State.DONE && !discarded) {
            file = target;
        } else {
            delete(target);
        }
    }

    private static void delete(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to delete " + path + ", which holds names", failed);
        }
    }
}
