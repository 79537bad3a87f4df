/** What copies of the database in a node's memory stand on. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.copies;
