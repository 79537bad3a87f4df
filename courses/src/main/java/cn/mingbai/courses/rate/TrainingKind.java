package cn.mingbai.courses.rate;

/** What a training record says happened. Everything but a {@link #REVERSAL} says that the person took part. */
public enum TrainingKind {
    /** All lessons of a course were read, by the reader's own word. */
    COURSE_COMPLETED,
    /** A quiz was handed in and not passed. */
    QUIZ_SAT,
    /** A quiz was handed in and passed. */
    QUIZ_PASSED,
    /** A paper test was sat and not passed. */
    PAPER_SAT,
    /** A paper test was passed. */
    PAPER_PASSED,
    /** The person attended a held class. */
    CLASS_ATTENDED,
    /** The questions on what changed in a course were answered, which keeps an older pass valid. */
    RECHECK_PASSED,
    /** Another record is taken back. */
    REVERSAL;

    /** Whether the record shows that the person knew the course: what meets a requirement that asks for a pass. */
    public boolean isPass() {
        return this == QUIZ_PASSED || this == PAPER_PASSED;
    }
}
