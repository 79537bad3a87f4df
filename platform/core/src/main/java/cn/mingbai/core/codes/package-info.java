/** Opaque tokens behind printed codes. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.codes;
