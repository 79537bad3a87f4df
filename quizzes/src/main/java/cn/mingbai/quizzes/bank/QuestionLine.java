package cn.mingbai.quizzes.bank;

import cn.mingbai.quizzes.questions.Skill;
import org.jspecify.annotations.Nullable;

/**
 * A question in the list of a course.
 *
 * @param kind the kind's name, as the database has it
 * @param version the version in use or last in use; 0 while there is none
 * @param points how many policy points it touches
 * @param difficulty 1 to 3, or 0 while nobody has said
 * @param skill what it asks one to be able to do, or null while nobody has said
 * @param use whether papers are drawn with it
 * @param work what is going on beside that
 * @param missing how many statements a draft still lacks
 */
public record QuestionLine(
        String code,
        String kind,
        String stem,
        int version,
        int points,
        int difficulty,
        @Nullable Skill skill,
        Use use,
        Work work,
        int missing) {

    /** Whether a question is drawn. */
    public enum Use {
        /** Not yet. */
        NEW,
        IN_USE,
        RETIRED
    }

    /** What waits. */
    public enum Work {
        NONE,
        /** Somebody writes on it. */
        DRAFT,
        /** A text waits for a second person. */
        TEXT_IN_REVIEW,
        /** Its retirement waits for a second person. */
        RETIREMENT_IN_REVIEW,
        /** Its return waits for a second person. */
        RETURN_IN_REVIEW
    }
}
