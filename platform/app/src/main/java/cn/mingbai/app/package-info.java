/** The security chain and the start-up: what ties the modules into one application. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app;
