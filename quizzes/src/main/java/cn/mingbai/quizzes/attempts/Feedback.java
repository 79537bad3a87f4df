package cn.mingbai.quizzes.attempts;

import java.util.List;

/**
 * What practice says of an answer at once.
 *
 * @param expected the right answer in words
 * @param explanation why, with the documents and articles in words
 * @param lessons what to read about the policy points that it touches
 */
public record Feedback(boolean right, String expected, String explanation, List<Result.Lesson> lessons) {}
