/** Tables that districts hand in, in columns that each district arranges. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.ledgers;
