package cn.mingbai.courses.rate;

import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A training record as the rate reads it.
 *
 * @param course the code of the course
 * @param on the day it happened, or null while unknown
 * @param recordedAt when it became known
 * @param reversalOf the record that this one takes back, or null
 * @param score 0 to 100, if there was one
 * @param kind what happened
 * @param version the version of the course, 0 when the rate does not need it
 * @param recheck the re-check that was passed, for {@link TrainingKind#RECHECK_PASSED}
 */
public record TrainingFact(
        long id,
        PersonId person,
        String course,
        @Nullable LocalDate on,
        Instant recordedAt,
        @Nullable Long reversalOf,
        @Nullable Integer score,
        TrainingKind kind,
        int version,
        @Nullable Long recheck) {}
