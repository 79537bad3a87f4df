/** The embedded MariaDB of trials and tests. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.embedded;
