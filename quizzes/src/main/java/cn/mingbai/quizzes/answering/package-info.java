/** The answering page: server-rendered, by token, without a session. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.answering;
