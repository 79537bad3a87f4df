/** What the assistance rules make of numbers and days, by policy version: pure, without storage or screen. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.rules;
