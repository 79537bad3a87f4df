/** Who is due, who is reached, who knows: the coverage of every village on any day. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.coverage;
