/** The whole chain through a real browser. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.e2e;
