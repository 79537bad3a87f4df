/**
 * What a random check of some households proves about all of them, in exact arithmetic: bounds and plans.
 *
 * <p>Everything is counted in whole households and compared as whole numbers; nothing is rounded before it is compared, so
 * a figure on the edge is never decided by the last bit of a {@code double}. Libraries for the distribution (Apache Commons
 * Statistics, Commons Math 3) add up {@code double}s around a saddle point and cannot promise that; hence our own code.
 *
 * <p>Other modules may use every public type of this package.
 */
@NullMarked
package cn.mingbai.proof.bounds;

import org.jspecify.annotations.NullMarked;
