/** Explanations of questions in the search, for those who have handed the question in. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.explanations;
