/** Figures for the operator of a server, not for its users. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.operating;
