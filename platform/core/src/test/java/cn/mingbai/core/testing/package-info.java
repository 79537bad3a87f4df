/** What tests of all modules share: a small world of real divisions and people with roles in it. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.testing;
