/** What the answers say about questions, and about what villages have not understood yet; never about persons. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.analysis;
