package cn.mingbai.core.approval;

/** The identity of a proposal that a second person decides. */
public record ApprovalId(long value) {}
