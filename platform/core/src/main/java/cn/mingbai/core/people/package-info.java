/** Persons, their postings and duties. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.people;
