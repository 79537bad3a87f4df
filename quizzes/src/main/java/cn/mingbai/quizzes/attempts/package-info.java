/** Attempts at a quiz: drawn, answered one by one, handed in once. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.attempts;
