/** The life of questions: drafts, the second person, versions in use, retirement, and files of questions in and out. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.bank;
