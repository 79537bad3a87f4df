package cn.mingbai.materials.boards;

/** A place where a board hangs. */
public record BoardPlaceId(long value) {}
