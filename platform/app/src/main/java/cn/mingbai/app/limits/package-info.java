/** How often one source, account, phone or attempt may ask: one filter in front of everything, and its settings. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.limits;
