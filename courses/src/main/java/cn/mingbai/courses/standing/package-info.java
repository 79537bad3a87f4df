/** How one person stands with what is required of them, judged by the same rules as the training rate. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.standing;
