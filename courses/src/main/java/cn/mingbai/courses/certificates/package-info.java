/** Course certificates: printed for a pass, checked by anybody who holds one. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.certificates;
