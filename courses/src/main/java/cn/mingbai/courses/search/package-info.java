/** Finds what answers a question at the counter: in lessons, policy, words, leaflets and settings. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.search;
