package cn.mingbai.quizzes.questions;

/**
 * A statement to judge.
 *
 * @param answer whether it is true
 */
public record TrueFalse(About about, boolean answer) implements Asked {}
