/** Boards in the field: where they hang, who posted, checked and took them down, which of them are due for renewal. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.boards;
