package cn.mingbai.materials.leaflets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.materials.leaflets.PrintRun.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintRunTest {

    private static final LeafletPrint PRINT = new LeafletPrint(Instant.EPOCH, "演示", null, 2, "L26-1", "0".repeat(64));

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void offersTheFileUntilItIsDiscarded() throws Exception {
        var run = new PrintRun(
                (out, progress) -> {
                    write(out);
                    progress.sheetWritten(1, 2);
                    progress.sheetWritten(2, 2);
                    return PRINT;
                },
                folder);
        assertThat(run.glance().state()).isEqualTo(State.WAITING);
        run.run();
        var glance = run.glance();
        assertThat(glance.state()).isEqualTo(State.DONE);
        assertThat(glance.done()).isEqualTo(2);
        assertThat(glance.total()).isEqualTo(2);
        assertThat(glance.print()).isEqualTo(PRINT);
        var file = Objects.requireNonNull(glance.file());
        assertThat(Files.readString(file)).isEqualTo("pdf");
        run.discard();
        assertThat(file).doesNotExist();
        assertThat(run.glance().file()).isNull();
    }

    @Test
    void endsAtTheNextSheetWhenItIsDiscardedOnTheWay() throws Exception {
        var begun = new CountDownLatch(1);
        var discarded = new CountDownLatch(1);
        var after = new AtomicInteger();
        var run = new PrintRun(
                (out, progress) -> {
                    write(out);
                    begun.countDown();
                    await(discarded);
                    progress.sheetWritten(1, 2);
                    after.incrementAndGet();
                    return PRINT;
                },
                folder);
        var thread = Thread.ofPlatform().start(run::run);
        await(begun);
        assertThat(run.glance().state()).isEqualTo(State.RUNNING);
        run.discard();
        discarded.countDown();
        thread.join();
        assertThat(run.glance().state()).isEqualTo(State.CANCELLED);
        assertThat(after).hasValue(0);
        assertThat(run.glance().file()).isNull();
    }

    @Test
    void deletesTheFileWhenItIsDiscardedAfterTheLastSheet() {
        var runs = new PrintRun[1];
        runs[0] = new PrintRun(
                (out, progress) -> {
                    write(out);
                    runs[0].discard();
                    return PRINT;
                },
                folder);
        runs[0].run();
        assertThat(runs[0].glance().file()).isNull();
    }

    @Test
    void neverBeginsWhenItIsDiscardedBefore() {
        var begun = new AtomicInteger();
        var run = new PrintRun(
                (out, progress) -> {
                    begun.incrementAndGet();
                    return PRINT;
                },
                folder);
        run.discard();
        run.run();
        assertThat(begun).hasValue(0);
        assertThat(run.glance().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void keepsARefusalForThePageAndNoFile() {
        var refusal = new RuleViolation("materials.leaflets.refused", 3);
        var run = new PrintRun(
                (out, progress) -> {
                    throw refusal;
                },
                folder);
        run.run();
        assertThat(run.glance().state()).isEqualTo(State.REFUSED);
        assertThat(run.glance().refusal()).isSameAs(refusal);
        assertThat(run.glance().file()).isNull();
    }

    @Test
    void aFailureOfAnyKindIsAFailedRunAndNoFile() {
        var run = new PrintRun(
                (out, progress) -> {
                    write(out);
                    throw new UncheckedIOException(new IOException("disk full"));
                },
                folder);
        run.run();
        assertThat(run.glance().state()).isEqualTo(State.FAILED);
        assertThat(run.glance().file()).isNull();
    }

    @Test
    void anErrorEndsTheRunToo() {
        var run = new PrintRun(
                (out, progress) -> {
                    throw new OutOfMemoryError("test");
                },
                folder);
        assertThatThrownBy(run::run).isInstanceOf(OutOfMemoryError.class);
        assertThat(run.glance().state()).isEqualTo(State.FAILED);
    }

    private static void write(java.io.OutputStream out) {
        try {
            out.write("pdf".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
