/** Who of a household knows the policy: the three questions, and what their answers confirm. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.informed;
