/** Questions of every kind, and the shipped ones. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.questions;
