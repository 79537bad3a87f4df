/** Answers that never got through: a file from the learner's phone, taken in by an officer with a second person. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.answerfile;
