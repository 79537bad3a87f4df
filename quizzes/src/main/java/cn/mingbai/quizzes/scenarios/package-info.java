/** Makes up households and cases with questions on them, answered by the rules: pure. The texts are course content. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.scenarios;
