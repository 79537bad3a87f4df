/** The digest of an officer: at most one notice a day, of what is new since the last, each thing once. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.digest;
