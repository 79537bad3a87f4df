/** Reads uploaded .xlsx and .csv files with suspicion, and writes templates and exports. Other packages use the public types. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.spreadsheet;
