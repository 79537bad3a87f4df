/** Shares and the days they speak of. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.figures;
