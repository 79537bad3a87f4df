package cn.mingbai.quizzes.questions;

/**
 * A household or a case that is made up anew for each paper, with questions on it.
 *
 * @param about its stem says what it is about, for those who look through the bank
 * @param generator the code of what makes it up, for example {@code gap-month}
 */
public record Scenario(About about, String generator) implements Question {}
