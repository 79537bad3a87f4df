/** What tests of other modules take from the quizzes' tests. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.testing;
