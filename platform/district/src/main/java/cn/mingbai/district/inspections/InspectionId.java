package cn.mingbai.district.inspections;

/** Names an inspection. */
public record InspectionId(long value) {}
