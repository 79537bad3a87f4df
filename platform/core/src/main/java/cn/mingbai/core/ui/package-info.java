/** Layout, home page and small pieces that views share. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.ui;
