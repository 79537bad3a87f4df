/** People who are one: likely duplicates, merging two records and undoing it, without moving a row. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.merging;
