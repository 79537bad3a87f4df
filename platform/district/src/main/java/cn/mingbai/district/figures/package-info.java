/** Both rates side by side: the district page and its export. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.figures;
