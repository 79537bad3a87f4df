/** Sealed reports of the training rate: a district's roster of a reporting day, kept, verified and compared. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.snapshots;
