package cn.mingbai.core.attachments;

/** The identity of a stored file. */
public record AttachmentId(long value) {}
