/** Says what papers are made of and draws them, balanced and one for each person; pure but for the rules on record. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.papers;
