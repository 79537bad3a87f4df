/** One row for every change. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.audit;
