/** Reading and writing .xlsx and .csv. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.spreadsheet;
