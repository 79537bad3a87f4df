/** Who may do what, and where: roles, actions, reach. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.access;
