package cn.mingbai.quizzes.sittings;

/** The identity of a scheduled test. */
public record SittingId(long value) {}
