/** Exemptions from training and long leaves: proposed on a basis, approved by a second person, dated. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.excuses;
