/** What in a worker's own records an inspector may look at first: a pure function over them. It blocks and counts nothing. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.believability;
