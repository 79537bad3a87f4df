/** Who counts, and why: pure, from records alone. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.coverage.rule;
