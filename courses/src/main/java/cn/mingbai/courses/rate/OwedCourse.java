package cn.mingbai.courses.rate;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course that somebody owed on the day, and what stands against it. Where several requirements ask for it, all of them
 * must be met.
 *
 * @param course its code
 * @param pass the pass that meets it, or null: the first that counts; where one requirement needs a later one, that
 * @param tookPart whether any record of it lies in the window of a requirement
 * @param due the last day on which it is done in time
 * @param validUntil the last day on which its best pass is valid, {@link LocalDate#MAX} for ever, or null when no pass is
 *     valid on the day
 * @param rechecks the re-checks owed on the day, in order; those past due end the validity
 * @param rules the requirements that ask for it, in order
 */
public record OwedCourse(
        String course,
        @Nullable TrainingFact pass,
        boolean tookPart,
        LocalDate due,
        @Nullable LocalDate validUntil,
        List<Long> rechecks,
        List<Long> rules) {

    /** Whether every requirement that asks for it is met. */
    public boolean isMet() {
        return pass != null;
    }
}
