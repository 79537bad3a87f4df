/** Scheduled tests: officers set them for a unit's people, papers are drawn before they open, their results are records. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.sittings;
