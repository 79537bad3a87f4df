package cn.mingbai.materials.texts;

/** A version of a text. */
public record TextId(long value) {}
