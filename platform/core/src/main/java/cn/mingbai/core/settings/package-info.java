/** Local settings: dated values with a source, per division. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.settings;
