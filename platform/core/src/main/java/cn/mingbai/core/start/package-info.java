/** What stops a start, said in one sentence to the person who runs Mingbai. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.start;
