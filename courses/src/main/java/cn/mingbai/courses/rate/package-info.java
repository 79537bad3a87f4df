/** The training rate, pure: who counts on a day, as known on a day, and why. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.rate;
