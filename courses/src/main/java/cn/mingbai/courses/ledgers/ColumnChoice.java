package cn.mingbai.courses.ledgers;

/**
 * How a district wants a column.
 *
 * @param key one of the ledger's columns
 * @param heading what to write above it, up to 30 characters, or empty for the usual words
 * @param hidden whether it is left out
 */
public record ColumnChoice(String key, String heading, boolean hidden) {}
