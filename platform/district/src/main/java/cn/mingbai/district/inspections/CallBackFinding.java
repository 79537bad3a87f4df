package cn.mingbai.district.inspections;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a call-back or a short re-test came to.
 *
 * @param remembers whether the person says that he or she took the course; null if and only if nobody was reached
 * @param rightAnswers how many of the three questions were answered right, 0 to 3; null if and only if nobody was reached
 * @param knowsPhone whether the person knows the phone for reports and complaints; null where it was not asked
 * @param note up to 300 characters, may be empty
 */
public record CallBackFinding(
        LocalDate day,
        Way way,
        @Nullable Boolean remembers,
        @Nullable Integer rightAnswers,
        @Nullable Boolean knowsPhone,
        String note) {

    /** How many of the three questions somebody who was trained answers right at least. */
    public static final int ENOUGH = 2;

    /** How the person was asked. */
    public enum Way {
        PHONE,
        IN_PERSON,
        REFUSED,
        NOT_REACHED;

        /** Whether there were answers. */
        public boolean reached() {
            return this == PHONE || this == IN_PERSON;
        }
    }

    /** Nobody was reached, or would say. */
    public static CallBackFinding without(LocalDate day, Way way) {
        return new CallBackFinding(day, way, null, null, null, "");
    }

    /** What it says of the training: confirmed by whoever remembers it and answers at least two of three questions right. */
    public FindingOutcome outcome() {
        return switch (way) {
            case REFUSED -> FindingOutcome.REFUSED;
            case NOT_REACHED -> FindingOutcome.NOT_FOUND;
            case PHONE, IN_PERSON ->
                Boolean.TRUE.equals(remembers) && rightAnswers != null && rightAnswers >= ENOUGH
                        ? FindingOutcome.MET
                        : FindingOutcome.MISSED;
        };
    }
}
