/** Accounts, log-in, first-log-in codes, role grants. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.identity;
