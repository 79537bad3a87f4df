/** What the tests of this module share. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households;
