/** Flags as they are kept: found in the background, shown to the worker concerned, and a list of doors for inspectors. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.noticed;
