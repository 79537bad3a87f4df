package cn.mingbai.district.acceptance;

/** The identity of an acceptance, proposed or decided. */
public record AcceptanceId(long value) {}
