/** Reading and marking answers, pure. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.marking;
