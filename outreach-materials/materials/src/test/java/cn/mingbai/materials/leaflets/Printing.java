package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.print.HouseholdKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Orders and makes prints as an officer does. */
@Component
public class Printing {

    private final PrintBatches batches;
    private final PrintFiles files;
    private final JobRunner runner;

    Printing(PrintBatches batches, PrintFiles files, JobRunner runner) {
        this.batches = batches;
        this.files = files;
        this.runner = runner;
    }

    /** An order of whole villages without blank sheets, made. */
    public BatchId sheets(DivisionId... villages) {
        return made(batches.order(
                new PrintOrder(HouseholdKind.SHEET_A4, List.of(villages), false), Locale.SIMPLIFIED_CHINESE));
    }

    /** An order with blank sheets, made. */
    public BatchId withBlanks(DivisionId... villages) {
        return made(batches.order(
                new PrintOrder(HouseholdKind.SHEET_A4, List.of(villages), true), Locale.SIMPLIFIED_CHINESE));
    }

    /** The sheet of one household again, made. */
    public BatchId again(HouseholdId household) {
        return made(batches.reprint(HouseholdKind.SHEET_A4, household, Locale.SIMPLIFIED_CHINESE));
    }

    /** Runs what waits. */
    public BatchId made(BatchId batch) {
        runner.runWaiting();
        return batch;
    }

    /** The file of a village. */
    public byte[] pdf(BatchId batch, DivisionId village) throws IOException {
        return bytes(files.village(batch, village));
    }

    /** The bytes of a download. */
    public static byte[] bytes(PrintFiles.Download download) throws IOException {
        var out = new ByteArrayOutputStream();
        download.to(out);
        return out.toByteArray();
    }
}
