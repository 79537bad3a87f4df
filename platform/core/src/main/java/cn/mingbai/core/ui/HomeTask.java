package cn.mingbai.core.ui;

/**
 * One thing that is left to do, as the home page shows it.
 *
 * @param text a short sentence in the reader's language, with its number in it
 * @param path where to do it, a route or path without leading slash
 */
public record HomeTask(String text, String path) {}
