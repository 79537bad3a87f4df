/**
 * Canonical texts, digests and seals: pure functions without Spring and without I/O.
 *
 * <p>Other modules may use every public type of this package.
 */
@NullMarked
package cn.mingbai.proof;

import org.jspecify.annotations.NullMarked;
