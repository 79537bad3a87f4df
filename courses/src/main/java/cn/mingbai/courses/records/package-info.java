/** Training records: append-only evidence of what a person completed. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.records;
