package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.print.HouseholdKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered to be printed.
 *
 * @param textLabel rule layer and version of the text, for example {@code L26-1}
 * @param issuedOn the day of issue on every sheet
 * @param orderedBy the person's name
 * @param filesUntil the last day on which its files are kept
 * @param job the job that makes it; empty for what was printed before there were batches
 * @param villages in the order of print
 */
public record PrintBatch(
        BatchId id,
        HouseholdKind kind,
        Scope scope,
        State state,
        String textLabel,
        LocalDate issuedOn,
        String orderedBy,
        Instant orderedAt,
        LocalDate filesUntil,
        Optional<JobId> job,
        List<Village> villages) {

    /** How much of a village it prints. */
    public enum Scope {
        /** Whole villages. */
        VILLAGES,
        /** A range of an earlier batch again. */
        RANGE,
        /** One household. */
        HOUSEHOLD
    }

    /** Where it stands. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED,
        /** Its files and the names in its list are no more. */
        DESTROYED;

        /** Whether nothing more is made of it by itself. */
        public boolean isOver() {
            return this != WAITING && this != RUNNING;
        }
    }

    /**
     * A village's part.
     *
     * @param code the village's division code
     * @param sheets households that get one
     * @param blanks blank sheets behind them
     * @param pages pages of the file, 0 while it is not made
     * @param sha256 the digest of the file, 64 hexadecimal digits, or empty while it is not made
     * @param doneAt when its codes were about to be read, or null while it is not made
     */
    public record Village(
            DivisionId id,
            String code,
            String name,
            int sheets,
            int blanks,
            int pages,
            String sha256,
            @Nullable Instant doneAt) {

        /** Whether its file was made. */
        public boolean done() {
            return doneAt != null;
        }
    }

    public PrintBatch {
        villages = List.copyOf(villages);
    }

    /** Sheets with and without a household, in all villages. */
    public int sheets() {
        return villages.stream().mapToInt(each -> each.sheets() + each.blanks()).sum();
    }

    /** Blank sheets in all villages. */
    public int blanks() {
        return villages.stream().mapToInt(Village::blanks).sum();
    }

    /** How many villages are made. */
    public long villagesDone() {
        return villages.stream().filter(Village::done).count();
    }
}
