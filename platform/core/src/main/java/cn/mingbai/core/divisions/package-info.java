/** Administrative divisions: one identity, dated codes, names and parents. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.divisions;
