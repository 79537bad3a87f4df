package cn.mingbai.district.feed;

/** The identity of a key of the feed. */
public record FeedTokenId(long value) {}
