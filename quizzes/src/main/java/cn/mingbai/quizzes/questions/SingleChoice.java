package cn.mingbai.quizzes.questions;

import java.util.List;

/**
 * One option is right.
 *
 * @param answer the key of the right option
 */
public record SingleChoice(About about, List<Option> options, String answer) implements Asked {}
