/** Keys that prove wrong: corrected with a second person, marked anew, told to those whose result changes. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.correction;
