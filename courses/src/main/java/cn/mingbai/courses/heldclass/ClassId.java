package cn.mingbai.courses.heldclass;

/** The identity of a held class. */
public record ClassId(long value) {}
