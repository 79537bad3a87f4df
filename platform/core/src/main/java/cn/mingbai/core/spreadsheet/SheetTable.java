package cn.mingbai.core.spreadsheet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table to export.
 *
 * @param title the line above the table
 * @param headings the headings
 * @param rows the cells: text, numbers, days, or null for nothing
 * @param footer the lines below: who fills in, signs and answers for it, what day it speaks of ({@link ExportFooter})
 */
public record SheetTable(
        String title,
        List<String> headings,
        List<? extends List<? extends @Nullable Object>> rows,
        List<String> footer) {}
