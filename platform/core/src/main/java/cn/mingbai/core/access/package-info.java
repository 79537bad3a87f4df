/** Who may do what, where, and how often: roles, actions, reach, budgets of calls. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.access;
