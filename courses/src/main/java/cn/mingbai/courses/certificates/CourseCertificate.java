package cn.mingbai.courses.certificates;

import cn.mingbai.courses.rate.TrainingKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as it was issued; nothing of it changes afterwards.
 *
 * @param record the training record that it certifies
 * @param name the person's name on the day of issue
 * @param kind how the course was passed
 * @param score 0 to 100, or null
 * @param hours class hours (学时), or null
 * @param validUntil the last day on which what the person owed then counts it as valid, or null for no end
 * @param issuer the unit that issues it
 */
record CourseCertificate(
        long id,
        long record,
        long person,
        String name,
        String course,
        int version,
        String title,
        TrainingKind kind,
        @Nullable Integer score,
        @Nullable BigDecimal hours,
        LocalDate passedOn,
        @Nullable LocalDate validUntil,
        String issuer,
        String number,
        Instant issuedAt) {}
