/** Decisions by a second person: one mechanism for everything that nobody may do alone, decided many at once. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.approval;
