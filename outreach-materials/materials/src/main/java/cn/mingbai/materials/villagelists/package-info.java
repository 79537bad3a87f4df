/** The list of a village's doors to print, for where phones are of no use. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.villagelists;
