/** Stubs that come back signed, scanned in a pile. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.stubs;
