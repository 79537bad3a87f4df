/** Policy versions, points and sources. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.policy;
