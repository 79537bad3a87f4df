package cn.mingbai.core.jobs;

/** The identity of a job. */
public record JobId(long value) {}
