/** Words on screen, from resource bundles. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.i18n;
