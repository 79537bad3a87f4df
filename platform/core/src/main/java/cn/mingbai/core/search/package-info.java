/** What modules contribute to the search, and how they tell who may find it. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.search;
