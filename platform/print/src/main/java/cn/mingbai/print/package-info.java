/**
 * Fonts, QR codes and PDF sheets: pure functions from records to bytes, without Spring and without I/O other than
 * the bundled fonts on the class path.
 *
 * <p>Other modules may use every public type of this package. Lengths are named for their unit: {@code Mm} for
 * millimetres, {@code Pt} for points (1/72 inch).
 */
@NullMarked
package cn.mingbai.print;

import org.jspecify.annotations.NullMarked;
