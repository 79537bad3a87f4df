package cn.mingbai.quizzes.bank;

import cn.mingbai.quizzes.questions.Question;

/**
 * A question as it is looked at.
 *
 * @param explanation the explanation as learners read it, its references in words
 */
public record ShownQuestion(Question question, String explanation) {}
