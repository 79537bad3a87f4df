package cn.mingbai.courses.search;

/**
 * A run of a text.
 *
 * @param isMarked whether it is what was asked for
 */
public record Piece(String text, boolean isMarked) {}
