package cn.mingbai.core.notices;

/** The identity of a notice. */
public record NoticeId(long value) {}
