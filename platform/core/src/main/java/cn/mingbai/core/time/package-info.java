/** The two times of a fact. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.time;
