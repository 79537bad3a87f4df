package cn.mingbai.district.inspections;

/** Names a household drawn in an inspection. */
public record ItemId(long value) {}
