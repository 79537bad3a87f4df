/** Numbers of ID cards, which are kept nowhere: found in what people type, and refused with the next step. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.idnumbers;
