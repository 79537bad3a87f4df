package cn.mingbai.core.divisions;

/** The identity of a division, which outlives its codes, names and parents. */
public record DivisionId(long value) {}
