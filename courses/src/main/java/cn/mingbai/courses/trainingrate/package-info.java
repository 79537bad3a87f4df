/** The training rate of every unit within reach, and the people behind it. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.trainingrate;
