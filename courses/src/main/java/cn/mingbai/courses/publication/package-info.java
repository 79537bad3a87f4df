/** Which version of a course is to be learned on a day, and which short re-checks a new version asks for. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.publication;
