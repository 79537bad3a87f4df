package cn.mingbai.core.spreadsheet;

import java.util.List;
import java.util.function.LongFunction;

/**
 * A table to export whose rows are read while they are written.
 *
 * @param title the line above the table
 * @param headings the headings
 * @param rows the rows, asked for once
 * @param footer the lines below, by how many rows there were
 * @param mark who exported it and when: printed at the head and foot of every page, and kept in the file's properties
 */
public record StreamedTable(
        String title, List<String> headings, SheetRows rows, LongFunction<List<String>> footer, String mark) {}
