package cn.mingbai.quizzes.questions;

/**
 * One of the answers to choose from.
 *
 * @param key stays with the text however the options are shuffled
 */
public record Option(String key, String text) {}
