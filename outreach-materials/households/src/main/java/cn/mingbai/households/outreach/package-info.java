/** Who of the outreach workers works where, what each has left, and how it is handed over. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.outreach;
