package cn.mingbai.quizzes.questions;

import java.time.LocalDate;

/**
 * A day to work out, for example the last one of a time limit.
 *
 * @param answer the right day
 */
public record Day(About about, LocalDate answer) implements Asked {}
