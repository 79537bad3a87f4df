/** Errors a person can act on. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.error;
