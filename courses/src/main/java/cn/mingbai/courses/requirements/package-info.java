/** Which duty owes which courses where, until when, and on what basis. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.requirements;
