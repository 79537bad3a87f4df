package cn.mingbai.courses.rate;

import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A training record as the rate reads it.
 *
 * @param course the code of the course that was passed
 * @param on the day it happened, or null while unknown
 * @param recordedAt when it became known
 * @param reversalOf the record that this one takes back, or null for a pass
 * @param score 0 to 100, if there was one
 */
public record TrainingFact(
        long id,
        PersonId person,
        String course,
        @Nullable LocalDate on,
        Instant recordedAt,
        @Nullable Long reversalOf,
        @Nullable Integer score) {}
