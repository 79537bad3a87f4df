package cn.mingbai.courses.papertest;

/** The identity of a paper test. */
public record PaperTestId(long value) {}
