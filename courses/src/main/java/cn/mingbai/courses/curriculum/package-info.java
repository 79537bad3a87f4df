/** Courses and lessons: shipped content, how it is read, and what follows a course. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.curriculum;
