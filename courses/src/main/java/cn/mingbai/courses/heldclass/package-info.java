/** Held classes (集中培训): planned, signed in to on paper and by scanning, held, and made up for by those who missed them. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.heldclass;
