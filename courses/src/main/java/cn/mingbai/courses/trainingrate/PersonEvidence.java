package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.people.Duty;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.requirements.Requirement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one person's figure rests on, on a day as known on another.
 *
 * @param person reason, postings of the day, what is met and owed
 * @param courses the courses owed on the day, in the order of their codes
 * @param postings every posting, in the order of their first days; those that were known otherwise at first too
 * @param records every training record, reversed ones too, in the order of their days
 * @param excuses exemptions and long leaves, in the order of their first days
 * @param sameAs the staff numbers of the records that are this same person
 */
public record PersonEvidence(
        TrainedPerson person,
        List<Owed> courses,
        List<Posting> postings,
        List<Record> records,
        List<Excused> excuses,
        List<String> sameAs) {

    /**
     * A course that was owed.
     *
     * @param requirements what asks for it
     * @param pass the number of the record that meets it, or null
     * @param gap why it is not met, or null when it is
     * @param validUntil the last day on which its best pass is valid, {@link LocalDate#MAX} for ever, null when none is
     * @param rechecks the re-checks owed
     */
    public record Owed(
            String course,
            String title,
            List<Requirement> requirements,
            @Nullable Long pass,
            @Nullable Gap gap,
            boolean tookPart,
            LocalDate due,
            @Nullable LocalDate validUntil,
            List<OwedRecheck> rechecks) {}

    /** Why a course is not met, the best explanation there is. */
    public enum Gap {
        /** There was a pass that would count, and it was taken back. */
        TAKEN_BACK,
        /** There is a pass of a later day. */
        LATER,
        /** There is a pass whose window has run out. */
        EXPIRED,
        /** There is a pass of an earlier service: the person left and came back. */
        BEFORE_BREAK,
        /** The person took part and did not pass. */
        NOT_PASSED,
        /** There is no record of it. */
        NO_RECORD
    }

    /** A re-check that is owed: the version that asks for it, and the last day in time. */
    public record OwedRecheck(int version, LocalDate due) {}

    /**
     * A posting, valid in [from, to).
     *
     * @param unit the unit's name, or empty where it lies outside the district
     * @param recordedBy who recorded it, if known
     * @param supersededAt when it was known better, or null while it is what is known
     */
    public record Posting(
            String unit,
            Duty duty,
            LocalDate from,
            LocalDate to,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable Instant supersededAt) {}

    /** What a record does in the figure. */
    public enum Standing {
        /** It meets an owed course. */
        MEETS,
        /** It shows that the person took part. */
        TOOK_PART,
        /** It lies before the window of the requirement. */
        EXPIRED,
        /** It belongs to an earlier service. */
        BEFORE_BREAK,
        /** It is of a day after the one of the figure. */
        LATER,
        /** It was taken back. */
        TAKEN_BACK,
        /** Its course is not owed. */
        NOT_OWED
    }

    /**
     * A training record.
     *
     * @param enteredBy who entered it for the person (代录人), or null when the person did it
     * @param evidence what it was recorded on, for example {@code attempt:17}
     * @param heldClass title, day and place of the class, or null
     * @param sheets the signed sheets of the class, as addresses
     * @param reversal what took it back, or null
     */
    public record Record(
            long id,
            String course,
            int version,
            TrainingKind kind,
            LocalDate on,
            @Nullable Integer score,
            @Nullable BigDecimal hours,
            Instant recordedAt,
            @Nullable String enteredBy,
            String evidence,
            @Nullable String heldClass,
            List<String> sheets,
            Standing standing,
            @Nullable Reversal reversal) {}

    /** What took a record back: when, why, by whom and with whom. */
    public record Reversal(
            Instant at,
            String reason,
            @Nullable String by,
            @Nullable String second) {}

    /** An exemption or a long leave in [from, to), on a basis. */
    public record Excused(
            Reason reason,
            String basis,
            LocalDate from,
            LocalDate to,
            @Nullable String recordedBy,
            @Nullable String approvedBy) {}
}
