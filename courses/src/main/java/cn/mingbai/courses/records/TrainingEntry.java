package cn.mingbai.courses.records;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.TrainingKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something that a person did about a course, as it goes on record. */
public sealed interface TrainingEntry {

    /** Who did it. */
    PersonId person();

    /** The course's code. */
    String course();

    /** The version of the course that it was about. */
    int version();

    /** The day on which it happened. */
    LocalDate on();

    /**
     * What proves it, for example {@code attempt:17}; 1 to 60 characters, for the same fact always the same, and never
     * used for another.
     */
    String evidence();

    /** What kind of record it makes. */
    TrainingKind kind();

    /** 0 to 100, or null where nothing was marked. */
    default @Nullable Integer score() {
        return null;
    }

    /** The class hours (学时), or null where it was no class. */
    default @Nullable BigDecimal hours() {
        return null;
    }

    /** The held class, or null where it was none. */
    default @Nullable Long classSession() {
        return null;
    }

    /** The re-check, or null where it was none. */
    default @Nullable Long recheck() {
        return null;
    }

    /** Whether an officer entered it for the person, who was not at a screen. */
    default boolean isEnteredForPerson() {
        return false;
    }

    /** The person said that all lessons had been read. */
    record CourseCompleted(PersonId person, String course, int version, LocalDate on, String evidence)
            implements TrainingEntry {

        @Override
        public TrainingKind kind() {
            return TrainingKind.COURSE_COMPLETED;
        }
    }

    /**
     * A quiz was handed in.
     *
     * @param passed whether the score reached the pass mark
     */
    record QuizHandedIn(
            PersonId person, String course, int version, LocalDate on, Integer score, boolean passed, String evidence)
            implements TrainingEntry {

        @Override
        public TrainingKind kind() {
            return passed ? TrainingKind.QUIZ_PASSED : TrainingKind.QUIZ_SAT;
        }
    }

    /**
     * A test on paper was marked.
     *
     * @param passed whether the score reached the pass mark
     */
    record PaperMarked(
            PersonId person, String course, int version, LocalDate on, Integer score, boolean passed, String evidence)
            implements TrainingEntry {

        @Override
        public TrainingKind kind() {
            return passed ? TrainingKind.PAPER_PASSED : TrainingKind.PAPER_SAT;
        }

        @Override
        public boolean isEnteredForPerson() {
            return true;
        }
    }

    /**
     * The person was in a held class that taught the course.
     *
     * @param hours the class hours, 0.5 to 16
     * @param classSession the held class
     */
    record ClassAttended(
            PersonId person,
            String course,
            int version,
            LocalDate on,
            BigDecimal hours,
            Long classSession,
            String evidence)
            implements TrainingEntry {

        @Override
        public TrainingKind kind() {
            return TrainingKind.CLASS_ATTENDED;
        }

        @Override
        public boolean isEnteredForPerson() {
            return true;
        }
    }

    /**
     * The questions on what changed in a course were answered well enough.
     *
     * @param score 0 to 100, or null where no question touches the change and the lesson was read again
     * @param recheck the re-check that was owed
     */
    record RecheckPassed(
            PersonId person,
            String course,
            int version,
            LocalDate on,
            @Nullable Integer score,
            Long recheck,
            String evidence)
            implements TrainingEntry {

        @Override
        public TrainingKind kind() {
            return TrainingKind.RECHECK_PASSED;
        }
    }

    /**
     * Something that was marked anew by officers, after its key was corrected or answers came late as a file.
     *
     * @param entry what it says, with evidence of its own
     */
    record MarkedAnew(TrainingEntry entry) implements TrainingEntry {

        @Override
        public PersonId person() {
            return entry.person();
        }

        @Override
        public String course() {
            return entry.course();
        }

        @Override
        public int version() {
            return entry.version();
        }

        @Override
        public LocalDate on() {
            return entry.on();
        }

        @Override
        public String evidence() {
            return entry.evidence();
        }

        @Override
        public TrainingKind kind() {
            return entry.kind();
        }

        @Override
        public @Nullable Integer score() {
            return entry.score();
        }

        @Override
        public @Nullable Long recheck() {
            return entry.recheck();
        }

        @Override
        public boolean isEnteredForPerson() {
            return true;
        }
    }
}
