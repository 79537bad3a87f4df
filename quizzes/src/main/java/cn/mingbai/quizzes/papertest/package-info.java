/** Tests on paper with drawn questions: printed with a code per person, typed back by code. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.papertest;
