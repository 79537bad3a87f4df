package cn.mingbai.materials.leaflets;

/** Which print batch. */
public record BatchId(long value) {}
