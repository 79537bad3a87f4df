/** The training ledgers (培训台账, 培训汇总) as districts hand them in, with columns that each district arranges. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.ledgers;
