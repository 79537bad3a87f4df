/** Short re-checks: who owes one after a policy point changed, and saying that the changed lesson was read. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.rechecks;
