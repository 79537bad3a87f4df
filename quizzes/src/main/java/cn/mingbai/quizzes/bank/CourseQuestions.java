package cn.mingbai.quizzes.bank;

/**
 * The questions of a course in numbers.
 *
 * @param quiz whether the course has a quiz to which questions can be written
 * @param open whether papers can be drawn already
 */
public record CourseQuestions(
        String course, String title, boolean quiz, boolean open, int inUse, int drafts, int inReview, int retired) {}
