package cn.mingbai.core.people;

/** The identity of a person, one for life. */
public record PersonId(long value) {}
